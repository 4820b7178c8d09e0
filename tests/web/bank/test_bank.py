"""Bank and cash on screen: bring, look, say yes, no, in parts, take back; count and confirm; print."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sentra.payments.operations import confirm_matches
from sentra.payments.operations.matches import Choice
from sentra.people.models import User
from tests.domain.orders.given import TOTAL, accepted
from tests.domain.payments.given import bank, by_hand, checked, inside, kept, lines_of, one_line, table
from tests.domain.payments.test_shapes import FILES, MT940
from tests.kernel.pdf_text import pages
from tests.world import NOW, TODAY

DOWN = TOTAL * 300 // 1000


def text_of(pdf):
    return " ".join(pages(pdf))


def signed_in(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


@pytest.fixture
def tari(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    return signed_in(client, world.tari)


def shown(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", "")


def send(client, name, *args, key="k1", **fields):
    return client.post(reverse(name, args=args), {"_once": f"{key}", **fields})


def test_a_treasurer_brings_a_statement_and_takes_it_over(world, tari, time_machine):
    time_machine.move_to(date(2026, 9, 1))
    signed_in(tari, world.tari)
    assert "belum ada" in shown(tari, "bank").lower()
    send(tari, "open-bank-account", label="BRI", number="0123", ledger="1-1200")
    upload = SimpleUploadedFile("bri.csv", (FILES / "bri.csv").read_bytes())
    page = shown(tari, "bank-statements")
    pk = int(page.split('<option value="')[1].split('"')[0] or page.split('<option value="')[2].split('"')[0])
    checked = send(tari, "check-bank-statement", key="k2", account_id=pk, file=upload)
    looked = tari.get(checked.url).content.decode().replace("\xa0", "")
    assert "DINAS PENDIDIKAN" in looked
    assert "Ambil 8 baris" in looked
    taken = tari.post(f"{checked.url}ambil/", {"_once": "k3"})
    assert taken.url == reverse("bank")
    desk = shown(tari, "bank")
    assert "6-1300" in desk
    assert "Biasanya begini" in desk


def test_what_does_not_fit_is_said_by_row_and_cannot_be_taken_over(world, tari):
    account = bank(world)
    upload = SimpleUploadedFile("x.csv", b"Tanggal;Keterangan;Mutasi;Saldo\n32/08/2026;A;1.000;5.000\n")
    checked = send(tari, "check-bank-statement", account_id=account.pk, file=upload)
    page = tari.get(checked.url).content.decode()
    assert "Baris 2" in page
    assert "ambil/" not in page


def test_an_amount_or_a_cell_too_large_is_said_by_row(world, tari):
    account = bank(world)
    head = "Tanggal;Keterangan;Mutasi;Saldo\n"
    upload = SimpleUploadedFile("x.csv", (head + "01/08/2026;A;99999999999999999999;5.000\n").encode())
    checked = send(tari, "check-bank-statement", account_id=account.pk, file=upload)
    assert "Baris 2: jumlahnya terlalu besar" in tari.get(checked.url).content.decode()
    upload = SimpleUploadedFile("y.csv", (head + "01/08/2026;" + "A" * 40_000 + ";5;5\n").encode())
    refused = send(tari, "check-bank-statement", key="k2", account_id=account.pk, file=upload)
    assert refused.status_code == 422
    assert "Baris 2: ada sel dengan teks terlalu panjang" in refused.content.decode()


def test_a_day_is_shown_with_its_year_and_one_of_1800_is_asked_about(world, tari):
    by_hand(world, 1_000)
    moves = table((date(1800, 1, 1), "TUA", 500), (TODAY, "BARU", 500), (TODAY, "BARU", 700))
    found = shown(tari, "bank-statement", checked(world, bank(world), moves).pk)
    assert "1 Jan 1800" in found
    assert "Baris 2: 1 Januari 1800." in found
    assert "terpaut bertahun-tahun" in found
    assert "Baris 3" not in found
    assert "ambil/" in found  # a question, no wall


def test_a_count_of_nothing_asks_for_the_pieces(world, tari):
    by_hand(world, 5_000, bank="1-1100")
    fields = {"ledger": "1-1100", "counted_on": TODAY.isoformat(), "reason": ""}
    answer = send(tari, "count-cash", **fields)
    assert answer.status_code == 422
    assert "berapa lembar atau keping" in answer.content.decode()
    assert "Sebutkan dari mana" not in answer.content.decode()
    empty = {"pieces_100000": "0", "reason": "Disetor ke bank"}
    assert send(tari, "count-cash", key="k2", **fields | empty).status_code == 302


def test_columns_are_corrected_and_balances_typed(world, tari):
    account = bank(world)
    upload = SimpleUploadedFile("x.csv", b"Tanggal;X;Y;Z\n01/08/2026;A;5.000;\n02/08/2026;B;;7.000\n")
    checked = send(tari, "check-bank-statement", account_id=account.pk, file=upload)
    fields = {"column_0": "date", "column_1": "text", "column_2": "debit", "column_3": "credit"}
    tari.post(f"{checked.url}kolom/", {"_once": "k2", **fields})
    asked = tari.get(checked.url).content.decode()
    assert "Berkas tidak menyebut saldo" in asked
    tari.post(
        f"{checked.url}kolom/", {"_once": "k3", **fields, "opening_sen": "9.000", "closing_sen": "11.000,00"}
    )
    assert "Ambil 2 baris" in tari.get(checked.url).content.decode()


def test_one_click_says_yes(world, tari):
    order = accepted(world)
    line = one_line(world, f"TRF PESANAN {order}", DOWN)
    page = shown(tari, "bank")
    value = f"{line.pk}|e:order:{order.pk}:down_payment"
    assert value in page
    assert "teksnya menyebut pesanan" in page
    assert send(tari, "answer-bank", only=value).status_code == 302
    assert "Tidak ada yang menunggu" in shown(tari, "bank")
    detail = shown(tari, "bank-line", line.pk)
    assert "Dicatat sebagai pembayaran" in detail
    send(tari, "undo-bank-match", line.pk, key="k2", reason="Salah pesanan")
    assert value in shown(tari, "bank")


def test_ticked_ones_together_and_a_no(world, tari):
    kept(world, bank(world), table((TODAY, "BIAYA ADM", -1_000), (TODAY, "BUNGA", 2_000), opening=9_000))
    fee, interest = lines_of(world)
    send(tari, "answer-bank", no=f"{fee.pk}|a:6-1300")
    assert f"{fee.pk}|a:6-1300" not in shown(tari, "bank")
    nothing = send(tari, "answer-bank", key="k2")
    assert nothing.status_code == 422
    answer = send(tari, "answer-bank", key="k3", yes=[f"{interest.pk}|a:4-1900"])
    assert answer.status_code == 302


@pytest.mark.parametrize("value", ["", "x", "1", "x|a:6-1300", "9" * 30 + "|a:6-1300"])
def test_a_forged_answer_is_refused(world, tari, value):
    one_line(world, "BIAYA ADM", -10_000)
    assert send(tari, "answer-bank", yes=value).status_code == 422


def test_a_line_is_said_in_parts_and_the_form_keeps_what_was_typed(world, tari):
    order = accepted(world)
    line = one_line(world, "TRF", DOWN + 7_500)
    down = f"e:order:{order.pk}:down_payment"
    wrong = send(
        tari, "split-bank-line", line.pk, key_1=down, amount_1="1.000", key_2="a:4-1900", amount_2="5"
    )
    assert wrong.status_code == 422
    assert "1.000" in wrong.content.decode()
    right = {"key_1": down, "amount_1": str(DOWN), "key_2": "a:4-1900", "amount_2": ""}
    assert send(tari, "split-bank-line", line.pk, key="k2", **right).status_code == 302
    assert "4-1900" in shown(tari, "account", "4-1900")


def test_the_month_is_green_when_all_is_said(world, tari):
    by_hand(world, 100_000, on=date(2026, 7, 31))
    kept(world, bank(world), table((TODAY, "BIAYA ADM", -2_500), opening=100_000))
    page = shown(tari, "bank-month", bulan="2026-08")
    assert "Rp97.500" in page
    assert "Yang menjelaskan selisih" in page
    confirm_matches([Choice(lines_of(world)[0].pk, "a:6-1300")], by=world.tari, at=NOW)
    assert "Bank dan buku sama" in shown(tari, "bank-month", bulan="2026-08")
    assert "Belum ada rekening koran" in shown(tari, "bank-month", bulan="2026-06")
    assert shown(tari, "bank-month", bulan="nonsense", akun="9")


def test_the_papers_are_printed(world, tari):
    by_hand(world, -30_000, "Cek belum dicairkan")
    kept(world, bank(world), table((TODAY, "TRF", 7_000), opening=100_000))
    month = tari.get(reverse("bank-month-paper"), {"bulan": "2026-08"})
    words = text_of(month.content)
    assert "Rekonsiliasi Bank" in words
    assert "Cek belum dicairkan" in words
    assert tari.get(reverse("bank-month-paper"), {"bulan": "2020-08"}).status_code == 404


def test_cash_is_counted_by_one_and_confirmed_by_another(world, tari, client):
    fields = {"ledger": "1-1100", "counted_on": "2026-08-03", "pieces_100000": "3", "pieces_500": "2"}
    missing = send(tari, "count-cash", **fields, reason="")
    assert missing.status_code == 422
    made = send(tari, "count-cash", key="k2", **fields, reason="Kembalian kurang")
    page = tari.get(made.url).content.decode().replace("\xa0", "")
    assert "Rp301.000" in page
    assert "sahkan/" not in page
    words = text_of(tari.get(f"{made.url}cetak/").content)
    assert "Berita Acara Perhitungan Kas" in words
    assert "BELUM DISAHKAN" in words
    mira = signed_in(client, world.mira)
    assert "sahkan/" in mira.get(made.url).content.decode()
    mira.post(f"{made.url}sahkan/", {"_once": "k9"})
    assert "Disahkan" in mira.get(made.url).content.decode()
    assert "Mira" in text_of(mira.get(f"{made.url}cetak/").content)


def test_the_example_can_be_brought_as_it_is(world, tari, time_machine):
    time_machine.move_to(date(2026, 9, 1))
    signed_in(tari, world.tari)
    content = tari.get(reverse("bank-sample")).content
    made = kept(world, bank(world), content, today=date(2026, 9, 1))
    assert made.lines_new == 7


@pytest.mark.parametrize(("name", "count"), [("bank", 21), ("bank-statements", 11), ("cash-counts", 15)])
def test_pages_cost_the_same_with_many_lines(world, tari, name, count, django_assert_num_queries):
    accepted(world)
    account = bank(world)
    kept(world, account, table((TODAY, "BIAYA ADM", -1_000), (TODAY, "TRF", DOWN), opening=9_000))
    for idr in (5_000, 6_000):
        by_hand(world, idr)
    with django_assert_num_queries(count):
        tari.get(reverse(name))
    moves = [(TODAY, f"TRF {at}", 5_000 + at) for at in range(30)]
    kept(world, account, table(*moves, opening=8_000 + DOWN))
    with django_assert_num_queries(count):
        tari.get(reverse(name))


def test_readers_see_no_buttons_and_strangers_nothing(world, tari, client):
    line = one_line(world, "BIAYA ADM", -10_000)
    mira = signed_in(client, world.mira)
    page = mira.get(reverse("bank")).content.decode()
    assert 'name="only"' not in page
    assert mira.post(reverse("answer-bank"), {"only": f"{line.pk}|a:6-1300"}).status_code == 403
    zahra = signed_in(client, world.zahra)
    assert zahra.get(reverse("bank-line", args=[line.pk])).status_code == 404
    assert inside(world, line.matches.count) == 0


def brought(tari, account, content, name="mutasi.sta"):
    """A statement that was checked; its page."""
    file = SimpleUploadedFile(name, content)
    return send(tari, "check-bank-statement", account_id=account.pk, file=file).url


@pytest.mark.parametrize(
    ("number", "said"), [("9999999", True), ("001-002", False), ("1002", False), ("", False)]
)
def test_a_file_of_another_account_is_named(world, tari, number, said):
    url = brought(tari, bank(world, number=number), MT940.encode())
    page = tari.get(url).content.decode()
    assert ("001002, bukan" in page) is said
    assert "Ambil 1 baris" in page  # a word, no wall: banks write numbers in many ways


def test_typed_balances_stay_while_the_columns_are_corrected(world, tari):
    content = b"Tanggal;Keterangan;Debet;Kredit\n03/08/2026;X;;5.000,00\n03/08/2026;Y;1.000,00;\n"
    url = brought(tari, bank(world), content, "mutasi.csv")
    columns = {"column_0": "date", "column_1": "text", "column_2": "debit", "column_3": "credit"}
    said = {"opening_sen": "1.000.000,50", "closing_sen": "1.004.001"}
    assert tari.post(f"{url}kolom/", {"_once": "k2"} | columns | said).status_code == 302
    page = tari.get(url).content.decode()
    assert 'value="1.000.000,50"' in page
    assert 'value="1.004.001"' in page


@pytest.mark.parametrize(
    ("idr", "rest", "status"),
    [(2_000_000, "a:6-1300", 302), (2_000_000, "a:1-1100", 422), (-2_000_000, "a:6-1300", 422)],
)
def test_what_is_left_runs_the_other_way_only_as_a_fee(world, tari, idr, rest, status):
    by_hand(world, 20_000_000)
    line = one_line(world, "TRF", idr)
    typed = {"key_1": "a:4-1900", "amount_1": "9.999.999", "key_2": rest, "amount_2": ""}
    answer = send(tari, "split-bank-line", line.pk, **typed)
    assert answer.status_code == status
    if status == 422:
        assert "9.999.999" in answer.content.decode()
