"""Papers of the store: the receipt of goods left to be sold. Indonesian, dated by the record."""

from datetime import datetime
from typing import Any

from sentra.kernel.pdf import render
from sentra.people.house import House
from sentra.stock.models import Batch, Consignment

SIZES = ("A5", "80mm")


def consignment_pdf(found: Consignment, *, at: datetime, size: str = "A5") -> bytes:
    """Tanda terima titipan as it stands now, A5 or for a till printer. Call inside a scope."""
    house = House.of(found.tenant_id or 0)
    batches = Batch.objects.filter(consignment=found).select_related("stage__product").order_by("pk")
    lines = [_line(one) for one in batches]
    data = {
        "letter": house.letter("TTT", found.number, found.year, found.received_on),
        "size": size if size in SIZES else SIZES[0],
        "name": found.party.name,
        "village": found.party.village.name if found.party.village else "",
        "note": found.note,
        "lines": lines,
        "pieces": sum(one.pieces - one.given_back for one in batches),
        "total_idr": sum(one["amount_idr"] for one in lines),
        "receiver": {"name": found.received_by_name, "role": house.tenant.name},
    }
    if found.ends_on:
        data["ends_on"] = found.ends_on
    return render("stock/papers/consignment.typ", data, at=at)


def _line(one: Batch) -> dict[str, Any]:
    return {
        "name": one.stage.product.name, "pieces": one.pieces, "price_idr": one.price_idr,
        "given_back": one.given_back,
        "amount_idr": (one.pieces - one.given_back) * one.price_idr,
    }  # fmt: skip
