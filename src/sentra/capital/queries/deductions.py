"""Deductions: what was asked of a maker, what she said, how much is still to be taken."""

from django.db.models import F, Q, QuerySet

from sentra.capital.models import Deduction
from sentra.orders.models import Order
from sentra.production.models import Assignment

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


def orders_she_works_for(party_id: int) -> list[tuple[int, str]]:
    """Orders a deduction may name, newest first: number and buyer."""
    work = Assignment.objects.filter(workshop__owner_id=party_id, accepted__gt=0)
    orders = Order.objects.filter(pk__in=work.values("order_id"), closed_at__isnull=True)
    return [(one.pk, f"{one} · {one.buyer.name}") for one in orders.select_related("buyer").order_by("-pk")]
