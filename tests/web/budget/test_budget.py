"""The budget on screen: written on one page, decided by the meeting, beside the books, as a table."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from sentra.cooperative.budget.operations import draft_budget
from sentra.cooperative.models import Budget
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.people.models import User
from tests.domain.cooperative.budget.test_budget import decided
from tests.domain.cooperative.meetings.given import inside, members, planned
from tests.world import NOW, TODAY

END = "2026-12-31"
TYPED = {"idr_4_1900": "12.000.000", "idr_6_1200": "6.000.000"}


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


def booked(world, on, code, idr):
    lines = (
        [debit("1-1100", idr), credit(code, idr)]
        if code[0] == "4"
        else [debit(code, idr), credit("1-1100", idr)]
    )
    post_entry(on, "Uang", lines, by=world.tari, at=NOW)


def drafted(world, lines=None):
    lines = lines or {"4-1900": 12_000_000, "6-1200": 6_000_000}
    return draft_budget(date(2026, 12, 31), lines=lines, by=world.tari, at=NOW)


def only(world):
    with inside(world):
        return Budget.objects.get()


def test_it_is_written_on_one_page_with_the_year_before_beside(world, as_, django_assert_num_queries):
    booked(world, date(2025, 5, 1), "4-1900", 777_000)
    client = as_(world.tari)
    page = reverse("write-budget", args=[END])
    with django_assert_num_queries(15):
        text = client.get(page).content.decode()
    assert "Rp777.000" in text
    assert "1-1100" not in text
    answer = client.post(reverse("save-budget", args=[END]), TYPED)
    assert answer.status_code == 302
    made = only(world)
    assert answer.url == reverse("budget", args=[made.pk])
    text = client.get(page).content.decode()
    assert 'value="12.000.000"' in text


def test_what_is_wrong_comes_back_as_it_was_typed(world, as_):
    booked(world, date(2025, 5, 1), "4-1900", 777_000)
    client = as_(world.tari)
    answer = client.post(reverse("save-budget", args=[END]), TYPED | {"idr_6_1200": "1,5"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="1,5"' in text
    assert 'value="12.000.000"' in text
    assert "field-wrong" in text
    assert "Rp777.000" in text
    answer = client.post(reverse("save-budget", args=[END]), {})
    assert answer.status_code == 422
    answer = client.post(reverse("save-budget", args=["2026-12-30"]), TYPED)
    assert answer.status_code == 422
    assert client.get(reverse("write-budget", args=["besok"])).status_code == 404


def test_beside_the_books_every_figure_opens_its_lines(world, as_, django_assert_num_queries):
    booked(world, date(2026, 2, 5), "4-1900", 1_500_000)
    booked(world, date(2026, 2, 6), "6-1200", 1_250_000)
    made = drafted(world)
    client = as_(world.tari)
    page = reverse("budget", args=[made.pk])
    with django_assert_num_queries(18):
        text = client.get(page, {"bulan": "2026-02"}).content.decode()
    for word in ("Rp2.000.000", "Rp1.500.000", "−Rp500.000", "75% dari", "125% dari", "Rp250.000"):
        assert word in text
    card = f"{reverse('account', args=['4-1900'])}?dari=2026-01-01&amp;sampai=2026-02-28"
    assert card in text
    assert client.get(card.replace("&amp;", "&")).status_code == 200
    assert client.get(page, {"bulan": "x"}).status_code == 200


def test_the_same_figures_as_a_table(world, as_):
    booked(world, date(2026, 2, 5), "4-1900", 1_500_000)
    made = drafted(world)
    client = as_(world.wati)
    answer = client.get(reverse("budget-workbook", args=[made.pk]), {"bulan": "2026-02"})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[1] == ("4-1900", "Pendapatan lain", 12_000_000, 2_000_000, 1_500_000, -500_000, 75)
    assert rows[-1][2:6] == (6_000_000, 1_000_000, 1_500_000, 500_000)
    answer = client.get(reverse("budget-table", args=[made.pk]), {"bulan": "2026-02"})
    assert "1500000;-500000;75" in b"".join(answer.streaming_content).decode()


def test_the_chair_puts_it_on_the_agenda_and_the_meeting_decides(world, as_):
    members(world)
    made = drafted(world)
    page = reverse("budget", args=[made.pk])
    assert reverse("new-meeting") in as_(world.mira).get(page).content.decode()
    assert reverse("propose-budget", args=[made.pk]) not in as_(world.tari).get(page).content.decode()
    meeting = planned(world, kind="annual")
    client = as_(world.mira)
    answer = client.post(reverse("propose-budget", args=[made.pk]), {"meeting_id": meeting.pk})
    assert answer.url == reverse("meeting", args=[meeting.pk])
    assert "RAPB tahun buku 2026" in client.get(answer.url).content.decode()
    text = client.get(page).content.decode()
    assert reverse("drop-budget", args=[made.pk]) not in text
    assert client.post(reverse("drop-budget", args=[made.pk])).status_code == 422


def test_a_decided_one_is_changed_by_a_new_one_with_its_reason(world, as_):
    members(world)
    first = drafted(world)
    decided(world, first)
    client = as_(world.tari)
    page = reverse("write-budget", args=[END])
    text = client.get(page).content.decode()
    assert 'name="reason"' in text
    assert 'value="6.000.000"' in text
    answer = client.post(reverse("save-budget", args=[END]), TYPED)
    assert answer.status_code == 422
    answer = client.post(reverse("save-budget", args=[END]), TYPED | {"reason": "Benang naik"})
    assert answer.status_code == 302
    text = client.get(reverse("budgets")).content.decode()
    assert "Benang naik" in text
    assert reverse("budget", args=[first.pk]) in text
    second = reverse("drop-budget", args=[int(answer.url.split("/")[-2])])
    assert client.post(second).status_code == 302


def test_the_years_cost_the_same_however_many_versions(world, as_, django_assert_num_queries):
    client = as_(world.tari)
    for lines in (None, {"6-1100": 5}):
        with django_assert_num_queries(10):
            assert client.get(reverse("budgets")).status_code == 200
        drafted(world, lines)
    assert reverse("budgets") in client.get(reverse("books")).content.decode()


def test_who_may_not(world, as_):
    made = drafted(world)
    client = as_(world.wati)
    assert client.get(reverse("write-budget", args=[END])).status_code == 403
    assert client.post(reverse("save-budget", args=[END]), TYPED).status_code == 403
    assert client.get(reverse("budget", args=[made.pk])).status_code == 200
    assert as_(world.budi).get(reverse("budgets")).status_code == 403
    assert as_(world.zahra).get(reverse("budget", args=[made.pk])).status_code == 404
    assert made.year_end > TODAY
