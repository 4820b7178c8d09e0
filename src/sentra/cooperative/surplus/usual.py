"""The scheme a cooperative begins with, and where each fund's money goes in the books."""

from sentra.cooperative.surplus.scheme import Base, Part, Scheme
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


def fund(key: str, hundredths: int) -> Part:
    name, account = FUNDS[key]
    return Part(key, name, hundredths, account)


def to_members(key: str, hundredths: int, *, rest_to: str = "") -> Part:
    name, base = MEMBERS[key]
    return Part(key, name, hundredths, SURPLUS_OWED, base, rest_to=rest_to)


def usual() -> Scheme:
    """40/40/5/5/5/5 (koperasi.net, domain.md 1.15), the members' 40 by trade and savings. The RAT decides."""
    return Scheme((
        fund("cadangan", 4_000),
        to_members("usaha", 2_500),
        to_members("modal", 1_500),
        fund("pengurus", 500),
        fund("karyawan", 500),
        fund("pendidikan", 500),
        fund("sosial", 500),
    ))  # fmt: skip
