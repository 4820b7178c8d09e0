"""The papers of a payout: they add up, keep what nobody should run, and say it shortly."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from sentra.capital.documents import (
    bank_file,
    bank_list_pdf,
    banknotes,
    cash_list_pdf,
    run_slips_pdf,
    slip_chat,
    slip_pdf,
    slip_text,
)
from sentra.capital.queries import slip_detail
from sentra.kernel.errors import Refused
from sentra.people.models import Party
from tests.domain.capital.given import all_made, approved, order_in_work, slip_of
from tests.domain.capital.test_queries import a_slip
from tests.domain.orders.given import writing
from tests.kernel.pdf_text import pages

AT = datetime(2026, 8, 9, tzinfo=UTC)


def words(pdf):
    return " ".join(pages(pdf)).replace("\u00ad", "")


def test_a_slip_on_paper_says_what_is_taken_and_what_stays(world):
    _order, party = a_slip(world)
    run = approved(world)
    with writing(world.weavers):
        slip = slip_of(world, run, party).pk
        for size in ("A4", "A6", "80mm"):
            told = words(slip_pdf(slip, at=AT, size=size))
            assert "Rp80.000" in told
            assert "Rp20.000" in told  # still to be taken back
            assert "300.000" in told  # the wages she has promised
        assert slip_pdf(slip, at=AT) == slip_pdf(slip, at=AT)


def with_account(world, **told):
    with writing(world.weavers):
        Party.objects.filter(name="Aluh").update(
            bank_name="BPD Kaltimtara", bank_account="0012345678", **told
        )


def test_the_lists_hold_each_slip_once_by_its_way(world):
    order = order_in_work(world)
    with_account(world)
    all_made(world, order)
    run = approved(world)
    with writing(world.weavers):
        cash, bank = words(cash_list_pdf(run.pk, at=AT)), words(bank_list_pdf(run.pk, at=AT))
        assert "Bariah" in cash
        assert "Aluh" not in cash
        assert "0012345678" in bank
        assert "Bariah" not in bank
        assert len(pages(run_slips_pdf(run.pk, at=AT, size="A6"))) >= 2


def test_an_empty_list_is_no_paper(world):
    all_made(world, order_in_work(world))
    run = approved(world)
    with writing(world.weavers), pytest.raises(Refused):
        bank_list_pdf(run.pk, at=AT)


def test_no_cell_of_the_banks_file_can_run(world):
    order = order_in_work(world)
    all_made(world, order)
    with_account(world, name='=HYPERLINK("http://x")')
    run = approved(world)
    with writing(world.weavers):
        text = bank_file(run.pk, "bank.csv", today=AT.date()).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head == ["Nama", "Bank", "Nomor rekening", "Jumlah", "Berita"]
    assert rows[0][0] == '\'=HYPERLINK("http://x")'
    assert rows[0][2] == "0012345678"
    assert int(rows[0][3]) > 0


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_chat_text_is_short_sentences_with_the_amounts(world, language):
    _order, party = a_slip(world)
    run = approved(world)
    with writing(world.weavers), override(language):
        Party.objects.filter(pk=party).update(phone="+6281234567890")
        view = slip_detail(slip_of(world, run, party).pk)
        told = slip_text(view, cooperative="Koperasi Galuh")
        assert slip_chat(view, cooperative="Koperasi Galuh").startswith("https://wa.me/6281234567890?text=")
    assert all(len(sentence.split()) <= 15 for sentence in re.split(r"(?<=[.!?])\s+", told))
    for amount in ("Rp160.000", "Rp80.000", "Rp20.000"):
        assert amount in told


def test_banknotes_pay_every_amount_or_say_nothing():
    assert banknotes([187_500, 12_500]) == [
        {"value_idr": 100_000, "count": 1},
        {"value_idr": 50_000, "count": 1},
        {"value_idr": 20_000, "count": 1},
        {"value_idr": 10_000, "count": 2},
        {"value_idr": 5_000, "count": 1},
        {"value_idr": 2_000, "count": 2},
        {"value_idr": 500, "count": 2},
    ]
    assert banknotes([100_050]) == []
