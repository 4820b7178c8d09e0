"""What a check found, and the one way to ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from sentra.kernel.rupiah import formatted

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Found:
    """`looked_at` rows were compared; each fault is a sentence that names its row."""

    looked_at: int
    faults: list[str] = field(default_factory=list)


def rows(statement: str, **values: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def compare(statement: str, tenant: int, sentence: Callable[[Row], str | None]) -> Found:
    """Run a statement that returns every compared row; `sentence` says what is wrong with one, or None."""
    compared = rows(statement, tenant=tenant)
    return Found(len(compared), [told for row in compared if (told := sentence(row))])


def rupiah(amount: int | None) -> str:
    return "tidak ada" if amount is None else formatted(int(amount))


def together(found: Iterable[Found]) -> Found:
    """Several comparisons told as one."""
    listed = list(found)
    return Found(sum(one.looked_at for one in listed), [fault for one in listed for fault in one.faults])
