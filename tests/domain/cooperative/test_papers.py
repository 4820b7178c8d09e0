"""Receipts and the sheet as papers: they add up, or they are not printed."""

import pytest

from sentra.cooperative import documents
from sentra.cooperative.loans.queries import payment as loan_payment
from sentra.cooperative.models import LoanPayment
from sentra.cooperative.savings.collecting import Dues
from sentra.cooperative.savings.operations import (
    close_sheet,
    open_sheet,
    take_back_savings,
    take_dues,
    withdraw_savings,
)
from sentra.cooperative.savings.queries import receipt
from sentra.cooperative.savings.sheet import sheet_view
from sentra.kernel.pdf import PaperRefused, render
from tests.domain.cooperative.savings_given import lent, member, save
from tests.domain.orders.given import writing
from tests.kernel.pdf_text import pages
from tests.world import NOW, TODAY


def text_of(paper: bytes) -> str:
    return " ".join(pages(paper))


LETTER = {
    "org": {"name": "Koperasi Galuh", "address": ["Amuntai"], "contact": "", "legal": ""},
    "number": "001/SMP/VIII/2026", "place": "Amuntai", "date": TODAY,
}  # fmt: skip


def test_a_receipt_names_who_brought_it_and_whose_it_is(world):
    aluh, bariah = member(world), member(world, "Bariah", 2)
    made = save(world, aluh, 50_000, payer_id=bariah.party_id)
    with writing(world.weavers):
        paper = text_of(documents.savings_receipt(receipt(made.pk), letter=LETTER, at=NOW))
    for word in ("Bukti Simpanan", "Bariah", "Aluh", "50.000", "Lima puluh ribu rupiah"):
        assert word.lower() in paper.lower()


def test_a_withdrawal_and_what_was_taken_back(world):
    aluh = member(world)
    save(world, aluh, 50_000)
    out = withdraw_savings(aluh.pk, amount_idr=5_000, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    take_back_savings(out.pk, reason="Salah orang", by=world.tari, at=NOW)
    with writing(world.weavers):
        paper = text_of(documents.savings_receipt(receipt(out.pk), letter=LETTER, at=NOW))
    assert "Penarikan" in paper
    assert "Salah orang" in paper


def test_the_sheet_before_and_after(world):
    aluh, bariah = member(world), member(world, "Bariah", 2)
    lent(world, aluh)
    sheet = open_sheet(TODAY, place="Balai", by=world.budi, at=NOW)
    with writing(world.weavers):
        assert "260.000" in text_of(documents.sheet_paper(sheet_view(sheet.pk), letter=LETTER, at=NOW))
    rows = [Dues(aluh.pk, 20_000, 5_000, 40_000), Dues(bariah.pk, 30_000)]
    take_dues(sheet.pk, rows=rows, by=world.budi, at=NOW)
    close_sheet(sheet.pk, counted_idr=94_000, by=world.budi, at=NOW)
    with writing(world.weavers):
        made = documents.sheet_paper(sheet_view(sheet.pk), letter=LETTER, at=NOW)
        loan = documents.loan_receipt(loan_payment(LoanPayment.objects.get().pk), letter=LETTER, at=NOW)
    assert "95.000" in text_of(made)
    assert "94.000" in text_of(made)
    assert "Jasa pinjaman" in text_of(loan)


@pytest.mark.parametrize("wrong", [{"total_idr": 6}, {"counted_idr": 5, "difference_idr": 1}])
def test_a_sheet_that_does_not_add_up_is_not_printed(wrong):
    line = {"number": 1, "name": "A", "owed_idr": 0, "dues_idr": 5, "voluntary_idr": 0, "loan_idr": 0}
    data = {
        "letter": LETTER, "lead": "", "lines": [line | {"paid_idr": 5}], "total_idr": 5, "total_words": "x",
        "counted_idr": None, "difference_idr": None,
    }  # fmt: skip
    render(documents.SHEET, data, at=NOW)
    with pytest.raises(PaperRefused):
        render(documents.SHEET, data | wrong, at=NOW)
