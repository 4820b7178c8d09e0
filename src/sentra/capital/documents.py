"""Papers and files of a payout: the slip, the signed cash list, the bank's list and file, the chat text.

Papers are Indonesian and dated by their record. Call inside a scope; each raises DoesNotExist for what it
may not see. Bank papers hold full account numbers: private, never sent by chat.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sentra.capital.bankfiles import SHAPES, Batch, Payer, Transfer
from sentra.capital.models import Slip, SlipLine
from sentra.capital.queries import PayoutView, SlipView, payout_view, slip_detail
from sentra.capital.turns import next_sending, turn
from sentra.kernel.dates import written
from sentra.kernel.errors import Refused
from sentra.kernel.notices import chat_link, in_the_house_language
from sentra.kernel.pdf import render
from sentra.kernel.rupiah import formatted
from sentra.kernel.words import kuitansi
from sentra.people.house import House, paper_number

BANKNOTES = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
"""Rupiah in circulation that banks hand out (Bank Indonesia); odd rupiah below 100 are left to the desk."""

WAYS = {"bank": "Transfer bank", "cash": "Tunai"}


def slip_pdf(slip_id: int, *, at: datetime, size: str = "A4") -> bytes:
    """One slip, for her: A4, A6 or 80mm."""
    return slips_pdf([slip_detail(slip_id)], at=at, size=size)


def run_slips_pdf(run_id: int, *, at: datetime, size: str = "A4") -> bytes:
    """All slips of a run in one file, to be printed and cut."""
    return slips_pdf(payout_view(run_id).slips, at=at, size=size)


def slips_pdf(slips: list[SlipView], *, at: datetime, size: str = "A4") -> bytes:
    """Slips of one run. Refuses (PaperRefused) figures that do not add up."""
    run = slips[0].slip.run
    house = House.of(run.tenant_id)  # type: ignore[arg-type]  # always set: the plugin is wrong
    on = house.day(run.prepared_at)
    data = {
        "letter": house.letter("BYR", run.number, run.year, on),
        "size": size,
        "slips": [_slip(one, house, on) for one in slips],
    }
    return render("capital/papers/slip.typ", data, at=at)


def _slip(view: SlipView, house: House, on: date) -> dict[str, Any]:
    slip = view.slip
    return {
        "name": view.party.name,
        "member_number": view.member_number,
        "number": _number(view, on),
        "period": _period(view.work, house, on),
        "paid_by": WAYS[slip.method],
        "lines": [_work(line) for line in view.work],
        "gross_idr": slip.gross_idr,
        "recovered": [{"label": f"pesanan {order}", "idr": -idr} for order, idr in view.taken_back],
        "deductions": [{"label": _said(line), "idr": -line.amount_idr} for line in view.deducted],
        "net_idr": slip.net_idr,
        "net_words": kuitansi(slip.net_idr),
        "advance_left_idr": slip.owing_idr,
        "notes": wages_note(view),
    }


def _work(line: SlipLine) -> dict[str, Any]:
    name, _dot, detail = line.text.partition(" · ")
    amounts = {"pieces": line.pieces, "rate_idr": line.rate_idr, "amount_idr": line.amount_idr}
    amounts["counted"] = not line.use_id  # a gain is one sum, not pieces at a rate
    return {"name": name, "detail": detail.replace("#", "pesanan "), **amounts}


def _said(line: SlipLine) -> str:
    """A deduction in her own words: what it is for and from which order's pay."""
    reason, _dot, order = line.text.rpartition(" · #")
    if line.sale_return_id:
        return f"{reason} (pesanan {order})"
    if line.deduction and line.deduction.came_back:
        return f"{line.pieces} buah kembali: {reason} (pesanan {order})"
    return f"Potongan yang disetujui: {reason} (pesanan {order})"


def _number(view: SlipView, on: date) -> str:
    return paper_number("SP", view.number, view.slip.run.year, on)


def _period(work: tuple[SlipLine, ...], house: House, on: date) -> str:
    """From the first inspection to the last, as days here."""
    days = [house.day(line.inspection.inspected_at) for line in work if line.inspection]
    first, last = min(days, default=on), max(days, default=on)
    return written(first) if first == last else f"{written(first)} – {written(last)}"


def wages_note(view: SlipView) -> list[str]:
    """What she has promised her workers, as a reminder; nothing is taken off for it."""
    if not view.wages.workers:
        return []
    amount = formatted(view.wages.weekly_idr)
    return [f"Upah yang dijanjikan usaha: {amount} seminggu untuk {view.wages.workers} pekerja."]


def cash_list_pdf(run_id: int, *, at: datetime) -> bytes:
    """Who gets how much in cash, with room for a signature or a thumb. Refuses an empty list.

    Who stands on the bank list without an account is paid here, and says so.
    """
    view, house, on = _run(run_id)
    listed = sorted(_listed(view, "cash"), key=lambda one: (one.party.name, one.pk))
    total = sum(one.slip.net_idr for one in listed)
    lines = [
        {
            "name": one.party.name,
            "member_number": one.member_number or "–",
            "slip_number": _number(one, on),
            "amount_idr": one.slip.net_idr,
            "note": "" if one.party.bank_account else "belum ada rekening",
        }
        for one in listed
    ]
    data = {
        "letter": house.letter("DBT", view.run.number, view.run.year, on),
        "period": _run_period(view, house, on),
        "place": house.place,
        "lines": lines,
        "total_idr": total,
        "total_words": kuitansi(total),
        "notes_needed": banknotes([one.slip.net_idr for one in listed]),
        "payer": {"name": view.prepared_by, "role": "Bendahara"},
    }
    return render("capital/papers/cash_list.typ", data, at=at)


def bank_list_pdf(run_id: int, *, at: datetime) -> bytes:
    """Account by account, for the bank's counter. Refuses an empty list."""
    view, house, on = _run(run_id)
    listed = _listed(view, "bank")
    total = sum(one.slip.net_idr for one in listed)
    lines = [
        {
            "name": one.party.name,
            "bank": one.party.bank_name or "–",
            "account": one.party.bank_account,
            "holder": one.party.name,
            "reference": _number(one, on),
            "amount_idr": one.slip.net_idr,
        }
        for one in listed
    ]
    bank = house.own.get("bank", {})
    data = {
        "letter": house.letter("DTB", view.run.number, view.run.year, on),
        "period": _run_period(view, house, on),
        "from_account": " ".join(part for part in (bank.get("bank", ""), bank.get("account", "")) if part)
        or "–",
        "lines": lines,
        "total_idr": total,
        "total_words": kuitansi(total),
        "payer": {"name": view.prepared_by, "role": "Bendahara"},
        "approver": {"name": view.approved_by, "role": "Pengurus"},
    }
    return render("capital/papers/bank_list.typ", data, at=at)


def bank_file(run_id: int, file: str, *, today: date) -> bytes:
    """The bank transfers in one of `bankfiles.SHAPES`; whoever has no account stands on the cash list.

    To be carried out today; what the bank has already, under the number and day it went with. Refuses when
    no transfer is next, and to make a file again for an account that is gone.
    """
    view, house, on = _run(run_id)
    listed = _next(view, "bank")
    if not listed:
        raise Refused(_("No transfer waits for the bank. Try failed ones again first."))
    for one in listed:
        if not one.party.bank_account:
            raise Refused(_("%(name)s has no account any more.") % {"name": one.party.name})
    first = listed[0].slip
    again = first.state == Slip.State.SENT
    sending = first.sending if again else next_sending(one.slip for one in view.slips)
    own = house.own.get("bank", {})
    transfers = [
        Transfer(
            one.party.name, one.party.bank_name, one.party.bank_account, one.slip.net_idr, _number(one, on)
        )
        for one in listed
    ]
    payer = Payer(house.tenant.name, own.get("bank", ""), own.get("account", ""))
    number = f"{paper_number('BYR', view.run.number, view.run.year, on)}-{sending}"
    day = (first.sent_on if again else None) or today
    return SHAPES[file].write(Batch(number, payer, transfers, day, view.run.prepared_at))


def slip_text(view: SlipView, *, cooperative: str) -> str:
    """The slip as a chat message: what she earned, what was taken back, what she takes home."""
    slip = view.slip
    words = {
        "name": view.party.name,
        "us": cooperative,
        "pieces": view.pieces,
        "earned": formatted(slip.gross_idr - view.gain_idr - view.sale_idr),
        "sold": formatted(view.sale_idr),
        "back": formatted(view.back_idr),
        "gain": formatted(view.gain_idr),
        "recovered": formatted(slip.recovered_idr),
        "deducted": formatted(slip.deducted_idr - view.back_idr),
        "net": formatted(slip.net_idr),
        "owing": formatted(slip.owing_idr),
    }
    with in_the_house_language():
        said = _slip_sentences(view)
    return "\n".join(sentence % words for sentence in said if sentence)


def _slip_sentences(view: SlipView) -> list[str]:
    slip = view.slip
    return [
        _("Hello %(name)s, this is your slip from %(us)s."),
        _("%(pieces)s accepted pieces earn %(earned)s.") if view.pieces else "",
        _("Your part of a later gain: %(gain)s.") if view.gain_idr else "",
        _("Your goods that were sold: %(sold)s.") if view.sale_idr else "",
        _("Advance taken back: %(recovered)s.") if slip.recovered_idr else "",
        _("Deductions you agreed to: %(deducted)s.") if slip.deducted_idr > view.back_idr else "",
        _("Your goods a buyer brought back: %(back)s.") if view.back_idr else "",
        _("You take home %(net)s."),
        _("Advance still open: %(owing)s.") if slip.owing_idr else _("No advance is open."),
    ]


def slip_chat(view: SlipView, *, cooperative: str) -> str:
    """The link that opens her chat with the text filled in; "" without a phone number."""
    phone = view.party.phone
    return chat_link(phone, slip_text(view, cooperative=cooperative)) if phone else ""


def banknotes(amounts: list[int]) -> list[dict[str, int]]:
    """The notes and coins that pay every amount exactly; none when some amount has odd rupiah below 100."""
    counts = dict.fromkeys(BANKNOTES, 0)
    for amount in amounts:
        left = amount
        for value in BANKNOTES:
            pieces, left = divmod(left, value)
            counts[value] += pieces
        if left:
            return []
    return [{"value_idr": value, "count": count} for value, count in counts.items() if count]


def _run(run_id: int) -> tuple[PayoutView, House, date]:
    view = payout_view(run_id)
    house = House.of(view.run.tenant_id or 0)
    return view, house, house.day(view.run.prepared_at)


def _next(view: PayoutView, method: str) -> list[SlipView]:
    """Whose turn it is this way, as their slips stand in the run."""
    named = {one.pk for one in turn((one.slip for one in view.slips), method).on_paper}
    return [one for one in view.slips if one.pk in named]


def _listed(view: PayoutView, method: str) -> list[SlipView]:
    """Whose turn it is; when all of this way are paid, those, to be kept. Refuses an empty list."""
    of_this_way = [one for one in view.slips if one.slip.method == method]
    paid = [one for one in of_this_way if one.slip.state == Slip.State.PAID]
    listed = _next(view, method) or (paid if len(paid) == len(of_this_way) else [])
    if not listed:
        raise Refused(_("No slip of this run is paid in this way now. Try failed ones again first."))
    return listed


def _run_period(view: PayoutView, house: House, on: date) -> str:
    work = tuple(line for one in view.slips for line in one.work)
    return f"Upah {_period(work, house, on)}"
