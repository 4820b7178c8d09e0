"""How much working money a maker may get for a share of work: three limits, and which of them binds. Pure.

- Share: the cooperative's permille of the piecework to come. Where the wages she has promised her workers
  for those weeks are more: these, as far as her pay can bring them back above the floor.
- Record: of that share, what her earlier work earns her (`Rules`).
- Pool: what cash and bank hold above the reserve.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

KEPT = ((900, 1000), (700, 600), (0, 300))
"""Pieces good and in time, in thousandths of those promised, from … → of the usual share, in thousandths."""


@dataclass(frozen=True)
class Rules:
    """A cooperative's own rule for the record of a maker (`Tenant.settings`); thousandths."""

    kept: tuple[tuple[int, int], ...] = KEPT  # the first row she reaches counts
    new: int = 1000  # nobody knows her yet: nothing speaks against her
    written_off: int = 300  # an advance of hers was not paid back, and it was not the order that ended

    @classmethod
    def of(cls, own: object) -> "Rules":
        """As stored: {"kept": [[900, 1000], …], "new": …, "written_off": …}; what is missing is the usual."""
        said = own if isinstance(own, dict) else {}
        rows = sorted(((int(at), int(share)) for at, share in said.get("kept", KEPT)), reverse=True)
        return cls(tuple(rows), int(said.get("new", 1000)), int(said.get("written_off", 300)))


RULES = Rules()


@dataclass(frozen=True)
class Record:
    """Her shares that are done or past their day: pieces promised, and of them good and in time."""

    promised: int = 0
    kept: int = 0
    written_off: int = 0  # advances

    @property
    def kept_permille(self) -> int:
        return self.kept * 1000 // self.promised if self.promised else 1000

    def permille(self, rules: Rules) -> int:
        """Of the usual share. A table without a row for her gives nothing."""
        earned = rules.new
        if self.promised:
            earned = next((share for least, share in rules.kept if self.kept_permille >= least), 0)
        return min(earned, rules.written_off) if self.written_off else earned


class Limit(StrEnum):
    SHARE = "share"
    WAGES = "wages"  # the share, raised by her workers' wages
    RECORD = "record"
    POOL = "pool"


@dataclass(frozen=True)
class Need:
    """A share of work: what is to come, what she still owes for it, and her workers' wages for its weeks."""

    worth_idr: int
    before_idr: int = 0
    weeks: int = 0
    weekly_wages_idr: int = 0

    @property
    def wages_idr(self) -> int:
        return self.weeks * self.weekly_wages_idr


@dataclass(frozen=True)
class Cap:
    """What may be advanced now, and why not more."""

    most_idr: int
    binds: Limit
    need: Need
    record: Record
    record_permille: int
    pool_idr: int


def cap(
    need: Need, record: Record, rules: Rules, *, permille: int, floor_permille: int, pool_idr: int
) -> Cap:
    """The least of the three, never below zero. Of equal limits the first named binds."""
    usual = need.worth_idr * permille // 1000
    raised = min(need.wages_idr, need.worth_idr * (1000 - floor_permille) // 1000)
    earned = record.permille(rules)
    limits = {
        (Limit.WAGES if raised > usual else Limit.SHARE): max(usual, raised) - need.before_idr,
        Limit.RECORD: max(usual, raised) * earned // 1000 - need.before_idr,
        Limit.POOL: pool_idr,
    }
    binds = min(limits, key=lambda one: limits[one])
    return Cap(max(0, limits[binds]), binds, need, record, earned, pool_idr)


def together(caps: Sequence[Cap], pool_idr: int) -> list[int]:
    """Everybody's cap at once, in this order, until the pool is empty."""
    given, left = [], pool_idr
    for one in caps:
        given.append(min(one.most_idr, max(0, left)))
        left -= given[-1]
    return given
