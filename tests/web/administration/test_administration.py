"""The administration books, the pack of the annual meeting and the tax rows in the browser."""

import io
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from sentra.cooperative.annual.building import build
from sentra.cooperative.book_notes import strike_note, write_note
from sentra.cooperative.models import AnnualPack, BookNote
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger.models import TaxCheck
from sentra.ledger.rates import every_rate
from sentra.ledger.tax_checks import check_rate, checked_rates
from sentra.people.models import User
from sentra.reports.administration import BOOKS, BY_SLUG
from tests.domain.cooperative.meetings.given import plain, planned
from tests.domain.cooperative.surplus.given import YEAR_END, member, two_members
from tests.world import NOW, TODAY

SLUGS = [one.slug for one in BOOKS]
LAST_DAY = YEAR_END.isoformat()


@pytest.fixture
def chair(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def note(world, **more):
    told = {"on": TODAY, "who": "Bu Lurah", "text": "=melihat anyaman", "by": world.mira, "at": NOW}
    return write_note("tamu", **told | more)


def queries(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_all_books_of_the_list_are_on_the_shelf(chair):
    page = chair.get(reverse("administration-books")).content.decode()
    assert len(SLUGS) == 17  # sixteen and that of loans
    for slug in SLUGS:
        assert reverse("administration-book", args=[slug]) in page


@pytest.mark.parametrize("slug", SLUGS)
def test_every_book_opens_on_screen_on_paper_and_as_a_workbook(world, chair, slug):
    two_members(world)
    note(world)
    assert chair.get(reverse("administration-book", args=[slug])).status_code == 200
    assert chair.get(reverse("administration-book-paper", args=[slug])).content.startswith(b"%PDF")
    sent = b"".join(chair.get(reverse("administration-book-workbook", args=[slug])).streaming_content)
    rows = list(openpyxl.load_workbook(io.BytesIO(sent)).active.iter_rows(values_only=True))
    assert len(rows[0]) == len(next(one for one in BOOKS if one.slug == slug).headings)
    if slug in {"anggota", "simpanan", "tamu", "kas"}:
        assert len(rows) > 1 or slug == "simpanan"


def test_a_meeting_in_the_early_morning_stands_on_its_own_day(world, chair):
    """07:30 in Amuntai is 23:30 of the day before in the UTC of the database."""
    held = datetime(2026, 8, 20, 7, 30, tzinfo=ZoneInfo(world.mira.zone))
    meeting = planned(world, held_at=held)
    plain(world, meeting)
    slug = "keputusan-rapat"
    page = chair.get(reverse("administration-book", args=[slug])).content.decode()
    assert "20 Agu 2026" in page
    assert "2026-08-20" not in page
    printed = chair.get(reverse("administration-book-paper", args=[slug])).content
    words = PdfReader(io.BytesIO(printed)).pages[0].extract_text()
    assert "20 Agu 2026" in words
    assert "2026-08-20" not in words
    sent = b"".join(chair.get(reverse("administration-book-workbook", args=[slug])).streaming_content)
    rows = list(openpyxl.load_workbook(io.BytesIO(sent)).active.iter_rows(values_only=True))
    assert rows[1][0] == datetime(2026, 8, 20)  # a day of Excel has no zone


def test_the_paper_names_its_book_once_and_says_when_it_is_empty(chair):
    def words(slug):
        printed = chair.get(reverse("administration-book-paper", args=[slug])).content
        return PdfReader(io.BytesIO(printed)).pages[0].extract_text()

    assert "Buku Buku" not in words("kas")
    assert "Belum ada isi" in words("tamu")


def test_an_empty_book_says_where_its_lines_come_from(world, chair):
    def page(slug):
        return chair.get(reverse("administration-book", args=[slug])).content.decode()

    assert "ditulis tangan" in page("tamu")
    assert "terisi sendiri" in page("kas")
    assert "di bawah" not in page("kas")


def test_a_reader_who_may_not_write_is_not_sent_below():
    """No role reads the books and writes nothing today; the page must not depend on that."""
    words = {
        "book": BY_SLUG["tamu"],
        "rows": [],
        "errors_of": None,
        "actor": SimpleNamespace(permissions=frozenset()),
    }
    with translation.override("id"):
        page = render_to_string("administration/book.html", words)
    assert "di bawah" not in page
    assert "pengurus, bendahara, atau pengawas" in page


def test_a_book_costs_the_same_however_long(world, chair):
    url = reverse("administration-book", args=["anggota"])
    member(world, 1)
    few = queries(chair, url)
    for number in range(2, 12):
        member(world, number)
    assert queries(chair, url) == few


def test_a_line_is_written_and_struck_out_but_never_edited(world, chair):
    url = reverse("administration-book", args=["tamu"])
    form = {"on": str(TODAY), "who": "Bu Lurah", "text": "Melihat anyaman", "follow_up": ""}
    assert chair.post(reverse("write-book-note", args=["tamu"]), form).status_code == 302
    with transaction.atomic(), within(world.weavers.pk):
        made = BookNote.objects.get()
    assert "Melihat anyaman" in chair.get(url).content.decode()
    strike = reverse("strike-book-note", args=["tamu", made.pk])
    assert chair.post(strike, {"reason": "Salah hari"}).status_code == 302
    assert "Salah hari" in chair.get(url).content.decode()
    for change in ({"text": "lain"}, {"struck_reason": "lain"}):
        with pytest.raises(IntegrityError), transaction.atomic(), within(writes=world.weavers.pk):
            BookNote.objects.filter(pk=made.pk).update(**change)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"on": date(2026, 8, 4)}, "future"), ({"who": " "}, "who it was"), ({"text": ""}, "what happened")],
)
def test_a_line_that_cannot_stand(world, wrong, word):
    with pytest.raises(Refused, match=word):
        note(world, **wrong)


def test_a_line_is_struck_out_once_and_with_a_reason(world):
    made = note(world)
    with pytest.raises(Refused, match="why it is struck out"):
        strike_note(made.pk, reason=" ", by=world.mira, at=NOW)
    strike_note(made.pk, reason="Salah", by=world.mira, at=NOW)
    with pytest.raises(Refused, match="struck out already"):
        strike_note(made.pk, reason="lagi", by=world.mira, at=NOW)


def test_who_may_write_and_a_stranger_who_may_not_strike(world):
    for keeper in (world.tari, world.wati):  # treasurer, supervisor
        assert write_note("notulen-pengawas", on=TODAY, who="Wati", text="Kas cocok.", by=keeper, at=NOW)
    for other in (world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            note(world, by=other)
    made = note(world)
    with pytest.raises(BookNote.DoesNotExist):
        strike_note(made.pk, reason="x", by=world.zahra, at=NOW)
    with pytest.raises(Refused, match="no such book"):
        write_note("lain", on=TODAY, who="x", text="x", by=world.mira, at=NOW)


def test_the_pack_by_one_button(world, chair):
    two_members(world)
    url = reverse("annual-pack", args=[LAST_DAY])
    assert url in chair.get(reverse("annual-packs")).content.decode()
    assert chair.post(reverse("ask-annual-pack", args=[LAST_DAY])).status_code == 302
    page = chair.get(url).content.decode()
    assert "hx-trigger" in page
    assert 'http-equiv="refresh"' in page  # without JavaScript
    assert chair.get(reverse("annual-pack-file", args=[LAST_DAY])).status_code == 404
    with transaction.atomic(), within(world.weavers.pk):
        pack = AnnualPack.objects.get()
    build(pack.pk, by=world.tari, clock=lambda: NOW)
    page = chair.get(url).content.decode()
    assert "hx-trigger" not in page
    assert reverse("annual-pack-file", args=[LAST_DAY]) in page
    assert chair.get(reverse("annual-pack-file", args=[LAST_DAY])).content.startswith(b"%PDF")


def test_a_row_is_checked_for_this_cooperative_alone(world, chair):
    row = every_rate()[0]
    form = {"row": row.key, "name": "Pak Hadi, konsultan", "checked_on": str(TODAY)}
    assert chair.post(reverse("check-tax-row"), form).status_code == 302
    assert "Pak Hadi, konsultan" in chair.get(reverse("tax-rows")).content.decode()
    with transaction.atomic(), within(world.weavers.pk):
        assert [one.name for one in checked_rates() if one.rate.key == row.key] == ["Pak Hadi, konsultan"]
    with transaction.atomic(), within(world.batik.pk):
        assert not any(one.name for one in checked_rates())


def test_a_check_that_cannot_stand(world):
    key = every_rate()[0].key
    told = {"name": "Hadi", "checked_on": TODAY, "by": world.tari, "at": NOW}
    with pytest.raises(Refused, match="no such tax row"):
        check_rate("x:2020-01-01", **told)
    with pytest.raises(Refused, match="who compared"):
        check_rate(key, **told | {"name": " "})
    with pytest.raises(Refused, match="future"):
        check_rate(key, **told | {"checked_on": date(2026, 8, 4)})
    with pytest.raises(PermissionDenied):
        check_rate(key, **told | {"by": world.wati})
    made = check_rate(key, **told)
    with (
        pytest.raises(IntegrityError, match="never edited"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        TaxCheck.objects.filter(pk=made.pk).update(checked_by="x")


def test_a_check_of_other_words_does_not_count(world):
    made = check_rate(every_rate()[0].key, name="Hadi", checked_on=TODAY, by=world.tari, at=NOW)
    with transaction.atomic(), within(writes=world.weavers.pk):
        TaxCheck.objects.create(
            row=every_rate()[1].key, words="other", checked_by="Hadi", checked_on=TODAY, at=NOW
        )
        assert [one.rate.key for one in checked_rates() if one.name] == [made.row]


def test_a_refused_striking_out_comes_back_at_its_line(world, chair):
    made = note(world)
    answer = chair.post(reverse("strike-book-note", args=["tamu", made.pk]), {"reason": "s" * 200})
    assert answer.status_code == 422
    assert "s" * 200 in answer.content.decode()


def test_a_refused_check_of_a_tax_row_loses_nothing(chair):
    row = every_rate()[3]
    form = {"row": row.key, "name": "Pak Hadi, konsultan", "checked_on": "2030-02-01"}
    answer = chair.post(reverse("check-tax-row"), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Pak Hadi, konsultan") == page.count("2030-02-01") == 1
    assert page.count('<details class="more" open>') == 1
