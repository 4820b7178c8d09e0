"""What happens when an order is cancelled, stage by stage: one table for verb, page and docs.

`docs/reference/cancelling.md` is written from it by `./sentra manage write_reference`; a test
holds it current.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sentra.orders.models import Order
from sentra.orders.stages import ORDER

S = Order.Stage


@dataclass(frozen=True)
class Facts:
    """What decides the row. Whole rupiah and pieces; read with the order held."""

    stage: str
    held_idr: int = 0  # down payment that is neither set off nor given back
    earned_idr: int = 0  # of it: what accepted work cost, or delivered pieces × price
    offers: int = 0
    accepted_work: int = 0  # assignments makers have taken and not finished
    advances_open_idr: int = 0
    waiting_lots: int = 0
    pieces_in_store: int = 0
    delivered: int = 0

    @property
    def most_refund_idr(self) -> int:
        """The buyer gets back at most what is not earned."""
        return max(0, self.held_idr - self.earned_idr)


@dataclass(frozen=True)
class Row:
    """One line of the table. `allowed` False: the verb refuses with the sentence in `ends_as`."""

    code: str
    when: object
    down_payment: object
    offers: object
    advances: object
    work: object
    goods: object
    ends_as: object
    applies: Callable[[Facts], bool]
    allowed: bool = True

    @property
    def cells(self) -> tuple[object, ...]:
        """In the order of the page's heads."""
        return (
            self.when, self.down_payment, self.offers, self.advances, self.work, self.goods, self.ends_as
        )  # fmt: skip


_NONE = _("None.")
_NOTHING = _("Nothing to do.")
_REFUND = _("Refunded up to what is not earned; the rest is kept as income.")
_TAKEN_BACK = _("Taken back; makers are told.")
_ADVANCE = _("First recovered from her accepted pieces; the rest is hers. A setting lets it stay owed.")
_STAYS = _("Stays as it is.")
_PROPOSALS = _("Proposals are taken back.")

TABLE: tuple[Row, ...] = (
    Row(
        "quoted", _("Quoted, not accepted"), _NONE, _NONE, _NONE, _NONE, _NONE, _("Cancelled"),
        lambda facts: facts.stage == S.QUOTED,
    ),
    Row(
        "placed", _("Bought, not paid in full"), _("Refunded."), _NONE, _NONE, _NONE,
        _("Become free stock."), _("Cancelled"),
        lambda facts: facts.stage == S.PLACED,
    ),
    Row(
        "accepted", _("Accepted, nothing paid"), _NONE, _PROPOSALS, _NONE, _NONE, _NONE, _("Cancelled"),
        lambda facts: facts.stage == S.ACCEPTED and not facts.held_idr,
    ),
    Row(
        "down_payment", _("Accepted, down payment received"),
        _("Refunded, whole or in part as agreed; what is kept is income."), _PROPOSALS, _NONE, _NONE, _NONE,
        _("Cancelled"),
        lambda facts: facts.stage == S.ACCEPTED,
    ),
    Row(
        "lots_waiting", _("Being made, a lot waits for inspection"), _STAYS, _STAYS, _STAYS,
        _("She made it: it is inspected first."), _STAYS,
        _("Not cancelled: inspect the waiting lots first."),
        lambda facts: facts.stage == S.MAKING and facts.waiting_lots > 0, allowed=False,
    ),
    Row(
        "part_delivered", _("Being made, a part is delivered"),
        _("Refunded only beyond the price of delivered pieces; the rest is set against the invoice."),
        _TAKEN_BACK, _ADVANCE, _("Accepted pieces are paid to the makers."),
        _("Undelivered pieces become free stock at their cost, or are written off."),
        _("Delivered: the delivered pieces are invoiced"),
        lambda facts: facts.stage == S.MAKING and facts.delivered > 0,
    ),
    Row(
        "accepted_pieces", _("Being made, accepted pieces in the store"), _REFUND, _TAKEN_BACK, _ADVANCE,
        _("Accepted pieces are paid to the makers."),
        _("Become free stock at their cost, or are written off."), _("Cancelled"),
        lambda facts: facts.stage == S.MAKING and facts.pieces_in_store > 0,
    ),
    Row(
        "work_accepted", _("Being made, work accepted, nothing handed in"), _REFUND, _TAKEN_BACK, _ADVANCE,
        _("Pieces not handed in are not paid; the advance kept is the compensation."), _NONE, _("Cancelled"),
        lambda facts: facts.stage == S.MAKING and facts.accepted_work > 0,
    ),
    Row(
        "offers_open", _("Being made, only offers are out"), _REFUND, _TAKEN_BACK, _NONE, _NONE, _NONE,
        _("Cancelled"),
        lambda facts: facts.stage == S.MAKING,
    ),
    Row(
        "delivered", _("Delivered, invoiced or paid"), _STAYS, _NOTHING, _STAYS, _STAYS, _STAYS,
        _("Not cancelled: agree on returning the goods instead."),
        lambda facts: facts.stage in {S.DELIVERED, S.INVOICED, S.PAID}, allowed=False,
    ),
    Row(
        "over", _("Closed, cancelled or lapsed"), _STAYS, _NOTHING, _STAYS, _STAYS, _STAYS,
        _("Not cancelled: this order is already over."),
        lambda facts: facts.stage in {S.CLOSED, S.CANCELLED, S.LAPSED}, allowed=False,
    ),
)  # fmt: skip


def row_for(facts: Facts) -> Row:
    """The first row that applies; every combination of facts has one."""
    return next(row for row in TABLE if row.applies(facts))


HEADS = ("Order", "Down payment", "Offers", "Advances", "Work", "Goods", "Ends as")
INTRODUCTION = (
    "# Cancelling an order",
    "",
    "Written from `src/sentra/capital/cancelling.py` by `./sentra manage write_reference`. Do not edit.",
    "",
    "The first row that fits is what happens; the rows are in the order in which they are asked.",
    "Earned is what accepted work cost or, once a part is delivered, the price of the delivered pieces.",
    "An advance nobody asks back is written off as a cost of the cooperative.",
    "",
    f"| {' | '.join(HEADS)} |",
    f"|{'---|' * len(HEADS)}",
)


def page() -> str:
    """The table as `docs/reference/cancelling.md`, in English."""
    with override("en"):
        rows = ["| " + " | ".join(str(cell) for cell in row.cells) + " |" for row in TABLE]
        stages = ", ".join(str(S(stage).label) for stage in ORDER.steps["cancel"].sources)
    return "\n".join([*INTRODUCTION, *rows, "", f"Stages from which the lifecycle allows it: {stages}.", ""])
