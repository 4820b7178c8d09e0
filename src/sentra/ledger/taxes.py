"""Taxes whose form is more than a band: turnover with its limit and years, VAT, daily wages. Whole rupiah.

Every figure comes from the dated rows of `rates.py`. Sums follow the law's form: nothing is filed here.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.ledger.rates import BASIS_POINTS, Rate, rate

COOPERATIVE, PERSON = "turnover_tax_cooperative", "turnover_tax_person"
FIRST_TAX_YEAR = 2018  # PP 23/2018: who was registered before counts from here
HALF_OF_GROSS = 2  # PMK 168/2023 art. 16: above the limit of a day, half of the gross is taxed


def turnover_tax(kind: str, turnover_idr: int, *, day: date) -> int:
    """Final tax on a year's gross turnover, rounded down. `kind`: COOPERATIVE or PERSON.

    A person's first 500 million of a year are free, a cooperative's are not. Refuses more than the limit.
    """
    row = rate(kind, day)
    if row.limit_idr is not None and turnover_idr > row.limit_idr:
        raise Refused(_("This turnover is too large for the final tax."))
    return row.due_on(turnover_idr)


def turnover_tax_until(kind: str, *, registered_on: date, day: date) -> date:
    """The last day on which the final tax may be used: the end of the last of its tax years."""
    years = rate(kind, day).years
    assert years is not None  # rows of both kinds say it
    return date(max(registered_on.year, FIRST_TAX_YEAR) + years - 1, 12, 31)


def vat(price_idr: int, *, day: date) -> tuple[int, int]:
    """(taxable base, tax) of a price without tax, each rounded half up from the exact value.

    Only for who is registered (PKP). Rounding the base first would differ by at most a rupiah.
    """
    row = rate("vat", day)
    part, whole = row.base
    bp = row.bands[-1][1]
    return _half_up(price_idr * part, whole), _half_up(price_idr * part * bp, whole * BASIS_POINTS)


def withheld_by_government(price_idr: int, *, day: date, npwp: bool, certificate: bool = False) -> int:
    """PPh 22, or 0.5 % for who shows the certificate, off a bill without VAT. Give the whole bill."""
    kind = "pph22_government_msme" if certificate else "pph22_government"
    return rate(kind if npwp or certificate else "pph22_government_no_npwp", day).due_on(price_idr)


def daily_wage_tax(gross_idr: int, *, days: int, day: date) -> int:
    """PPh 21 of a wage by day or piece: the average of a day decides. Refuses (ValueError) no days."""
    if days < 1:
        raise ValueError("A wage is divided by the days worked.")
    row = rate("daily_wage_tax", day)
    if row.limit_idr is not None and gross_idr > row.limit_idr * days:
        return rate("income_tax_person", day).due_on(gross_idr // HALF_OF_GROSS)
    return gross_idr * _reached(row, gross_idr, days) // BASIS_POINTS


def _reached(row: Rate, gross_idr: int, days: int) -> int:
    """The rate of the band the average reaches; no division, so one rupiah above the limit is above it."""
    return next(bp for over, bp in reversed(row.bands) if gross_idr > over * days or over == 0)


def _half_up(above: int, below: int) -> int:
    return (2 * above + below) // (2 * below)
