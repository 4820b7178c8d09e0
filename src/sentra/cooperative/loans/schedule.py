"""What is repaid when: flat, declining or annuity, in whole rupiah, by a written rounding rule.

Each part is rounded by the rule; the last instalment
takes what rounding left of the principal, so that the principal sums to the loan exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

BASIS_POINTS = 10_000
MONTHS = 12


@dataclass(frozen=True)
class Instalment:
    """One month's payment. `rest_idr` is the principal still owed after it. Whole rupiah."""

    position: int
    principal_idr: int
    interest_idr: int
    rest_idr: int

    @property
    def total_idr(self) -> int:
        return self.principal_idr + self.interest_idr


def schedule(
    principal_idr: int, *, monthly: Fraction, months: int, method: str, rounding: str = "half_up"
) -> list[Instalment]:
    """The instalments of a loan of whole rupiah; `monthly` is the interest of one month as a part of one.

    flat: equal principal, interest of every month on the first amount. declining ("menurun", "efektif"):
    equal principal, interest on the rest. annuity ("anuitas"): equal totals A = P·i / (1 − (1 + i)^−n).
    `rounding`: half_up, down or up, for every amount alike. Refuses (ValueError) no principal or no months,
    a negative rate, an unknown method or rule.
    """
    if principal_idr <= 0 or months <= 0 or monthly < 0:
        raise ValueError("A loan has a principal, months and a rate that is not negative.")
    if method not in METHODS or rounding not in ROUNDINGS:
        raise ValueError(f"Unknown method or rounding: {method}, {rounding}.")
    return list(_lines(Fraction(principal_idr), monthly, months, method, rounding))


def monthly_of(rate_bp_year: int) -> Fraction:
    """A twelfth of a year's rate in hundredths of a percent: 12 % a year is 1 % a month."""
    return Fraction(rate_bp_year, BASIS_POINTS * MONTHS)


def level(principal_idr: int | Fraction, monthly: Fraction, months: int) -> Fraction:
    """The annuity, exactly: P·i / (1 − (1 + i)^−n); P / n without interest."""
    if not monthly:
        return Fraction(principal_idr, months)
    growth = (1 + monthly) ** months
    return Fraction(principal_idr * monthly * growth, growth - 1)


def rounded(amount: Fraction, rule: str) -> int:
    """Whole rupiah of an amount that is not negative."""
    whole, rest = divmod(amount.numerator, amount.denominator)
    if rule == "half_up":
        return whole + (2 * rest >= amount.denominator)
    return whole + (rule == "up" and rest > 0)


METHODS = frozenset({"flat", "declining", "annuity"})
ROUNDINGS = frozenset({"half_up", "down", "up"})


def _lines(
    principal: Fraction, monthly: Fraction, months: int, method: str, rule: str
) -> Iterator[Instalment]:
    rest = int(principal)
    each = rounded(
        level(principal, monthly, months) if method == "annuity" else Fraction(principal, months), rule
    )
    for position in range(1, months + 1):
        interest = rounded((principal if method == "flat" else Fraction(rest)) * monthly, rule)
        part = each - interest if method == "annuity" else each
        paid = rest if position == months else max(0, min(part, rest))
        rest -= paid
        yield Instalment(position, paid, interest, rest)
