"""What the verbs of capital share: plain functions inside the caller's transaction, nothing asks who may."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from sentra.capital.models import Advance, Deduction, Slip, SlipLine
from sentra.kernel.actor import Actor
from sentra.ledger import queries as books
from sentra.ledger import recipes
from sentra.ledger.chart import FINISHED, HALF_FINISHED
from sentra.orders.models import Order
from sentra.production.models import Assignment
from sentra.quality.models import Inspection
from sentra.stock import queries as stock
from sentra.stock.models import Place
from sentra.stock.steps import move, place


def hold_the_work(order: Order) -> None:
    """No lot comes in and no offer is accepted while the end of the order is decided. In order of id."""
    list(Assignment.objects.select_for_update(of=("self",)).filter(order=order).order_by("pk"))


def unpaid_inspections() -> "Iterable[Inspection]":
    """Accepted work with money in it that stands on no slip, oldest first, with all it names. One query."""
    found: Iterable[Inspection] = (
        Inspection.objects.filter(payable_idr__gt=0, paid__isnull=True)
        .select_related(
            "lot__assignment__workshop__owner",
            "lot__assignment__stage__product",
            "lot__assignment__order",
        )
        .order_by("pk")
    )
    return found


def settle(slip: Slip) -> None:
    """The slip is paid: what it had reserved is now recovered and taken."""
    for line, claim in _claims(slip):
        claim.reserved_idr += line.amount_idr
        if isinstance(claim, Advance):
            claim.recovered_idr -= line.amount_idr
            claim.save(update_fields=["reserved_idr", "recovered_idr"])
        else:
            claim.taken_idr -= line.amount_idr
            claim.save(update_fields=["reserved_idr", "taken_idr"])


def unsettle(slip: Slip) -> None:
    """The payment came back: what it had recovered and taken is only reserved again."""
    for line, claim in _claims(slip):
        claim.reserved_idr -= line.amount_idr
        if isinstance(claim, Advance):
            claim.recovered_idr += line.amount_idr
            claim.save(update_fields=["reserved_idr", "recovered_idr"])
        else:
            claim.taken_idr += line.amount_idr
            claim.save(update_fields=["reserved_idr", "taken_idr"])


def release(slip: Slip) -> None:
    """The slip was sent back: what it had reserved may be taken by the next one."""
    for line, claim in _claims(slip):
        claim.reserved_idr += line.amount_idr
        claim.save(update_fields=["reserved_idr"])


def _claims(slip: Slip) -> list[tuple[SlipLine, Advance | Deduction]]:
    """The slip's lines that take (amounts below zero) with what they take from, held in order of id."""
    lines = SlipLine.objects.filter(Q(advance__isnull=False) | Q(deduction__isnull=False), slip=slip)
    taking = list(lines.order_by("advance_id", "deduction_id"))
    ids = [line.advance_id for line in taking if line.advance_id]
    advances = {one.pk: one for one in Advance.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    ids = [line.deduction_id for line in taking if line.deduction_id]
    agreed = {one.pk: one for one in Deduction.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return [
        (line, advances[line.advance_id] if line.advance_id else agreed[line.deduction_id or 0])
        for line in taking
    ]


def write_off(advance: Advance, amount_idr: int, *, order_id: int, on: date, by: Actor, at: datetime) -> None:
    """She is not asked for this part any more. The caller holds the advance."""
    recipes.advance_written_off(
        advance.pk, order_id=order_id, party_id=advance.party_id, amount_idr=amount_idr,
        written_off_before_idr=advance.written_off_idr, on=on, by=by, at=at,
    )  # fmt: skip
    advance.written_off_idr += amount_idr
    advance.save(update_fields=["written_off_idr"])


def goods_costs(order_id: int) -> dict[str, int]:
    """What the order's goods still stand for in the books: account → rupiah, zeros left out."""
    found = {code: books.balance_of_source(f"order:{order_id}", code) for code in (HALF_FINISHED, FINISHED)}
    return {code: idr for code, idr in found.items() if idr}


def let_go(order_id: int, *, keep: bool, cause: str, on: date, by: Actor, at: datetime) -> int:
    """Whatever lies in the store for this order becomes free stock (`keep`) or scrap; returns the pieces.

    The books follow: kept goods keep their cost, others are written off; the order's goods end at zero.
    """
    lying = [one for one in stock.in_store() if one.order_id == order_id]
    store, world = place(Place.Kind.STORE), place(Place.Kind.MAKING if keep else Place.Kind.SCRAP)
    for one in lying:
        move(store, world, one.stage_id, one.pieces, cause=f"{cause}:out", order_id=order_id, at=at)
        if keep:
            move(world, store, one.stage_id, one.pieces, cause=f"{cause}:in", order_id=None, at=at)
    costs = goods_costs(order_id)
    if costs and lying and keep:
        recipes.goods_freed(order_id, costs=costs, on=on, by=by, at=at)
    elif costs:
        recipes.goods_written_off(order_id, costs=costs, cause_suffix="rest", on=on, by=by, at=at)
    return sum(one.pieces for one in lying)
