"""The buyer's half of the story: enquiry with a size list, answers, quotation, sample, down payment."""

from datetime import timedelta

from sentra.console.story.cast import SIZES
from sentra.console.story.facts import XLSX
from sentra.console.story.play import Play
from sentra.kernel.dates import written
from sentra.kernel.rupiah import formatted
from sentra.orders.facts import EnquiryFacts, QuotationFacts, QuotedLine, SizeAnswer, Upload, WishedLine
from sentra.orders.models import Lead
from sentra.orders.money import money
from sentra.orders.operations import (
    accept_quotation,
    answer_size_questions,
    approve_sample,
    make_enquiry,
    quote,
    record_payment,
    show_sample,
)
from sentra.orders.size_lists import Question, questions


def enquire(play: Play) -> None:
    """The buyer asks on the public page and sends her own list as it is."""
    facts = play.facts
    upload = Upload(facts.size_list.name, XLSX, facts.size_list.read_bytes()) if facts.size_list else None
    asked = EnquiryFacts(
        name=facts.contact, phone=facts.buyer.phone, organisation=facts.buyer.name,
        buyer_kind=facts.buyer.buyer_kind, message="Mohon penawaran seragam batik untuk seluruh unit.",
        wished_on=play.today + timedelta(days=facts.promised_after),
        lines=(WishedLine(play.cast.product.pk, facts.pieces),), size_list=upload,
    )  # fmt: skip
    play.lead = make_enquiry(asked, by=play.cast.guest, at=play.now)
    clear = sum(_sizes(play.lead).values())
    play.tell(
        f"{facts.buyer.name} meminta {facts.pieces} {play.cast.product.name} dan mengirim daftar ukurannya: "
        f"{clear} jelas, {len(questions(play.lead))} ditanyakan."
    )


def _sizes(lead: Lead) -> dict[str, int]:
    """As counted so far, the smallest first."""
    found = lead.lines[0]["sizes"]
    return {size: found[size] for size in sorted(found, key=lambda size: (*SIZES, size).index(size))}


def quote_it(play: Play) -> None:
    """Every open row is asked about and answered; then price, date and terms are offered."""
    assert play.lead is not None
    play.wait(1)
    if asked := questions(play.lead):
        said = tuple(SizeAnswer(one.position, _answer(play, one)) for one in asked)
        play.lead = answer_size_questions(play.lead.pk, said, by=play.cast.chair, at=play.now)
    facts, sizes = play.facts, _sizes(play.lead)
    if sizes:
        told = ", ".join(f"{size} {count}" for size, count in sizes.items())
        play.tell(f"Semua pertanyaan ukuran dijawab pembeli: {told}.")
    offer = QuotationFacts(
        buyer=facts.buyer, promised_on=play.today + timedelta(days=facts.promised_after),
        lines=(QuotedLine(play.cast.product.pk, facts.pieces, facts.price_idr, sizes),),
        expires_on=play.today + timedelta(days=14), down_payment_permille=facts.down_payment_permille,
        payment_days=facts.payment_days, needs_sample=True, lead_id=play.lead.pk,
        terms="Ongkos kirim ke Bukit Pelangi termasuk.",
    )  # fmt: skip
    play.order = quote(offer, by=play.cast.chair, at=play.now)
    play.tell(
        f"Penawaran {play.order}: {facts.pieces} × {formatted(facts.price_idr)} = "
        f"{formatted(play.order.total_idr)}, selesai {written(play.order.promised_on)}."
    )


def _answer(play: Play, question: Question) -> str:
    """What the buyer says about one row of her list."""
    texts = [str(one.params.get("text", "")) for one in question.asked]
    return next((play.facts.said[text] for text in texts if text in play.facts.said), play.facts.usual_size)


def accept_it(play: Play) -> None:
    play.wait(2)
    play.order = accept_quotation(play.order_id, today=play.today, by=play.cast.chair, at=play.now)
    play.tell("Penawaran disetujui: harga dan syarat dibekukan.")


def agree_on_a_sample(play: Play) -> None:
    play.wait(5)
    sample = show_sample(play.order_id, picture=None, by=play.cast.chair, at=play.now)
    play.wait(1)
    approve_sample(sample.pk, by=play.cast.chair, at=play.now)
    play.tell("Contoh kemeja disetujui pembeli.")


def pay_ahead(play: Play) -> None:
    play.wait(1)
    assert play.order is not None
    with play.looking():
        asked = money(play.order).down_missing_idr
    receive(play, "down_payment", asked)
    share = play.facts.down_payment_permille // 10
    play.tell(f"Uang muka {share}% masuk ke bank: {formatted(asked)}.")


def receive(play: Play, kind: str, amount_idr: int) -> None:
    """Money of the buyer arrives at the bank."""
    record_payment(
        play.order_id, kind=kind, amount_idr=amount_idr, method="bank", paid_on=play.today,
        reference="Transfer Bank Daerah", by=play.cast.treasurer, at=play.now,
    )  # fmt: skip
