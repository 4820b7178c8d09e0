"""The split page's facts: line by line, stage by stage, who makes how many and why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sentra.orders.models import OrderLine
from sentra.people.models import Workshop
from sentra.production.flow import Flow, flows
from sentra.production.models import Assignment, Plan
from sentra.production.queries import SplitView, StageCover
from sentra.web.orders.reasons import missing, sentence
from sentra.web.orders.timing import Timing, timing
from sentra.web.orders.work import bar_words
from sentra.web.templatetags.formats import angka, rupiah, tanggal
from sentra.web.templatetags.weeks import weekly

A = Assignment.State
GONE = frozenset({A.DECLINED, A.EXPIRED, A.WITHDRAWN})
MOST_OTHERS = 30
# Why somebody has no share, as a pill: tone, picture, word.
PILLS: dict[str, tuple[str, str, Callable[[], str]]] = {
    "about_the_same": ("done", "scale", lambda: _("About the same")),
    "earned_more": ("wait", "users", lambda: _("Others go first")),
    "far": ("wait", "map-pin", lambda: _("Lives farther away")),
    "dearer": ("wait", "coins", lambda: _("Dearer")),
    "no_way": ("wait", "minus", lambda: _("Nothing to give up")),
    "cash": ("late", "wallet", lambda: _("Too little cash")),
    "min_lot": ("plain", "minus", lambda: _("Too little room")),
    "full": ("plain", "calendar", lambda: _("Full")),
    "level": ("plain", "award", lambda: _("Level")),
    "declined": ("plain", "thumbs-down", lambda: _("Declined")),
}


@dataclass(frozen=True)
class ShareRow:
    """One maker's share as a line. `parts`: its weeks in words. `wish`: its pieces may still be moved."""

    work: Assignment
    why: str
    load_permille: int
    chat: str
    parts: list[str]
    wish: bool

    @property
    def pieces(self) -> int:
        return int(self.work.proposed if self.work.accepted is None else self.work.accepted)

    @property
    def pay_idr(self) -> int:
        return self.pieces * int(self.work.rate_idr)

    @property
    def load_words(self) -> str:
        return _("%(n)s %% of the weeks taken") % {"n": angka(self.load_permille // 10)}

    @property
    def gone(self) -> bool:
        return self.work.state in GONE


@dataclass(frozen=True)
class Other:
    """A maker without a share of this stage."""

    workshop: Workshop
    why: str
    tone: str
    icon: str
    word: str
    wish: bool


@dataclass(frozen=True)
class StageShares:
    """`others` are makers without a share of this stage, nearest first; `more` were left out."""

    cover: StageCover
    words: dict[str, str]
    rows: list[ShareRow]
    others: list[Other]
    more: int


@dataclass(frozen=True)
class LineShares:
    """One line of the order, and how much of it comes when."""

    line: OrderLine
    stages: list[StageShares]
    missing: list[str]
    timing: Timing


def line_shares(split: SplitView, *, promised_on: date, address: str) -> list[LineShares]:
    """`address` is the site's own, for the links in chat messages. Asks the database nothing."""
    lines = {one.line.pk: one.line for one in split.cover}
    weeks = flows(split.assignments)
    return [
        LineShares(
            line,
            [_stage(split, one, weeks, address) for one in split.cover if one.line.pk == line.pk],
            _missing(split, line),
            timing(split, line, promised_on),
        )
        for line in lines.values()
    ]


def _missing(split: SplitView, line: OrderLine) -> list[str]:
    plan, names = split.plan, {one.stage.pk: one.stage.name for one in split.cover}
    if plan is None:
        return []
    told = [one for one in split.shortfalls if one["line"] == line.pk]
    sentences = [(names.get(one["stage"], ""), missing(plan, one["code"], one["numbers"])) for one in told]
    return [f"{stage}: {sentence}" if stage else sentence for stage, sentence in sentences]


def _stage(split: SplitView, cover: StageCover, weeks: dict[int, Flow], address: str) -> StageShares:
    here = (cover.line.pk, cover.stage.pk)
    mine = [one for one in split.assignments if (one.line_id, one.stage_id) == here]
    in_order = sorted(mine, key=lambda one: (one.state in GONE, one.workshop.owner.name.lower(), one.pk))
    rows = [_row(split, one, weeks[one.pk], address) for one in in_order]
    movable = any(row.wish for row in rows)
    standing = {one.workshop_id for one in mine if one.state not in GONE}
    others = _others(split, here, standing, movable=movable)
    return StageShares(cover, bar_words(cover), rows, others[:MOST_OTHERS], max(0, len(others) - MOST_OTHERS))


def _row(split: SplitView, work: Assignment, flow: Flow, address: str) -> ShareRow:
    parts = weekly(flow.weeks) if flow.in_parts else []
    wish = work.state == A.PROPOSED and split.plan is not None and work.plan_id == split.plan.pk
    load = split.load.get(work.workshop_id, 0)
    return ShareRow(work, _why(split, work), load, chat_text(work, address, parts), parts, wish)


def _why(split: SplitView, work: Assignment) -> str:
    """From the plan the share was made in: its reason does not change with a later split."""
    if work.state in GONE:
        return work.decline_reason
    told, plan = split.chosen.get(work.pk), split.plans.get(work.plan_id)
    if plan is None or told is None:
        return _("Chosen here too, beside her other share.")
    return sentence(plan, told["code"], told["numbers"])


def _others(split: SplitView, here: tuple[int, int], standing: set[int], *, movable: bool) -> list[Other]:
    plan, rank = split.plan, {code: at for at, code in enumerate(PILLS)}
    if plan is None:
        return []
    told = {
        why["workshop"]: why
        for why in split.reasons.get(here, [])
        if why["workshop"] in split.workshops and why["workshop"] not in standing
    }

    def nearness(why: dict[str, Any]) -> tuple[int, int, int]:
        return rank.get(why["code"], len(rank)), why["numbers"].get("more_idr", 0), why["workshop"]

    return [_other(split, plan, why, movable=movable) for why in sorted(told.values(), key=nearness)]


def _other(split: SplitView, plan: Plan, why: dict[str, Any], *, movable: bool) -> Other:
    code = why["code"]
    tone, icon, word = PILLS.get(code, ("plain", "circle", lambda: ""))
    told = sentence(plan, code, why["numbers"])
    wish = movable and code not in {"declined", "level"}
    return Other(split.workshops[why["workshop"]], told, tone, icon, word(), wish)


def chat_text(work: Assignment, address: str, parts: Sequence[str] = ()) -> str:
    """The offer as a chat message, week by week if it goes in parts; whoever presses the button sends it."""
    try:
        link = address + reverse("offer", args=[work.pk])
    except NoReverseMatch:
        link = address
    words = {
        "name": work.workshop.owner.name,
        "pieces": angka(work.proposed),
        "product": work.stage.product.name,
        "stage": work.stage.name,
        "day": tanggal(work.due_on),
        "idr": rupiah(work.proposed * work.rate_idr),
        "link": link,
    }
    what = _("%(name)s, new work: %(pieces)s %(product)s (%(stage)s), ready by %(day)s.")
    asked = _("Your pay: %(idr)s. Can you? %(link)s")
    weekly = _("Week by week: %(parts)s.") % {"parts": ", ".join(parts)}
    return " ".join([what % words, *([weekly] if parts else []), asked % words])


def summary(plan: Plan | None, assignments: Iterable[Assignment]) -> dict[str, Any]:
    """Counts and money of what stands, for the figures on top. Makers are people, however many shares."""
    standing = [one for one in assignments if one.state not in GONE]
    asked = {one.workshop_id for one in standing if one.state == A.OFFERED}
    proposed = {one.workshop_id for one in standing if one.state == A.PROPOSED}
    every = {one.workshop_id for one in standing}
    return {
        "makers": len(every),
        "cost_idr": sum(
            (one.proposed if one.accepted is None else one.accepted) * one.rate_idr for one in standing
        ),
        "proposals": sum(1 for one in standing if one.state == A.PROPOSED),
        "offered": len(asked),
        "unasked": len(proposed - asked),
        "yes": len(every - asked - proposed),
        "last_day": max((one.due_on for one in standing), default=None),
        "here": [one for one in standing if plan and one.plan_id == plan.pk],
    }
