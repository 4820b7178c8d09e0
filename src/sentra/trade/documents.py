"""The receipt of a quick cash purchase: Indonesian, dated by the purchase. Call inside a scope."""

from datetime import datetime

from sentra.kernel.pdf import render
from sentra.kernel.words import kuitansi
from sentra.people.house import House
from sentra.trade.models import Purchase

WAYS = {"bank": "Transfer bank", "cash": "Tunai"}


def receipt_pdf(purchase: Purchase, *, at: datetime) -> bytes:
    """One page: what, how many, for how much, in words, and the promise of a later gain."""
    house = House.of(purchase.tenant_id or 0)
    data = {
        "letter": house.letter("BTN", purchase.number, purchase.year, purchase.bought_on),
        "name": purchase.party.name,
        "goods": f"{purchase.stage.product.name}, {purchase.stage.name}",
        "pieces": purchase.pieces,
        "price_idr": purchase.price_idr,
        "total_idr": purchase.total_idr,
        "total_words": kuitansi(purchase.total_idr),
        "paid_by": WAYS[purchase.method],
        "maker_part": _percent(purchase.maker_permille),
        "fee_part": _percent(purchase.fee_permille),
    }
    return render("trade/papers/purchase.typ", data, at=at)


def _percent(permille: int) -> str:
    """125 → "12,5%"."""
    whole, tenth = divmod(permille, 10)
    return f"{whole},{tenth}%" if tenth else f"{whole}%"
