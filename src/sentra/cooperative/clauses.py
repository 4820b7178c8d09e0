"""The rules in force: what the cooperative's AD/ART say today, and what a first draft would say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Clause
from sentra.kernel.errors import Refused

Value = int | str | bool
NUMBERS = {"idr", "bp", "permille", "days", "months", "month", "years"}


@dataclass(frozen=True)
class Key:
    """One adjustable value. `least`…`most` bind numbers.

    `kind`: idr, bp (hundredths of a percent a year), permille, days, months, years, month (of the year),
    yesno, choice (`choices`: code → Indonesian, English) or text.
    """

    key: str
    article: str
    name: str
    name_en: str
    kind: str
    default: Value
    least: int = 0
    most: int = 0
    law: str = ""
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """In the reader's language; papers take `name`."""
        return self.name if (get_language() or "id").startswith("id") else self.name_en

    def checked(self, value: Value) -> Value:
        """The value as it may stand. Refuses another type, a number beyond the bounds, an unknown choice."""
        if self.kind in NUMBERS:
            if type(value) is not int or not self.least <= value <= self.most:
                raise Refused(
                    _("%(name)s: a whole number from %(least)s to %(most)s.")
                    % {"name": self.title, "least": self.least, "most": self.most},
                    field=self.key,
                )
        elif self.kind == "yesno":
            if type(value) is not bool:
                raise Refused(_("%(name)s: say yes or no.") % {"name": self.title}, field=self.key)
        elif self.kind == "choice":
            if value not in self.choices:
                raise Refused(_("%(name)s: choose one of the list.") % {"name": self.title}, field=self.key)
        elif type(value) is not str or not value.strip() or len(value) > 300:
            raise Refused(_("%(name)s: write it in a sentence.") % {"name": self.title}, field=self.key)
        return value


def checked_together(values: Mapping[str, Value]) -> None:
    """All values of one day beside each other. Refuses a repeated quorum above the first one."""
    first, again = (int(values[key]) for key in ("quorum_permille", "second_quorum_permille"))
    if again > first:
        raise Refused(
            _("The quorum of a repeated meeting cannot be above that of the first."),
            field="second_quorum_permille",
        )


@cache
def keys() -> Mapping[str, Key]:
    """Every key by its article: the Anggaran Dasar first, then the Anggaran Rumah Tangga."""
    told = json.loads((Path(__file__).parent / "data" / "clauses.json").read_text())["clauses"]
    return {one["key"]: Key(**one) for one in sorted(told, key=lambda one: _place(one["article"]))}


def _place(article: str) -> tuple[str, int]:
    """ "ART 10" stands behind "ART 7", and both behind "AD 25"."""
    part, number = article.split()
    return part, int(number)


@dataclass(frozen=True)
class Rules:
    """All values on one day. `drafts` names the keys that no meeting has decided yet."""

    values: Mapping[str, Value]
    drafts: frozenset[str]

    def number(self, key: str) -> int:
        value = self.values[key]
        assert type(value) is int, key
        return value

    def word(self, key: str) -> str:
        return str(self.values[key])

    def yes(self, key: str) -> bool:
        return self.values[key] is True


def rules_on(day: date) -> Rules:
    """What holds on this day: the newest row of each key, else the proposal. One query."""
    found: dict[str, Clause] = {}
    for row in Clause.objects.filter(since__lte=day).order_by("since", "pk"):
        found[row.key] = row
    values = {key: found[key].value if key in found else one.default for key, one in keys().items()}
    drafts = frozenset(key for key in keys() if key not in found or found[key].draft)
    return Rules(values, drafts)
