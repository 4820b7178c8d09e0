"""The scheme a cooperative begins with, and where each fund's money goes in the books."""

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.surplus.scheme import Base, Of, Part, Scheme
from sentra.kernel.errors import Refused
from sentra.ledger.chart import (
    BOARD_FUND,
    EDUCATION_FUND,
    EMPLOYEE_FUND,
    GENERAL_RESERVE,
    LOCAL_FUND,
    SOCIAL_FUND,
    SURPLUS_OWED,
)

FUNDS = {
    "cadangan": ("Dana cadangan", GENERAL_RESERVE),
    "pengurus": ("Dana pengurus", BOARD_FUND),
    "karyawan": ("Dana karyawan", EMPLOYEE_FUND),
    "pendidikan": ("Dana pendidikan", EDUCATION_FUND),
    "sosial": ("Dana sosial", SOCIAL_FUND),
    "daerah": ("Dana pembangunan daerah kerja", LOCAL_FUND),
}
"""Key → name and account. Members' parts go to 2-1410, each member's own."""

MEMBERS = {
    "usaha": ("Jasa usaha", Base.SOLD),
    "modal": ("Jasa modal", Base.SAVINGS),
    "pinjaman": ("Jasa pinjaman", Base.INTEREST),
    "rata": ("Bagian sama rata", Base.EQUAL),
}


OWN = tuple(f"sendiri_{at}" for at in range(1, 5))
"""Keys of the parts a cooperative names itself, as its rules or its meeting have them."""

OTHERS = "_lain"
"""A key on the others' side of two ends in it."""


def part_of(
    key: str, hundredths: int, *, of: Of = Of.WHOLE, outside: bool = False, rest_to: str = ""
) -> Part:
    """A fund or a members' part by its key; on the others' side of two its key ends in `_lain`."""
    mark = OTHERS if of == Of.OTHERS else ""
    if key in FUNDS:
        name, account = FUNDS[key]
        return Part(key + mark, name, hundredths, account, of=of)
    name, base = MEMBERS[key]
    rest = rest_to + mark if rest_to else ""
    return Part(key + mark, name, hundredths, SURPLUS_OWED, base, of, outside, rest)


def own_part(
    key: str, hundredths: int, *, name: str, goes_to: str, of: Of = Of.WHOLE, rest_to: str = ""
) -> Part:
    """A part named here. `goes_to`: the account of a fund, or the base by which members share it.

    Refuses nowhere to go; what name and account may be, `Scheme` says.
    """
    mark = OTHERS if of == Of.OTHERS else ""
    name = " ".join(name.split())
    if not goes_to:
        raise Refused(_("Say where %(part)s goes.") % {"part": name or key}, field="parts")
    if goes_to not in set(Base):
        return Part(key + mark, name, hundredths, goes_to, of=of)
    rest = rest_to + mark if rest_to else ""
    return Part(key + mark, name, hundredths, SURPLUS_OWED, Base(goes_to), of, rest_to=rest)


def usual() -> Scheme:
    """40/40/5/5/5/5 (koperasi.net, domain.md 1.15), the members' 40 by trade and savings. The RAT decides."""
    return Scheme((
        part_of("cadangan", 4_000),
        part_of("usaha", 2_500),
        part_of("modal", 1_500),
        part_of("pengurus", 500),
        part_of("karyawan", 500),
        part_of("pendidikan", 500),
        part_of("sosial", 500),
    ))  # fmt: skip
