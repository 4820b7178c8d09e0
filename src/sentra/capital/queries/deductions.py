"""Deductions: what was asked of a maker, what she said, how much is still to be taken."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from sentra.capital.models import Deduction
from sentra.orders.models import DeliveryLine, Order
from sentra.production.models import Assignment
from sentra.quality.models import Inspection

_NAMES = "party", "order__buyer"


def deductions_of(party_id: int) -> QuerySet[Deduction]:
    """Everything she was ever asked, newest first."""
    found: QuerySet[Deduction] = Deduction.objects.filter(party_id=party_id).select_related(*_NAMES)
    return found.order_by("-pk")


def open_deductions() -> QuerySet[Deduction]:
    """Waiting for an answer, or agreed and not all taken yet; by name."""
    left = Q(agreed_at__isnull=True) | Q(amount_idr__gt=F("taken_idr"))
    found: QuerySet[Deduction] = Deduction.objects.filter(left, dropped_at__isnull=True)
    return found.select_related(*_NAMES).order_by("party__name", "pk")


SHOWN_LOTS = 100


def lots_of_hers(party_id: int) -> list[tuple[int, str]]:
    """Accepted lots of delivered goods pieces can have come back from, newest first: as she knows them."""
    order, product = "lot__assignment__order", "lot__assignment__stage__product"
    gone = DeliveryLine.objects.filter(line__order=OuterRef(order), line__product=OuterRef(product))
    hers = Inspection.objects.filter(lot__assignment__workshop__owner_id=party_id, accepted__gt=0)
    found = hers.filter(Exists(gone))
    return [(one.pk, _lot(one)) for one in found.select_related(product, order).order_by("-pk")[:SHOWN_LOTS]]


def _lot(one: Inspection) -> str:
    work = one.lot.assignment
    return (
        f"{one.lot.number} · {work.stage.product.name} · {work.stage.name} · {one.accepted} · #{work.order}"
    )


def orders_she_works_for(party_id: int) -> list[tuple[int, str]]:
    """Orders a deduction may name, newest first: number and buyer."""
    work = Assignment.objects.filter(workshop__owner_id=party_id, accepted__gt=0)
    orders = Order.objects.filter(pk__in=work.values("order_id"), closed_at__isnull=True)
    return [(one.pk, f"{one} · {one.buyer.name}") for one in orders.select_related("buyer").order_by("-pk")]
