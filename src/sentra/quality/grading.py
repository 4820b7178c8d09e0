"""What a grade is worth: whole rupiah a piece, rounded down. Pure."""

from collections.abc import Mapping

GRADE_PERMILLE: Mapping[str, int] = {
    "A": 1000,
    "B": 850,
    "C": 600,
}  # of the agreed rate; a cooperative may set its own


def rate_at_grade(rate_idr: int, grade: str, own: Mapping[str, int] | None = None) -> int:
    """The piece rate in rupiah at this grade: the agreed rate × the grade's thousandths, rounded down."""
    table = {**GRADE_PERMILLE, **(own or {})}
    return rate_idr * table[grade] // 1000
