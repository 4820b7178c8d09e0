"""One entry of the list of what waits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One thing to do: for whom (`needs`), what, about which order or maker, and where the button is."""

    kind: str
    needs: str
    text: str
    url: str
    icon: str
    about: str = ""
    late: bool = False
    all_url: str = ""  # the list where the rest of this kind stands
