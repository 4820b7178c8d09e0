"""How a year's surplus is divided: named parts that total exactly 100.00 %, each with its base.

UU 25/1992 art. 45: what the reserve leaves is shared by each member's trade with the cooperative and used
for what the members' meeting decides; no text sets the percentages. A percentage says nothing until it
says *of what* (domain.md §2 items 1 and 3): of the whole surplus, or of the part earned with members and
the part earned with others, each of which then totals 100.00 % by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.ledger.chart import SURPLUS_OWED, fund_accounts

WHOLE_PERCENT = 10_000
"""100.00 % in hundredths of a percent, the unit of every part: 2,5 % is 250."""


class Of(StrEnum):
    """The surplus a part is a percentage of."""

    WHOLE = "whole"
    MEMBERS = "members"  # earned with members
    OTHERS = "others"  # earned with non-members


class Base(StrEnum):
    """What a member's share is measured by. A part without a base is a fund, not shared out."""

    NONE = ""
    SOLD = "sold"  # jasa usaha: what she sold through the cooperative
    SAVINGS = "savings"  # jasa modal: what she holds of the savings that count
    INTEREST = "interest"  # jasa pinjaman: the interest she paid
    EQUAL = "equal"  # one each


@dataclass(frozen=True)
class Part:
    """One part. `account`: where its money goes in the books (members' parts: owed to each of them).

    `outside`: also what non-members hold of the base stands in the denominator ("per all sales"); then, and
    when nobody has anything of the base, `rest_to` names the fund (its key) that takes what is left.
    """

    key: str
    name: str
    hundredths: int
    account: str
    base: Base = Base.NONE
    of: Of = Of.WHOLE
    outside: bool = False
    rest_to: str = ""


@dataclass(frozen=True)
class Scheme:
    """Parts in the order of the rules: the order decides which part takes a rupiah left over.

    Refuses parts that do not total 100.00 %, an unnamed or doubled part, one of nothing or less, one that
    goes to an account which is no fund (members': not to what they are owed), percentages of the whole mixed
    with percentages of a side, a rest without a fund to go to.
    """

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        _refuse_names(self.parts)
        for side, parts in self.sides().items():
            total = sum(part.hundredths for part in parts)
            if total != WHOLE_PERCENT:
                raise Refused(
                    _("The parts of %(side)s add up to %(total)s %%, not 100 %%.")
                    % {"side": SIDES[side], "total": percent_words(total)},
                    field="parts",
                )
        for part in self.parts:
            _refuse_account(part)
            self._refuse_rest(part)

    def sides(self) -> Mapping[Of, tuple[Part, ...]]:
        """The parts of the whole surplus; or those of the members' and of the others' side."""
        used = {part.of for part in self.parts}
        if Of.WHOLE in used and len(used) > 1:
            raise Refused(_("Some parts are of the whole and some of one side. Choose one."), field="parts")
        wanted = (Of.WHOLE,) if used <= {Of.WHOLE} else (Of.MEMBERS, Of.OTHERS)
        return {side: tuple(part for part in self.parts if part.of == side) for side in wanted}

    def shared(self) -> tuple[Part, ...]:
        """The parts that go to members one by one."""
        return tuple(part for part in self.parts if part.base)

    def _refuse_rest(self, part: Part) -> None:
        funds = {one.key for one in self.parts if not one.base and one.of == part.of}
        if part.rest_to and part.rest_to not in funds:
            raise Refused(_("What is left of a part goes to a fund of the scheme."), field="parts")
        if part.outside and not part.rest_to:
            raise Refused(
                _("%(part)s counts non-members too. Say which fund takes their part.") % {"part": part.name},
                field="parts",
            )


SIDES = {
    Of.WHOLE: _("the whole surplus"),
    Of.MEMBERS: _("the surplus from members"),
    Of.OTHERS: _("the surplus from non-members"),
}


def percent_words(hundredths: int) -> str:
    """10_000 → "100", 250 → "2,5", 1_250 → "12,5", 33 → "0,33"."""
    whole, part = divmod(hundredths, 100)
    return f"{whole},{part:02d}".rstrip("0") if part else str(whole)


def told(scheme: Scheme) -> list[dict[str, Any]]:
    """The scheme as plain values, for keeping it with a run. `read` is its inverse."""
    return [asdict(part) for part in scheme.parts]


def read(rows: Sequence[Mapping[str, Any]]) -> Scheme:
    """Refuses what `Scheme` refuses; an unknown base or side is a mistake of the caller (ValueError)."""
    return Scheme(tuple(Part(**{**row, "base": Base(row["base"]), "of": Of(row["of"])}) for row in rows))


def _refuse_names(parts: Sequence[Part]) -> None:
    if not parts:
        raise Refused(_("A scheme needs parts."), field="parts")
    keys = [part.key for part in parts]
    names = {(part.of, part.name.strip().casefold()) for part in parts}
    if len(set(keys)) != len(keys) or len(names) != len(keys) or not all(keys):
        raise Refused(_("Every part needs a name of its own."), field="parts")
    for part in parts:
        if not part.name.strip():
            raise Refused(_("Every part needs a name of its own."), field="parts")
        if type(part.hundredths) is not int or part.hundredths <= 0:
            raise Refused(_("%(part)s needs more than 0 %%.") % {"part": part.name}, field="parts")


def _refuse_account(part: Part) -> None:
    if part.account not in ((SURPLUS_OWED,) if part.base else fund_accounts()):
        raise Refused(_("Money of %(part)s cannot go to this account.") % {"part": part.name}, field="parts")
