"""Every paper of an order is printed from its record, adds up, and says amounts in words."""

import pytest
from django.db import transaction

from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.orders import documents
from sentra.orders.facts import WishedLine
from sentra.orders.models import Delivery, Invoice, Order, Payment
from sentra.orders.operations import make_enquiry
from sentra.orders.steps import record_refund
from tests.domain.orders.given import enquiry, invoiced, line, making, pay, product, quoted, writing
from tests.kernel.pdf_text import pages
from tests.world import NOW, TODAY

PAPERS = {
    "place": "Amuntai",
    "legal": "Badan hukum 123/2020",
    "signer": {"name": "Mira", "role": "Ketua"},
    "bank": {"bank": "Bank Kalsel", "account": "001.02.03", "holder": "Koperasi Galuh"},
}


@pytest.fixture
def printed(world):
    """(paper, its words) of an order that went all the way to its invoice."""
    world.weavers.settings = {"papers": PAPERS}
    world.weavers.save()

    def print_(paper, model):
        with transaction.atomic(), within(world.weavers.pk):
            made = paper(model.objects.latest("pk").pk)
        return made.name, " ".join(pages(made.content)), made.content

    return print_


def test_all_six_papers(world, printed):
    order = invoiced(
        world, line(product(world.weavers, "seragam", sizes=("M", "L")), 40, sizes={"M": 25, "L": 15})
    )

    name, words, content = printed(documents.quotation, Order)
    assert name == "penawaran-2026-001.pdf"
    assert "001/PNW/VIII/2026" in words
    assert "M 25 · L 15" in words
    assert "Tujuh juta empat ratus ribu rupiah" in words
    assert content == printed(documents.quotation, Order)[2]

    _, words, _ = printed(documents.confirmation, Order)
    assert "2.220.000" in words
    assert "5.180.000" in words

    name, words, _ = printed(documents.delivery_note, Delivery)
    assert (name, "Rp" in words) == ("surat-jalan-2026-001.pdf", False)

    _, words, _ = printed(documents.bast, Delivery)
    assert "Senin, tanggal tiga bulan Agustus" in words
    assert "Ibu Sari" in words

    _, words, _ = printed(documents.invoice, Invoice)
    assert "Lima juta seratus delapan puluh ribu rupiah" in words
    assert "001.02.03" in words

    pay(world, order, "settlement", 5_180_000)
    _, words, _ = printed(documents.receipt, Payment)
    assert "Pelunasan pesanan 1/2026" in words
    assert "Meterai" in words


def test_a_small_receipt_needs_no_stamp(world, printed):
    invoiced(world)
    _, words, _ = printed(documents.receipt, Payment)

    assert "Uang muka pesanan 1/2026" in words
    assert "Meterai" not in words


def test_no_paper_for_what_did_not_happen(world):
    order = quoted(world)
    with transaction.atomic(), within(world.weavers.pk), pytest.raises(Refused):
        documents.confirmation(order.pk)
    paid = making(world, line(product(world.weavers, "b")))
    with writing(world.weavers):
        refund = record_refund(paid, amount_idr=1_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    with transaction.atomic(), within(world.weavers.pk), pytest.raises(Refused):
        documents.receipt(refund.pk)


def test_open_questions_are_printed_with_the_offer(world, printed):
    shirt = product(world.weavers, "seragam")
    lead = make_enquiry(enquiry(WishedLine(shirt.pk, 1)), by=world.mira, at=NOW)
    with writing(world.weavers):
        asked = [{"code": "size_missing", "params": {}}]
        lead.questions = [{"sheet": "", "row": 31, "office": "", "asked": asked, "pieces": 1, "line": 0}]
        lead.save()
    quoted(world, line(shirt), lead_id=lead.pk)

    _, words, _ = printed(documents.quotation, Order)
    assert "Ukuran pada baris 31" in words
    assert "u.p. Rusdi" in words


def test_a_stranger_prints_nothing(world):
    order = quoted(world)
    with transaction.atomic(), within(world.batik.pk), pytest.raises(Order.DoesNotExist):
        documents.quotation(order.pk)
