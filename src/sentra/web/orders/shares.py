"""The split page's facts: line by line, stage by stage, who makes how many and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sentra.orders.models import OrderLine
from sentra.people.models import Workshop
from sentra.production.models import Assignment, Plan
from sentra.production.queries import SplitView, StageCover
from sentra.web.orders.reasons import missing, sentence
from sentra.web.orders.work import bar_words
from sentra.web.templatetags.formats import angka, rupiah, tanggal

A = Assignment.State
GONE = frozenset({A.DECLINED, A.EXPIRED, A.WITHDRAWN})
MOST_OTHERS = 30
NEAREST = (
    "about_the_same",
    "earned_more",
    "dearer",
    "cash",
    "min_lot",
    "full",
    "level",
    "declined",
    "not_skilled",
)


@dataclass(frozen=True)
class ShareRow:
    """One maker's share as a line of the table."""

    work: Assignment
    why: str
    load_permille: int
    chat: str

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
class StageShares:
    cover: StageCover
    words: dict[str, str]
    rows: list[ShareRow]


@dataclass(frozen=True)
class LineShares:
    """One line of the order; `others` are makers without a share, nearest first, `more` were left out."""

    line: OrderLine
    stages: list[StageShares]
    others: list[tuple[Workshop, str]]
    more: int
    missing: list[str]
    short: int  # pieces nobody can make


def line_shares(split: SplitView, *, address: str) -> list[LineShares]:
    """`address` is the site's own, for the links in chat messages. Asks the database nothing."""
    lines = {one.line.pk: one.line for one in split.cover}
    return [_line(split, line, address) for line in lines.values()]


def _line(split: SplitView, line: OrderLine, address: str) -> LineShares:
    stages = [
        StageShares(one, bar_words(one), _rows(split, one, address))
        for one in split.cover
        if one.line.pk == line.pk
    ]
    names = {one.stage.pk: one.stage.name for one in split.cover}
    short = [
        f"{names.get(told['stage'], '')}: {missing(split.plan, told['code'], told['numbers'])}".removeprefix(
            ": "
        )
        for told in split.shortfalls
        if split.plan and told["line"] == line.pk
    ]
    others = _others(split, line.pk)
    return LineShares(
        line, stages, others[:MOST_OTHERS], max(0, len(others) - MOST_OTHERS), short, _short(split, line)
    )


def _short(split: SplitView, line: OrderLine) -> int:
    kept = split.plan.shortfall if split.plan else {}
    return int(kept.get(str(line.pk), 0))


def _rows(split: SplitView, cover: StageCover, address: str) -> list[ShareRow]:
    mine = [
        one for one in split.assignments if (one.line_id, one.stage_id) == (cover.line.pk, cover.stage.pk)
    ]
    in_order = sorted(mine, key=lambda one: (one.state in GONE, one.workshop.owner.name.lower(), one.pk))
    return [
        ShareRow(one, _why(split, one), split.load.get(one.workshop_id, 0), chat_text(one, address))
        for one in in_order
    ]


def _why(split: SplitView, work: Assignment) -> str:
    if work.state in GONE:
        return work.decline_reason
    told = split.chosen.get((work.workshop_id, work.line_id))
    if split.plan is None or told is None or work.plan_id != split.plan.pk:
        return _("Agreed in an earlier split.")
    if told["stage"] != work.stage_id:
        return _("Chosen here too, beside her other share.")
    return sentence(split.plan, told["code"], told["numbers"])


def _others(split: SplitView, line_id: int) -> list[tuple[Workshop, str]]:
    plan, standing = (
        split.plan,
        {one.workshop_id for one in split.assignments if one.line_id == line_id and one.state not in GONE},
    )
    if plan is None:
        return []
    told = [
        why
        for why in split.reasons.get(line_id, [])
        if why["workshop"] in split.workshops and why["workshop"] not in standing
    ]
    rank = {code: at for at, code in enumerate(NEAREST)}
    nearest = sorted(
        told,
        key=lambda why: (
            rank.get(why["code"], len(rank)),
            why["numbers"].get("more_idr", 0),
            why["workshop"],
        ),
    )
    return [
        (split.workshops[why["workshop"]], sentence(plan, why["code"], why["numbers"])) for why in nearest
    ]


def chat_text(work: Assignment, address: str) -> str:
    """The offer as a chat message; whoever presses the button sends it."""
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
    return f"{what % words} {asked % words}"


def summary(plan: Plan | None, assignments: Iterable[Assignment]) -> dict[str, Any]:
    """Counts and money of what stands, for the figures on top."""
    standing = [one for one in assignments if one.state not in GONE]
    return {
        "makers": len({one.workshop_id for one in standing}),
        "cost_idr": sum(
            (one.proposed if one.accepted is None else one.accepted) * one.rate_idr for one in standing
        ),
        "proposals": sum(1 for one in standing if one.state == A.PROPOSED),
        "offered": sum(1 for one in standing if one.state == A.OFFERED),
        "yes": sum(1 for one in standing if one.state in {A.ACCEPTED, A.DONE}),
        "last_day": max((one.due_on for one in standing), default=None),
        "here": [one for one in standing if plan and one.plan_id == plan.pk],
    }
