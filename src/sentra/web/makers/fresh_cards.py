"""A card just made: its secret waits, sealed, in the session of whoever issued it, only until it is printed.

The database keeps the secret's hash alone, so a card can be printed in these minutes or never.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from sentra.web.keys import locked_away, taken_out

KEPT = "fresh_card"  # session key
MINUTES = 10
PURPOSE = "fresh card"


@dataclass(frozen=True)
class FreshCard:
    """What the QR holds, and for whom."""

    card_id: int
    workshop_id: int
    secret: str
    until: datetime


def keep(session: SessionBase, *, card_id: int, workshop_id: int, secret: str, at: datetime) -> None:
    """Remember the secret for ten minutes; an earlier one is forgotten."""
    session[KEPT] = {
        "card": card_id, "workshop": workshop_id, "secret": locked_away(secret, purpose=PURPOSE),
        "until": (at + timedelta(minutes=MINUTES)).isoformat(),
    }  # fmt: skip


def fresh(session: SessionBase, workshop_id: int, *, at: datetime) -> FreshCard | None:
    """The card just made for this maker, while it may still be printed."""
    kept = session.get(KEPT)
    if not kept or kept["workshop"] != workshop_id:
        return None
    until = datetime.fromisoformat(kept["until"])
    secret = taken_out(kept["secret"], purpose=PURPOSE)
    return FreshCard(kept["card"], workshop_id, secret, until) if secret and at < until else None


def forget(session: SessionBase) -> None:
    """Printed: nobody can print it again."""
    session.pop(KEPT, None)
