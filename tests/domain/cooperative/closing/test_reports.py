"""The statements of a cooperative: the same before and after closing, split by who was a member when."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sentra.cooperative.closing.documents import TITLES, statement_data, statements_paper
from sentra.cooperative.closing.notes import notes
from sentra.cooperative.closing.operations import close_period
from sentra.cooperative.closing.reports import KINDS, NOTES, report
from sentra.cooperative.closing.sellers import bought, sellers
from sentra.cooperative.surplus.gathering import gathered
from sentra.kernel.pdf import PaperRefused, render
from sentra.kernel.tenancy import within
from sentra.ledger.assets.operations import Thing, book_depreciation, own_asset
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Booking, credit, debit, post
from sentra.ledger.rates import rates_between
from sentra.ledger.statements.periods import MONTH, TO_DATE, YEAR
from sentra.ledger.statements.results import Bought
from sentra.ledger.tax_checks import check_rate
from tests.domain.cooperative.surplus.given import member, sold
from tests.world import NOW

YEAR_2025, DECEMBER = (date(2025, 1, 1), date(2025, 12, 31)), date(2025, 12, 1)
LETTER = {
    "org": {"name": "Koperasi Galuh", "address": ["Amuntai"], "contact": "", "legal": ""},
    "number": "012/LK/XII/2025", "place": "Amuntai", "date": date(2026, 1, 5),
}  # fmt: skip


def book(world, on, *lines):
    post_entry(on, "Uji", list(lines), by=world.tari, at=NOW)


@pytest.fixture
def trade(world):
    """Aluh, a member since July, sold 100 before and 200 after; Cici, no member, 100. Sales 1,000."""
    aluh = member(world, 1, joined=date(2025, 7, 1))
    sold(world, 1, aluh.party_id, 100, date(2025, 6, 30))
    sold(world, 2, aluh.party_id, 200, date(2025, 7, 1))
    sold(world, 3, world.cici.party_id, 100, date(2025, 12, 10))
    book(world, date(2025, 12, 11), debit("1-1200", 1_000), credit("4-1200", 1_000))
    book(world, date(2025, 12, 11), debit("5-1200", 400), credit("1-1420", 400))
    book(world, date(2025, 12, 12), debit("6-1200", 101), credit("1-1200", 101))
    return world


def asked(world, ask):
    with transaction.atomic(), within(world.weavers.pk):
        return ask()


def test_sales_and_cost_are_split_by_who_was_a_member_when_she_sold(trade):
    assert asked(trade, lambda: bought(*YEAR_2025)) == Bought(200, 200)
    phu = asked(trade, lambda: report(YEAR, DECEMBER).results)
    assert {row.key: row.now_idr for row in phu.rows} == {
        "member_gross": 500, "member_cost": -200, "member_net": 300, "other_sales": 500, "other_cost": -200,
        "other_net": 300, "gross": 600, "operating": -101, "cooperative": 499, "membership": 0,
        "after_membership": 499, "other": 0, "before_tax": 499, "tax": 0, "surplus": 499,
    }  # fmt: skip


def test_the_list_of_makers_adds_up_to_the_split(trade):
    found = asked(trade, lambda: sellers(*YEAR_2025))
    assert [(one.name, one.number, one.members_idr, one.others_idr) for one in found] == [
        ("Aluh", 1, 200, 100), ("Cici", 0, 0, 100),
    ]  # fmt: skip


def test_before_and_after_closing_the_year_reads_the_same(trade):
    def told():
        one = report(YEAR, DECEMBER)
        return one.position, one.results, one.equity, one.cash

    before = asked(trade, told)
    for month in range(6, 13):
        close_period(date(2025, month, 1), by=trade.tari, at=NOW)
    assert asked(trade, told) == before
    neraca = before[0]
    assert (neraca.row("running").now_idr, neraca.row("unshared").now_idr) == (499, 0)


def test_in_the_next_year_the_surplus_is_of_earlier_years(trade):
    def rows():
        neraca = report(TO_DATE, date(2026, 1, 1)).position
        return neraca.row("running").now_idr, neraca.row("unshared").now_idr, neraca.row("equity").now_idr

    assert asked(trade, rows) == (0, 499, 499)  # also while nobody has closed 2025
    for month in range(6, 13):
        close_period(date(2025, month, 1), by=trade.tari, at=NOW)
    assert asked(trade, rows) == (0, 499, 499)
    changes = asked(trade, lambda: report(MONTH, date(2026, 1, 1)).equity[0])
    assert [(row.key, row.opening_idr, row.closing_idr) for row in changes.rows] == [
        ("unshared", 499, 499), ("running", 0, 0),
    ]  # fmt: skip


def test_closed_months_are_not_scanned(trade):
    for month in range(6, 13):
        close_period(date(2025, month, 1), by=trade.tari, at=NOW)
    with CaptureQueriesContext(connection) as seen:
        asked(trade, lambda: report(YEAR, DECEMBER).position)
    read = [one["sql"] for one in seen if "FROM ledger_posting" in one["sql"]]
    brought = [sql for sql in read if "account_id = '3-1800'" in sql]  # found by the counter account's index
    assert len(brought) == 1
    read.remove(brought[0])
    assert [sql for sql in read if "<= '2024-12-31'" not in sql and "<= '2023-12-31'" not in sql] == []
    assert len(read) == 2  # the two eves before the books began: no month is closed there, nothing lies there


def test_every_statement_is_printed_and_all_five_in_one(trade):
    def papers():
        one = report(YEAR, DECEMBER)
        alone = [statements_paper(one, [kind], letter=LETTER, signers=[], at=NOW) for kind in KINDS]
        return alone, statements_paper(one, KINDS, letter=LETTER, signers=[], at=NOW)

    alone, together = asked(trade, papers)
    assert all(paper.startswith(b"%PDF") for paper in [*alone, together])
    assert len(together) > max(map(len, alone))


def test_a_paper_that_does_not_agree_is_not_printed(trade):
    data = asked(trade, lambda: statement_data("position", report(YEAR, DECEMBER), "Galuh"))
    data["adds"][0]["stated"] += 1
    whole = {"letter": LETTER, "title": "Uji", "lead": "", "signers": [{"label": "x"}], "statements": [data]}
    with pytest.raises(PaperRefused, match="neraca"):
        render("ledger/papers/statements.typ", whole, at=NOW)


def test_notes_name_rules_taxes_and_the_split(trade):
    told = asked(trade, lambda: notes(report(YEAR, DECEMBER), "Koperasi Galuh"))
    titles = [one.title for one in told]
    assert titles[:5] == [
        "The cooperative",
        "Basis",
        "Policies",
        "Trade with members and with others",
        "Tax rows used",
    ]
    taxes = told[4]
    assert any("PP 15/2009" in text and "not compared" in text for _label, text in taxes.facts)
    assert set(TITLES) == set(KINDS)
    assert asked(trade, lambda: statement_data(NOTES, report(YEAR, DECEMBER), "Galuh"))["sections"]


def test_a_tax_row_names_who_compared_it_with_the_law(trade):
    row = next(row for row in rates_between(*YEAR_2025) if "PP 15/2009" in row.law)
    check_rate(row.key, name="Ibu Rahmah", checked_on=date(2026, 8, 1), by=trade.mira, at=NOW)
    taxes = asked(trade, lambda: notes(report(YEAR, DECEMBER), "x"))[4]
    told = [text for _label, text in taxes.facts if "PP 15/2009" in text]
    assert any("checked by Ibu Rahmah" in text for text in told)


def test_fixed_assets_by_useful_life_beside_the_year_before(trade):
    loom = Thing("Alat tenun", "kelompok1", 4_800_000)
    own_asset(loom, bought_on=date(2023, 1, 1), on=date(2024, 7, 1), by=trade.tari, at=NOW)
    book_depreciation(date(2025, 6, 1), by=trade.tari, at=NOW)

    def note():
        return next(one for one in notes(report(YEAR, DECEMBER), "x") if "useful life" in one.title)

    found = asked(trade, note)
    assert [(row.now_idr, row.before_idr) for row in found.rows if row.key.startswith("kelompok1-")] == [
        (4_800_000, 4_800_000), (-3_000_000, -1_800_000), (1_800_000, 3_000_000)
    ]  # fmt: skip
    assert found.sentences == ()
    book(trade, date(2025, 12, 30), debit("1-2100", 5), credit("3-1300", 5))
    assert "differ from the register" in asked(trade, note).sentences[0]
    assert asked(trade, lambda: statement_data(NOTES, report(YEAR, DECEMBER), "Galuh"))["sections"]


def test_without_a_register_there_is_no_note_on_it(trade):
    assert not [
        one for one in asked(trade, lambda: notes(report(YEAR, DECEMBER), "x")) if "useful" in one.title
    ]


def test_nothing_bought_leaves_the_sales_with_the_others(trade):
    january = asked(trade, lambda: report(MONTH, date(2026, 1, 1)))
    assert asked(trade, lambda: january.bought) == Bought(0, 0)
    assert "stands with non-members" in asked(trade, lambda: notes(january, "x"))[3].sentences[-1]


def test_another_cooperative_sees_its_own_books(trade):
    with transaction.atomic(), within(trade.batik.pk):
        assert report(YEAR, DECEMBER).position.row("assets").now_idr == 0


def test_pieces_that_came_back_after_she_left_are_taken_from_what_she_sold(world):
    """The PHU and the sharing of the surplus split by the same measure (0017), never below zero."""
    aluh = member(world, 1, left=date(2025, 6, 30))
    member(world, 2)
    sold(world, 1, aluh.party_id, 100, on=date(2025, 5, 1))
    with transaction.atomic(), within(writes=world.weavers.pk):
        lines = [debit("2-1110", 60, aluh.party_id), credit("5-1200", 60)]
        post("slip:9:paid", "slip:9", "Kembali", Booking(date(2025, 8, 1), world.tari, NOW), lines)

    def both():
        shu = gathered(YEAR_2025[1], who="in_year", measure="at_end", counted=["pokok"])
        return bought(*YEAR_2025), (shu.sold_by_members_idr, shu.sold_by_others_idr), shu.sides(1_000)

    assert asked(world, both) == (Bought(40, 0), (40, 0), (1_000, 0))
