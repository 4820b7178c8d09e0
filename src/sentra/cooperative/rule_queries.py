"""What the rules' page asks: every clause with its value, since when, by what, and what it was before."""

from dataclasses import dataclass
from datetime import date

from sentra.cooperative.clauses import Key, Value, keys
from sentra.cooperative.models import Clause, Founding
from sentra.kernel.models import Tenant


@dataclass(frozen=True)
class Was:
    """A value as it stood from a day on; `by` is the meeting's resolution or the deed."""

    value: Value
    since: date
    draft: bool
    deed: str
    meeting_id: int | None
    by: str


@dataclass(frozen=True)
class Line:
    """One rule. `now` is None while nobody has written it: the proposal counts. `before`: newest first."""

    key: Key
    value: Value
    now: Was | None
    before: tuple[Was, ...]

    @property
    def draft(self) -> bool:
        return self.now is None or self.now.draft


def lines(*, today: date) -> list[Line]:
    """Every rule in the order of its file. One query."""
    rows = Clause.objects.filter(since__lte=today).select_related("resolution__meeting")
    found: dict[str, list[Was]] = {}
    for row in rows.order_by("-since", "-pk"):
        found.setdefault(row.key, []).append(_was(row))
    return [_line(key, found.get(key.key, [])) for key in keys().values()]


def _line(key: Key, was: list[Was]) -> Line:
    now = was[0] if was else None
    return Line(key, now.value if now else key.default, now, tuple(was[1:]))


def _was(row: Clause) -> Was:
    made = row.resolution
    return Was(
        row.value, row.since, row.draft, row.deed, made.meeting_id if made else None,
        f"{made.meeting.title}: {made.title}" if made else row.deed,
    )  # fmt: skip


def may_take_over(tenant: Tenant) -> bool:
    """A cooperative of before Sentra whose deed nobody has written down yet. Two queries."""
    standing = Clause.objects.filter(draft=False).exists() or Founding.objects.exists()
    return tenant.kind == Tenant.Kind.COOPERATIVE and not standing
