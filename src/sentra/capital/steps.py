"""What the verbs of capital share: plain functions inside the caller's transaction, nothing asks who may."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from sentra.capital.models import Advance, Deduction, Slip, SlipLine
from sentra.ledger import queries as books
from sentra.ledger import recipes
from sentra.ledger.chart import FINISHED, HALF_FINISHED
from sentra.ledger.posting import Booking
from sentra.orders.models import Order
from sentra.production.models import Assignment
from sentra.quality.models import Inspection
from sentra.stock.models import ConsignedReturn, ConsignedSale
from sentra.stock.steps import scrap_all, set_free
from sentra.trade.models import Use
from sentra.trade.steps import give_back

BATCH = 500  # rows an UPDATE names one by one
CLAIMS: tuple[tuple[type[Any], str, str], ...] = (
    (Advance, "advance", "recovered_idr"),
    (Deduction, "deduction", "taken_idr"),
    (ConsignedReturn, "sale_return", "taken_idr"),
)


def hold_the_work(order: Order) -> None:
    """No lot comes in and no offer is accepted while the end of the order is decided. In order of id."""
    list(Assignment.objects.select_for_update(of=("self",)).filter(order=order).order_by("pk"))


def unpaid_work() -> "Iterable[tuple[Any, ...]]":
    """Accepted work with money in it that stands on no slip, oldest first. One query, without models.

    (inspection, maker, order, pieces, rate, product, stage, grade, order's number, its year)
    """
    about = "lot__assignment__"
    found: Iterable[tuple[Any, ...]] = (
        Inspection.objects.filter(payable_idr__gt=0, paid__isnull=True)
        .order_by("pk")
        .values_list(
            "pk", f"{about}workshop__owner_id", f"{about}order_id", "accepted", "rate_idr",
            f"{about}stage__product__name", f"{about}stage__name", "grade", f"{about}order__number",
            f"{about}order__year",
        )
    )  # fmt: skip
    return found


def unpaid_gains() -> "Iterable[Use]":
    """Parts of later gains that stand on no slip, oldest first. One query."""
    found: Iterable[Use] = (
        Use.objects.filter(maker_idr__gt=0, paid__isnull=True)
        .select_related("purchase__party", "purchase__stage__product", "supply__order")
        .order_by("pk")
    )
    return found


def unpaid_sales() -> "QuerySet[ConsignedSale]":
    """Makers' own goods, sold or lost, that stand on no slip and did not all come back, oldest first."""
    found: QuerySet[ConsignedSale] = ConsignedSale.objects.filter(
        slip_id__isnull=True, pieces__gt=F("returned")
    )
    return found.order_by("pk")


def pay_for(sales: Mapping[int, int]) -> None:
    """Sale → the slip that pays it. The caller holds the sales."""
    held = list(ConsignedSale.objects.filter(pk__in=list(sales)))
    for one in held:
        one.slip_id = sales[one.pk]
    ConsignedSale.objects.bulk_update(held, ["slip_id"], batch_size=BATCH)


def free_sales(slips: Iterable[int]) -> None:
    """These slips were sent back: the next run pays what they would have paid."""
    ConsignedSale.objects.filter(slip_id__in=list(slips)).update(slip_id=None)


def unfinished(uses: "QuerySet[Use]") -> "QuerySet[Use]":
    """Of these, gains that are not shared yet, or shared and not paid to the maker."""
    there = uses.filter(supply__pieces__gt=F("supply__returned"))
    return there.filter(Q(shared_at=None) | Q(maker_idr__gt=0)).exclude(paid__slip__state=Slip.State.PAID)


def reserve(
    advances: Mapping[int, int], deductions: Mapping[int, int], back: Mapping[int, int] | None = None
) -> None:
    """What prepared slips take (claim → rupiah) waits for their payment. The caller holds the claims."""
    every: tuple[tuple[type[Any], Mapping[int, int]], ...] = (
        (Advance, advances), (Deduction, deductions), (ConsignedReturn, back or {}),
    )  # fmt: skip
    for model, taken in every:
        if not taken:
            continue
        claims = list(model.objects.filter(pk__in=list(taken)))
        for claim in claims:
            claim.reserved_idr += taken[claim.pk]
        model.objects.bulk_update(claims, ["reserved_idr"], batch_size=BATCH)


def settle(slips: Iterable[Slip]) -> None:
    """The slips are paid: what they had reserved is now recovered and taken."""
    _shift(slips, reserved=-1, done=1)


def unsettle(slip: Slip) -> None:
    """The payment came back: what it had recovered and taken is only reserved again."""
    _shift([slip], reserved=1, done=-1)


def release(slips: Iterable[Slip]) -> None:
    """The slips were sent back: what they had reserved may be taken by the next one."""
    _shift(slips, reserved=-1, done=0)


def _shift(slips: Iterable[Slip], *, reserved: int, done: int) -> None:
    """Move what the slips take between "reserved" and "recovered"/"taken". Claims are held in order of id."""
    found = list(slips)
    for model, name, field in CLAIMS:
        lines = SlipLine.objects.filter(slip__in=found, **{f"{name}__isnull": False})
        taken = dict(lines.order_by().values_list(f"{name}_id").annotate(idr=-Sum("amount_idr")))
        if not taken:
            continue
        rows = model.objects.select_for_update().filter(pk__in=list(taken))
        claims = list(rows.order_by("pk"))
        for claim in claims:
            claim.reserved_idr += reserved * taken[claim.pk]
            setattr(claim, field, getattr(claim, field) + done * taken[claim.pk])
        model.objects.bulk_update(claims, ["reserved_idr", field], batch_size=BATCH)


def off_idr(slips: Iterable[Slip]) -> dict[int, int]:
    """Slip → what it takes for sold goods of hers that came back; slips without any are left out."""
    lines = SlipLine.objects.filter(slip__in=list(slips), sale_return__isnull=False)
    return dict(lines.order_by().values_list("slip_id").annotate(idr=-Sum("amount_idr")))


def returned_idr(slips: Iterable[Slip]) -> dict[int, int]:
    """Slip → what it takes for pieces that came back; slips without any are left out."""
    lines = SlipLine.objects.filter(slip__in=list(slips), deduction__inspection__isnull=False)
    return dict(lines.order_by().values_list("slip_id").annotate(idr=-Sum("amount_idr")))


def write_off(advance: Advance, amount_idr: int, booked: Booking, *, order_id: int) -> None:
    """She is not asked for this part any more. The caller holds the advance."""
    recipes.advance_written_off(
        advance.pk, booked, order_id=order_id, party_id=advance.party_id, amount_idr=amount_idr,
        written_off_before_idr=advance.written_off_idr,
    )  # fmt: skip
    advance.written_off_idr += amount_idr
    advance.save(update_fields=["written_off_idr"])


def goods_costs(order_id: int) -> dict[str, int]:
    """What the order's goods still stand for in the books: account → rupiah, zeros left out."""
    found = {code: books.balance_of_source(f"order:{order_id}", code) for code in (HALF_FINISHED, FINISHED)}
    return {code: idr for code, idr in found.items() if idr}


def let_go(order_id: int, booked: Booking, *, keep: bool, cause: str) -> int:
    """Whatever lies in the store for this order becomes free stock (`keep`) or scrap; returns the pieces.

    The books follow: kept goods keep their cost, others are written off; the order's goods end at zero.
    """
    give_back(order_id, booked)
    away = set_free if keep else scrap_all
    pieces = away(order_id, cause=cause, at=booked.at)
    costs = goods_costs(order_id)
    if costs and pieces and keep:
        recipes.goods_freed(order_id, booked, costs=costs)
    elif costs:
        recipes.goods_written_off(order_id, booked, costs=costs, cause_suffix="rest")
    return pieces
