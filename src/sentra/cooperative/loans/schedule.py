"""What is repaid when: flat, declining or annuity, in whole rupiah, by a written rounding rule.

Each part is rounded by the rule, to whole rupiah or to whole hundreds (`unit_idr`); the last instalment
takes what rounding left of the principal, so that the principal sums to the loan exactly.
"Month" stands for any period: a table with a rate a quarter has quarters for months. `exact` gives the
same table without rounding, for comparing with published ones that show sen.
"""

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True)
class ExactLine:
    """One line of the table before any rounding."""

    position: int
    principal: Fraction
    interest: Fraction
    rest: Fraction

    @property
    def total(self) -> Fraction:
        return self.principal + self.interest


@dataclass(frozen=True)
class Totals:
    """What a loan costs in all, and its first and last instalment. Whole rupiah."""

    first_idr: int
    last_idr: int
    interest_idr: int
    paid_idr: int


def schedule(
    principal_idr: int,
    *,
    monthly: Fraction,
    months: int,
    method: str,
    rounding: str = "half_up",
    unit_idr: int = 1,
) -> list[Instalment]:
    """The instalments of a loan of whole rupiah; `monthly` is the interest of one month as a part of one.

    flat: equal principal, interest of every month on the first amount. declining ("menurun", "efektif"):
    equal principal, interest on the rest. annuity ("anuitas"): equal totals A = P·i / (1 − (1 + i)^−n).
    `rounding`: half_up, down or up, for every amount alike; the equal part (principal, or the annuity) to
    whole `unit_idr`. Refuses (ValueError) no principal or months, a negative rate,
    an unknown method or rule.
    """
    if principal_idr <= 0 or months <= 0 or monthly < 0 or unit_idr <= 0:
        raise ValueError("A loan has a principal, months and a rate that is not negative.")
    if method not in METHODS or rounding not in ROUNDINGS:
        raise ValueError(f"Unknown method or rounding: {method}, {rounding}.")
    return list(_lines(principal_idr, monthly, months, method, rounding, unit_idr))


def exact(principal_idr: int, *, monthly: Fraction, months: int, method: str) -> list[ExactLine]:
    """The table without rounding: its last rest is exactly 0. Refuses as `schedule`."""
    if principal_idr <= 0 or months <= 0 or monthly < 0 or method not in METHODS:
        raise ValueError("A loan has a principal, months, a rate and a known method.")
    rest = whole = Fraction(principal_idr)
    each = level(whole, monthly, months) if method == "annuity" else whole * Fraction(1, months)
    lines = []
    for position in range(1, months + 1):
        interest = (whole if method == "flat" else rest) * monthly
        part = each - interest if method == "annuity" else each
        rest -= part
        lines.append(ExactLine(position, part, interest, rest))
    return lines


def totals(lines: Sequence[Instalment]) -> Totals:
    """First and last instalment, interest and everything paid, of a schedule with at least one line."""
    interest = sum(line.interest_idr for line in lines)
    paid = interest + sum(line.principal_idr for line in lines)
    return Totals(lines[0].total_idr, lines[-1].total_idr, interest, paid)


def monthly_of(rate_bp_year: int) -> Fraction:
    """A twelfth of a year's rate in hundredths of a percent: 12 % a year is 1 % a month."""
    return Fraction(rate_bp_year, BASIS_POINTS * MONTHS)


def per_period(rate: Fraction | str, *, of: str, months: int = 1) -> Fraction:
    """A published rate as the part of one for a period of so many months.

    `of` is year, month or period (then the rate is the period's own). "0.12" a year is 1 % a month and 3 % a
    quarter. Refuses (ValueError) another word.
    """
    share = {"year": Fraction(months, MONTHS), "month": Fraction(months), "period": Fraction(1)}
    if of not in share:
        raise ValueError(f"A rate is per year, month or period, not per {of}.")
    return Fraction(rate) * share[of]


def called(words: str) -> str:
    """The method behind what a text calls it. Refuses (ValueError) words that name none.

    "Efektif" alone is the declining one, as Indonesian co-operatives use it ("efektif/menurun", "sliding").
    """
    for method, names in CALLED.items():
        if any(name in words.lower() for name in names):
            return method
    raise ValueError(f"No method is called {words}.")


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
CALLED = {
    "annuity": ("anuitas", "annuity", "annuitas"),
    "declining": ("menurun", "declining", "sliding", "efektif", "effective"),
    "flat": ("flat", "tetap", "rata"),
}
ROUNDINGS = frozenset({"half_up", "down", "up"})


def _lines(
    principal: int, monthly: Fraction, months: int, method: str, rule: str, unit: int
) -> Iterator[Instalment]:
    rest = principal
    equal = level(principal, monthly, months) if method == "annuity" else Fraction(principal, months)
    each = unit * rounded(equal * Fraction(1, unit), rule)
    for position in range(1, months + 1):
        interest = rounded((principal if method == "flat" else rest) * monthly, rule)
        part = each - interest if method == "annuity" else each
        paid = rest if position == months else max(0, min(part, rest))
        rest -= paid
        yield Instalment(position, paid, interest, rest)
