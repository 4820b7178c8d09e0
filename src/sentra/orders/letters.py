"""What the papers of an order share: the buyer, lines and terms. The house that writes is people.house's."""

from datetime import date, timedelta
from typing import Any

from sentra.kernel.identity import phone_shown
from sentra.kernel.rupiah import portion
from sentra.orders.lines import sizes_in_order
from sentra.orders.models import Order, OrderLine
from sentra.orders.size_lists import open_questions


def side_of_buyer(order: Order, name: str) -> dict[str, str]:
    """The buyer as the other side of a handover record; `name` received the goods."""
    return {
        "name": name,
        "role": "Penerima barang",
        "organisation": order.buyer.name,
        "address": order.buyer.address or "–",
    }


def buyer_of(order: Order) -> dict[str, Any]:
    """Whom a letter goes to; "u.p." the person who asked, when an organisation ordered."""
    buyer = order.buyer
    attention = order.lead.name if order.lead and order.lead.name != buyer.name else ""
    return {
        "name": buyer.name,
        "attention": attention,
        "address": [buyer.address] if buyer.address else [],
        "phone": phone_shown(buyer.phone) if buyer.phone else "",
    }


def goods(line: OrderLine, pieces: int) -> dict[str, Any]:
    """A line without its price: sizes and note stand below the name."""
    whole = pieces == line.pieces
    detail = [
        " · ".join(f"{size} {count}" for size, count in sizes_in_order(line)) if whole else "",
        line.note,
    ]
    named = {"name": line.product.name, "unit": line.product.unit, "quantity": pieces}
    told = "; ".join(part for part in detail if part)
    return {**named, "detail": told} if told else named


def priced(line: OrderLine, pieces: int) -> dict[str, Any]:
    return {**goods(line, pieces), "price_idr": line.price_idr, "amount_idr": pieces * line.price_idr}


def schedule(order: Order, accepted_on: date) -> list[dict[str, Any]]:
    """When the buyer pays what; adds up to the total."""
    down = portion(order.total_idr, order.down_payment_permille)
    rest = order.total_idr - down
    due_on = order.promised_on + timedelta(days=order.payment_days)
    parts = [("Uang muka", accepted_on, down), ("Pelunasan setelah serah terima", due_on, rest)]
    return [{"label": label, "due_on": on, "idr": idr} for label, on, idr in parts if idr]


def terms(order: Order) -> list[str]:
    """What both keep to, in sentences; the cooperative's own lines last."""
    said = []
    if order.down_payment_permille:
        said.append(f"Uang muka {_share(order.down_payment_permille)} dibayar sebelum pekerjaan dimulai.")
    if order.down_payment_permille < 1000:
        said.append(f"Pelunasan paling lambat {order.payment_days} hari setelah tanggal faktur.")
    if order.tolerance_permille:
        said.append(f"Jumlah tiap barang boleh lebih atau kurang {_share(order.tolerance_permille)}.")
    if order.needs_sample:
        said.append("Pekerjaan dimulai setelah contoh barang disetujui.")
    return [*said, *(line.strip() for line in order.terms.splitlines() if line.strip())]


def asked(order: Order) -> list[str]:
    """What the buyer's size list leaves open: to be answered before the offer can be accepted."""
    rows = sorted({question.row for question in open_questions(order.lead)}) if order.lead else []
    if not rows:
        return []
    return [f"Ukuran pada baris {', '.join(map(str, rows))} daftar Anda belum jelas. Mohon dipastikan."]


def _share(permille: int) -> str:
    """305 → "30,5%"."""
    whole, tenth = divmod(permille, 10)
    return f"{whole},{tenth}%" if tenth else f"{whole}%"
