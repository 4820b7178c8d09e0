"""The arithmetic of sharing a surplus. Pure: amounts in, amounts out, nothing lost and nothing made.

Every division is by largest remainder (`kernel.rupiah.shared`): the parts of a side in the order of the
scheme, the shares of a part in the order of member numbers. So the parts add up to the surplus, the shares
to their part, and the order in which members are handed in never matters (domain.md §2 items 2 to 4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.surplus.scheme import Base, Of, Part, Scheme
from sentra.kernel.errors import Refused
from sentra.kernel.rupiah import shared


@dataclass(frozen=True)
class Surplus:
    """A year's surplus in whole rupiah: what was earned with members, and with others."""

    members_idr: int
    others_idr: int = 0

    @property
    def whole_idr(self) -> int:
        return self.members_idr + self.others_idr

    def of(self, side: Of) -> int:
        return {Of.WHOLE: self.whole_idr, Of.MEMBERS: self.members_idr, Of.OTHERS: self.others_idr}[side]


@dataclass(frozen=True)
class Held:
    """One base as it stood at the cut-off: member number → what is hers (rupiah, or 1 for `equal`).

    `others`: what non-members hold of it; it counts only in a part that says `outside`.
    """

    by_member: Mapping[int, int]
    others: int = 0


@dataclass(frozen=True)
class SharedPart:
    """One part after sharing: `pool_idr` = all shares + `rest_idr`. A fund has no shares."""

    part: Part
    pool_idr: int
    whole: int = 0  # the denominator
    by_member: Mapping[int, int] | None = None
    rest_idr: int = 0


def share(surplus: Surplus, scheme: Scheme, held: Mapping[Base, Held]) -> list[SharedPart]:
    """Every part of the scheme with its pool and each member's share of it, in whole rupiah.

    Refuses a loss (it is not shared but covered, UU 25/1992 art. 45), a side that lost while sides are
    shared apart, and asks where a part shall go of whose base nobody holds anything.
    """
    pools = _pools(surplus, scheme)
    return [_part(part, pools[part.key], held) for part in scheme.parts]


def funds(parts: Sequence[SharedPart]) -> dict[str, int]:
    """Key of each fund → its pool and what other parts left to it. Members' parts are not in it."""
    found = {one.part.key: one.pool_idr for one in parts if not one.part.base}
    for one in parts:
        if one.rest_idr:
            found[one.part.rest_to] += one.rest_idr
    return found


def totals(parts: Sequence[SharedPart]) -> dict[int, int]:
    """Member number → all her shares together, in order of the numbers. Members without any are left out."""
    found: dict[int, int] = {}
    for one in parts:
        for number, idr in (one.by_member or {}).items():
            found[number] = found.get(number, 0) + idr
    return {number: found[number] for number in sorted(found) if found[number]}


def _pools(surplus: Surplus, scheme: Scheme) -> dict[str, int]:
    if surplus.whole_idr <= 0:
        raise Refused(_("There is no surplus this year. A loss is not shared."))
    found: dict[str, int] = {}
    for side, parts in scheme.sides().items():
        idr = surplus.of(side)
        if idr < 0:
            raise Refused(
                _("One side made a loss. Share the whole surplus, or let the meeting decide."), field="parts"
            )
        pools = shared(idr, [part.hundredths for part in parts])
        found.update(zip((part.key for part in parts), pools, strict=True))
    return found


def _part(part: Part, pool_idr: int, held: Mapping[Base, Held]) -> SharedPart:
    if not part.base:
        return SharedPart(part, pool_idr)
    base = held[part.base]
    numbers = sorted(base.by_member)
    weights = [base.by_member[number] for number in numbers]
    outside = base.others if part.outside else 0
    if sum(weights) + outside == 0:
        return _nobody(part, pool_idr)
    *shares, rest = shared(pool_idr, [*weights, outside])
    return SharedPart(
        part, pool_idr, sum(weights) + outside, dict(zip(numbers, shares, strict=True)), rest
    )  # fmt: skip


def _nobody(part: Part, pool_idr: int) -> SharedPart:
    """Nobody holds anything of the base: never divide by zero, ask (domain.md §2 item 4)."""
    if not part.rest_to:
        raise Refused(
            _("Nobody has anything to share %(part)s by. Which fund shall take it?") % {"part": part.name},
            field=f"rest_{part.key}",
        )
    return SharedPart(part, pool_idr, by_member={}, rest_idr=pool_idr)
