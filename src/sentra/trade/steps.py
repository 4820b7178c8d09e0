"""What higher verbs do with bought pieces: plain functions inside the caller's transaction."""

from django.db.models import F, Sum

from sentra.ledger import trade_recipes as recipes
from sentra.ledger.posting import Booking
from sentra.stock import steps as stock
from sentra.stock.queries import on_hand
from sentra.trade.models import Purchase, Use


def left_of(purchase: Purchase) -> int:
    """Pieces of the purchase that lie free in the store."""
    used = Use.objects.filter(purchase=purchase).aggregate(
        n=Sum(F("supply__pieces") - F("supply__returned"), default=0)
    )
    return int(purchase.pieces - used["n"])


def unshared(order_id: int) -> bool:
    """Does an order hold bought pieces whose gain nobody shared?"""
    waiting = Use.objects.filter(supply__order_id=order_id, shared_at=None)
    return waiting.filter(supply__pieces__gt=F("supply__returned")).exists()


def give_back(order_id: int, booked: Booking) -> int:
    """Bought pieces an ending order has not used go back, free, at their price; the latest first.

    The caller holds the order. Returns the pieces.
    """
    waiting = Use.objects.select_for_update(of=("self",)).filter(supply__order_id=order_id, shared_at=None)
    total = 0
    for use in waiting.select_related("purchase", "supply").order_by("-pk"):
        came = use.supply
        pieces = min(came.there, on_hand(came.stage_id, order_id)) if not came.returned else 0
        if not pieces:
            continue
        shelf = stock.place("store")
        free, cause = stock.Whose(None, before=order_id), f"quickuse:{use.pk}:back"
        stock.moved_once(shelf, shelf, came.stage_id, pieces, free, cause=cause, at=booked.at)
        recipes.goods_back(
            use.pk, booked, purchase_id=use.purchase_id, order_id=order_id,
            amount_idr=pieces * use.purchase.price_idr,
        )  # fmt: skip
        came.returned = pieces
        came.save(update_fields=["returned"])
        total += pieces
    return total
