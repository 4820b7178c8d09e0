"""A member's share told in sentences: what the part is, what she had of it, how it was reckoned."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sentra.cooperative.models import SurplusRun
from sentra.cooperative.surplus.queries import MyShare, PartOfShare
from sentra.cooperative.surplus.scheme import SIDES, Base, Part, percent_words
from sentra.kernel.rupiah import formatted, grouped

MONTH_ENDS = 12


@dataclass(frozen=True)
class Told:
    """One part in words. `sum`: the whole calculation on one line."""

    name: str
    pool: str
    hers: str
    sum: str
    rounding: str
    idr: int


def told_share(share: MyShare) -> list[Told]:
    """Every part of her share in the reader's language, plain enough to be read aloud."""
    return [_told(one, share.run) for one in share.parts]


def base_words(part: Part, whole: int, measure: str) -> str:
    """What a part is shared by, with its denominator; empty for a fund."""
    if not part.base:
        return ""
    if not whole:
        return _("Nobody has anything of it")
    if part.base == Base.SAVINGS and measure == SurplusRun.Measure.AVERAGE:
        return _("Average savings, together %(whole)s") % {"whole": formatted(whole // MONTH_ENDS)}
    words = {"whole": grouped(whole) if part.base == Base.EQUAL else formatted(whole)}
    if part.base == Base.SOLD and part.outside:
        return _("Goods sold, non-members too, together %(whole)s") % words
    return {
        Base.SOLD: _("Goods sold to the cooperative, together %(whole)s"),
        Base.SAVINGS: _("Savings, together %(whole)s"),
        Base.INTEREST: _("Interest paid, together %(whole)s"),
        Base.EQUAL: _("Equally, %(whole)s members"),
    }[part.base] % words


def _told(one: PartOfShare, run: SurplusRun) -> Told:
    pool = _("%(percent)s %% of %(side)s is %(pool)s.") % {
        "percent": percent_words(one.part.hundredths), "side": SIDES[one.part.of],
        "pool": formatted(one.pool_idr),
    }  # fmt: skip
    unit = grouped if one.part.base == Base.EQUAL else formatted
    calculation = f"{formatted(one.pool_idr)} × {unit(one.base)} ÷ {unit(one.whole)} = {formatted(one.idr)}"
    return Told(
        one.part.name, pool, _hers(one, run), calculation if one.whole else "", _rounding(one), one.idr
    )


def _hers(one: PartOfShare, run: SurplusRun) -> str:
    if not one.whole:
        return _("Nobody had anything of it, so it went to a fund.")
    if one.part.base == Base.EQUAL:
        return _("It is shared equally by %(n)s members.") % {"n": grouped(one.whole)}
    if one.part.base == Base.SAVINGS and run.measure == SurplusRun.Measure.AVERAGE:
        words = {"hers": formatted(one.base // MONTH_ENDS), "whole": formatted(one.whole // MONTH_ENDS)}
        return _("On average you had %(hers)s saved, all together %(whole)s.") % words
    words = {"hers": formatted(one.base), "whole": formatted(one.whole)}
    return {
        Base.SOLD: _("You sold goods for %(hers)s to the cooperative, all together %(whole)s."),
        Base.SAVINGS: _("You had %(hers)s saved, all together %(whole)s."),
        Base.INTEREST: _("You paid %(hers)s of interest on loans, all together %(whole)s."),
    }[one.part.base] % words


def _rounding(one: PartOfShare) -> str:
    if not one.whole or one.pool_idr * one.base % one.whole == 0:
        return ""
    if one.rounded_up:
        return _("Rounded up: one of the rupiah left over is yours.")
    return _("Rounded down: the rupiah left over went to larger fractions.")
