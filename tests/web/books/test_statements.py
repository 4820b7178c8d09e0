"""Statements on screen: five tabs, every figure opens its lines, papers come as PDF."""

import re
from datetime import date

import pytest
from django.urls import reverse

from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.people.models import User
from tests.domain.cooperative.surplus.given import member, sold
from tests.world import NOW

ASKED = "?masa=bulan&bulan=2026-07"
WORDS = ["neraca", "phu", "ekuitas", "arus-kas", "calk"]
LINK = re.compile(r'<a href="([^"]+)"')


@pytest.fixture
def trade(world):
    aluh = member(world, 1)
    sold(world, 1, aluh.party_id, 200, date(2026, 7, 1))
    sold(world, 2, world.cici.party_id, 100, date(2026, 7, 2))
    for lines in (
        [debit("1-1200", 900_000), credit("4-1200", 900_000)],
        [debit("6-1200", 150_000), credit("1-1200", 150_000)],
    ):
        post_entry(date(2026, 7, 3), "Uji", lines, by=world.tari, at=NOW)
    return world


@pytest.fixture
def tari(trade, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=trade.tari.user_id))
    return client


def shown(client, word):
    answer = client.get(reverse("statement", args=[word]) + ASKED)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("word", WORDS)
def test_every_figure_opens_and_no_link_is_dead(tari, word):
    main = re.search(r"<main.*?</main>", shown(tari, word), re.DOTALL)[0].replace("&amp;", "&")
    links = {link for link in LINK.findall(main) if link.startswith("/")}
    assert links
    assert [link for link in links if tari.get(link).status_code != 200] == []


def test_a_composite_figure_opens_the_accounts_it_consists_of(tari):
    page = shown(tari, "phu")
    url = reverse("statement-figure", args=["phu", "member_gross"])
    assert f'{url}?masa=bulan&amp;bulan=2026-07">' in page
    parts = tari.get(url + ASKED).content.decode()
    assert "600.000" in parts  # two thirds of the sales: what Aluh, a member, sold
    assert reverse("account", args=["4-1200"]) in parts
    who = tari.get(reverse("statement-sellers") + ASKED).content.decode()
    assert "Aluh" in who
    assert "Cici" in who


def test_a_single_account_opens_its_card_of_the_period(tari):
    assert reverse("account", args=["1-1200"]) + "?dari=2026-07-01&amp;sampai=2026-07-31" in shown(
        tari, "neraca"
    )


@pytest.fixture
def carried(trade):
    """Savings and money of before Sentra, beside savings of the month."""
    aluh = member(trade, 2)
    for counter, idr in (("3-1800", 40_000), ("1-1100", 7_000)):
        lines = [debit(counter, idr), credit("3-1200", idr, aluh.party_id)]
        post_entry(date(2026, 7, 4), "Uji", lines, by=trade.tari, at=NOW)
    lines = [debit("1-1100", 40_000), credit("3-1800", 40_000)]
    post_entry(date(2026, 7, 4), "Uji", lines, by=trade.tari, at=NOW)


def test_what_older_books_brought_stands_apart_and_every_figure_says_so(carried, tari):
    flow = shown(tari, "arus-kas")
    assert "Saldo awal dibawa dari pembukuan lama" in flow
    savings = reverse("statement-figure", args=["arus-kas", "3-1200"])
    assert f'{savings}?masa=bulan&amp;bulan=2026-07">' in flow
    told = tari.get(savings + ASKED).content.decode()
    assert "7.000" in told
    assert "40.000 dari pembukuan lama" in told
    assert "Dari pembukuan lama" in shown(tari, "ekuitas")
    for word in ("ekuitas", "arus-kas"):
        test_every_figure_opens_and_no_link_is_dead(tari, word)


def test_without_older_books_the_column_is_not_there(tari):
    assert "Dari pembukuan lama" not in shown(tari, "ekuitas")


def test_every_part_of_equity_and_the_opening_cash_open(tari):
    page = shown(tari, "ekuitas").replace("&amp;", "&")
    phu, total = reverse("statement", args=["phu"]), reverse("statement-figure", args=["neraca", "equity"])
    before = "?masa=bulan&bulan=2025-07"
    for url in (phu + ASKED, phu + before, total + ASKED, total + before):
        assert f'"{url}"' in page
        assert tari.get(url).status_code == 200
    address = reverse("statement", args=["arus-kas"]) + "?masa=bulan&bulan=2026-08"
    cash = tari.get(address).content.decode()
    for key in ("opening", "closing"):
        assert reverse("statement-figure", args=["arus-kas", key]) in cash or "/buku/akun/1-1200/?" in cash


def test_the_second_table_of_equity_opens_the_cards_of_its_own_days(tari):
    second = shown(tari, "ekuitas").split("<table")[2].replace("&amp;", "&")
    assert "dari=2026" not in second
    assert "bulan=2026" not in second


@pytest.mark.parametrize("word", [*WORDS, "semua"])
def test_papers(tari, word):
    answer = tari.get(reverse("statement-paper", args=[word]) + ASKED)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    [
        "/buku/laporan/laba/",
        "/buku/laporan/laba.pdf",
        "/buku/laporan/phu/laba/",
        "/buku/laporan/ekuitas/total/",
    ],
)
def test_what_does_not_exist_is_not_found(tari, address):
    assert tari.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["?bulan=2026-13", "?bulan=0001-01", "?bulan=9999-12", "?masa=abad", "?bulan="]
)
def test_nonsense_in_the_address_shows_the_book_year_so_far(tari, query):
    page = tari.get(reverse("statements") + query)
    assert page.status_code == 200
    assert "2026" in page.content.decode()


def test_an_inspector_and_a_stranger_do_not_read_them(trade, client):
    client.force_login(User.objects.get(pk=trade.idah.user_id))
    assert client.get(reverse("statements")).status_code == 403
    client.force_login(User.objects.get(pk=trade.zahra.user_id))
    assert "900.000" not in shown(client, "neraca")


@pytest.mark.parametrize(
    ("word", "count"), [("neraca", 19), ("phu", 23), ("ekuitas", 19), ("arus-kas", 19), ("calk", 28)]
)
def test_a_statement_asks_a_fixed_number_of_queries(tari, word, count, django_assert_num_queries):
    with django_assert_num_queries(count):
        shown(tari, word)
