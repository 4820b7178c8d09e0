"""Opening balances on screen: the template, every mistake with sheet and row, two people, the way back."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from sentra.cooperative.models import Loan, Opening, SavingsMove
from sentra.ledger.queries import entry, journal
from sentra.people.models import User
from tests.domain.cooperative.opening.given import booked, brought, filled, people, rows
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


@pytest.fixture
def told(world):
    return rows(*people(world))


def sent(client, content, on="2025-12-31"):
    file = SimpleUploadedFile("saldo.xlsx", content)
    return client.post(reverse("check-opening"), {"on": on, "file": file})


def only(world):
    with writing(world.weavers):
        return Opening.objects.get()


def test_the_file_to_fill_in_is_made_for_this_cooperative(world, as_, told, django_assert_num_queries):
    client = as_(world.tari)
    assert reverse("opening-template") in client.get(reverse("openings")).content.decode()
    with django_assert_num_queries(9):
        content = client.get(reverse("opening-template")).content
    book = load_workbook(BytesIO(content))
    assert [row[1] for row in book["Simpanan"].iter_rows(min_row=2, values_only=True)] == ["Aluh", "Bariah"]
    assert as_(world.wati).get(reverse("opening-template")).status_code == 403


def test_a_good_file_is_looked_at_and_booked_by_somebody_else(world, as_, told):
    answer = sent(as_(world.tari), filled(told))
    page = reverse("opening", args=[only(world).pk])
    assert answer.url == page
    text = as_(world.tari).get(page).content.decode()
    assert reverse("post-opening", args=[only(world).pk]) not in text
    for word in ("Rp15.000.000", "Rp9.000.000", "Rp12.300.000", "1-2190"):
        assert word in text
    client = as_(world.mira)
    assert reverse("post-opening", args=[only(world).pk]) in client.get(page).content.decode()
    assert client.post(reverse("post-opening", args=[only(world).pk])).url == page
    assert only(world).stage == "posted"
    text = as_(world.tari).get(page).content.decode()
    assert f"{reverse('books')}?sampai=2025-12-31" in text
    assert "Rp9.000.000" in client.get(reverse("books"), {"sampai": "2025-12-31"}).content.decode()
    assert "Saldo awal sudah ada di buku." in client.get(reverse("openings")).content.decode()


def test_the_treasurer_cannot_book_what_she_brought(world, as_, told):
    opening = brought(world, told)
    assert as_(world.tari).post(reverse("post-opening", args=[opening.pk])).status_code == 403


def test_every_mistake_is_read_with_its_sheet_and_row(world, as_, told):
    told["Neraca saldo"].append(["9-9999", None, 5, None])
    told["Simpanan"][1][2] += 7
    sent(as_(world.tari), filled(told))
    page = reverse("opening", args=[only(world).pk])
    text = " ".join(as_(world.mira).get(page).content.decode().split())
    assert "Bagan akun tidak mempunyai akun “9-9999”." in text
    assert '<td class="number" data-label="Baris">12</td>' in text
    assert "Akun 3-1100 tertulis Rp200.000, jumlah lembar ini Rp200.007." in text
    assert reverse("post-opening", args=[only(world).pk]) not in text
    assert as_(world.mira).post(reverse("post-opening", args=[only(world).pk])).status_code == 422


def test_what_is_no_table_comes_back_with_the_day_that_was_typed(world, as_):
    answer = sent(as_(world.tari), b"%PDF-1.4")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="2025-12-31"' in text
    assert "field-wrong" in text
    assert sent(as_(world.tari), b"x", on="besok").status_code == 422


@pytest.mark.parametrize("more", [0, 40])
def test_looking_at_it_costs_the_same_whatever_it_holds(world, as_, told, more, django_assert_num_queries):
    told["Neraca saldo"] += [["9-9999", None, 5, None]] * more
    opening = brought(world, told)
    client = as_(world.tari)
    with django_assert_num_queries(18):
        assert client.get(reverse("opening", args=[opening.pk])).status_code == 200


def test_figures_open_the_file_and_her_savings_say_where_they_came_from(world, as_, told):
    opening = booked(world, brought(world, told))
    client = as_(world.tari)
    with writing(world.weavers):
        first = next(one for one in journal().entries if one.source.startswith("opening:"))
        cause = entry(first.id).cause
        move = SavingsMove.objects.order_by("pk").first()
    assert cause == f"opening:{opening.pk}"
    text = client.get(reverse("entry", args=[first.id])).content.decode()
    assert reverse("opening", args=[opening.pk]) in text
    text = client.get(reverse("member-savings", args=[move.member_id])).content.decode()
    assert "saldo awal" in text
    assert "Rp800.000" in text
    receipt = client.get(reverse("savings-receipt", args=[move.pk])).content.decode()
    assert "Saldo awal" in receipt
    assert reverse("take-back-savings", args=[move.pk]) not in receipt


def with_a_loan(told):
    told["Neraca saldo"][0][2] -= 900_000
    told["Neraca saldo"].append(["1-1340", None, 900_000, None])
    told["Pinjaman"] = [[1, "Aluh", 900_000, 9, date(2026, 1, 20), "flat", "12"]]
    return told


def test_a_loan_says_everywhere_that_it_came_from_the_old_books(world, as_, told):
    opening = booked(world, brought(world, with_a_loan(told)))
    client = as_(world.tari)
    with writing(world.weavers):
        loan = Loan.objects.get()
    page = reverse("loan", args=[loan.pk])
    text = client.get(page).content.decode()
    for word in ("Dibawa dari pembukuan lama", "Sisa ketika dibawa", "Dibukukan oleh", "Rp109.000"):
        assert word in text
    assert "Dibayarkan" not in text
    paid = {"amount_idr": "109.000", "method": "cash", "paid_on": TODAY.isoformat()}
    receipt = client.post(reverse("take-instalment", args=[loan.pk]), paid).url
    assert "dibawa dari pembukuan lama" in client.get(receipt).content.decode()
    back = client.post(reverse("take-back-opening", args=[opening.pk]), {"reason": "Salah"})
    assert back.status_code == 422
    assert "Angsuran salah satu pinjaman ini sudah diterima." in back.content.decode()


def test_a_loan_taken_back_says_so(world, as_, told):
    opening = booked(world, brought(world, with_a_loan(told)))
    client = as_(world.tari)
    assert (
        client.post(reverse("take-back-opening", args=[opening.pk]), {"reason": "Salah"}).status_code == 302
    )
    with writing(world.weavers):
        loan = Loan.objects.get()
    text = client.get(reverse("loan", args=[loan.pk])).content.decode()
    assert "Ditarik kembali" in text
    assert "Salah" in text
    assert reverse("take-instalment", args=[loan.pk]) not in text
    assert reverse("loan", args=[loan.pk]) not in client.get(reverse("loans")).content.decode()


def test_a_wrong_row_of_a_loan_is_read(world, as_, told):
    with_a_loan(told)["Pinjaman"] += [[2, "", 5, 0, None, None, None], [2, "", 5, 1, None, "gadai", "0,1"]]
    sent(as_(world.tari), filled(told))
    text = as_(world.mira).get(reverse("opening", args=[only(world).pk])).content.decode()
    assert "Sisa bulan harus 1 sampai 600." in text
    assert "Jasa % setahun: “0,1” bukan persen." in text


def test_it_is_taken_back_with_a_reason(world, as_, told):
    opening = booked(world, brought(world, told))
    client = as_(world.tari)
    address = reverse("take-back-opening", args=[opening.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Hari salah"}).status_code == 302
    text = client.get(reverse("opening", args=[opening.pk])).content.decode()
    assert "Hari salah" in text
    assert reverse("check-opening") in client.get(reverse("openings")).content.decode()


def test_a_file_is_thrown_away(world, as_, told):
    opening = brought(world, told)
    assert as_(world.tari).post(reverse("drop-opening", args=[opening.pk])).status_code == 302
    assert only(world).stage == "dropped"


def test_a_stranger_finds_nothing(world, as_, told):
    opening = brought(world, told)
    assert as_(world.zahra).get(reverse("opening", args=[opening.pk])).status_code == 404
    assert as_(world.budi).get(reverse("openings")).status_code == 403
