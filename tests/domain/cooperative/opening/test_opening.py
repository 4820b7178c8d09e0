"""Opening balances: what is wrong where, booked whole by a second person, taken back whole."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sentra.cooperative.closing.operations import close_period
from sentra.cooperative.models import Opening, SavingsMove
from sentra.cooperative.opening.keeping import judged
from sentra.cooperative.opening.layout import REFUSED, SHEETS
from sentra.cooperative.opening.operations import drop_opening, take_back_opening
from sentra.cooperative.opening.template import template
from sentra.cooperative.savings.operations import take_back_savings
from sentra.cooperative.savings.queries import savings_on
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.rupiah import shared
from sentra.kernel.tenancy import reading, within
from sentra.ledger.asset_models import Asset
from sentra.ledger.assets.operations import book_depreciation
from sentra.ledger.assets.register import standings
from sentra.ledger.earnings import sold_by_party
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.ledger.queries import balance_of, balances_by_party, trial_balance
from tests.domain.cooperative.opening.given import ON, booked, brought, check_books, filled, people, rows
from tests.domain.cooperative.savings_given import member
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


@pytest.fixture
def told(world):
    return rows(*people(world))


def problems(world, opening):
    with reading(world.tari):
        return [(one.sheet, one.row, one.code) for one in judged(opening, today=TODAY).problems]


def balances(world, on=ON):
    with reading(world.tari):
        return {
            row.code: row.turnover.balance_idr for row in trial_balance(on).rows if row.turnover.balance_idr
        }


def stated(told):
    return {code: (debit_ or 0) - (credit_ or 0) for code, _name, debit_, credit_ in told["Neraca saldo"]}


def test_the_books_hold_what_the_file_says_and_every_register_agrees(world, told):
    opening = booked(world, brought(world, told))
    assert opening.stage == "posted"
    assert balances(world) == stated(told)
    with reading(world.tari):
        saved = {
            one.member.number: (one.pokok.paid_idr, one.wajib.paid_idr, one.voluntary_idr)
            for one in savings_on(TODAY)
        }
        assert saved == {1: (100_000, 800_000, 700_000), 2: (100_000, 500_000, 0)}
        things = [(one.asset.name, one.cost_idr, one.lost_idr) for one in standings(date(2026, 1, 1))]
        assert things == [("Alat tenun", 4_800_000, 1_800_000)]
        assert balance_of("2-1110", world.cici.party_id) == -500_000
        assert sold_by_party(since=date(2025, 1, 1), until=TODAY) == {}
    assert "Semua pembukuan benar" in check_books()
    book_depreciation(date(2026, 1, 1), by=world.tari, at=NOW)
    assert balances(world, date(2026, 1, 31))["6-1600"] == 3_000_000 // 26  # 48 months, 22 are over


def test_nothing_is_booked_before_a_second_person_says_so(world, told):
    opening = brought(world, told)
    assert balances(world) == {}
    with pytest.raises(PermissionDenied):
        booked(world, opening, by=world.tari)
    with writing(world.weavers):
        Opening.objects.filter(stage="checked").update(stage="dropped")
        made = Opening.objects.create(
            on=ON, file=opening.file, file_name="x", checked_at=NOW, checked_by=world.mira.user_id
        )
    with pytest.raises(Refused, match="somebody else must book it"):
        booked(world, made)
    booked(world, made, by=world.wati)


def test_the_template_is_ready_to_be_filled(world, told):
    with reading(world.tari):
        book = load_workbook(BytesIO(template(day=ON, at=NOW)))
    assert {one[0] for one in book["Neraca saldo"].iter_rows(min_row=2, values_only=True)}.isdisjoint(REFUSED)
    by_code = {row[0].value: row for row in book["Neraca saldo"].iter_rows(min_row=2)}
    for code, _name, debit_, credit_ in told["Neraca saldo"]:
        by_code[code][2].value, by_code[code][3].value = debit_, credit_
    by_number = {row[0].value: row for row in book["Simpanan"].iter_rows(min_row=2)}
    assert [row[1].value for row in by_number.values()] == ["Aluh", "Bariah"]
    for number, _name, *amounts in told["Simpanan"]:
        for at, idr in enumerate(amounts, start=2):
            by_number[number][at].value = idr
    assert "Dinas Pendidikan" in [row[1] for row in book["Daftar orang"].iter_rows(values_only=True)]
    for name in ("Piutang dan utang", "Inventaris"):
        for line in told[name]:
            book[name].append(line)
    out = BytesIO()
    book.save(out)
    opening = brought(world, out.getvalue())
    assert problems(world, opening) == []
    booked(world, opening)
    assert balances(world) == stated(told)


WRONG = [
    ("Neraca saldo", ["9-9999", None, 5, None], "unknown_account"),
    ("Neraca saldo", ["1-1100", None, 5, None], "account_twice"),
    ("Neraca saldo", ["1-1500", None, 5, 5], "both_sides"),
    ("Neraca saldo", ["1-1500", None, "1,5", None], "amount"),
    ("Neraca saldo", ["1-1500", None, -5, None], "negative"),
    ("Neraca saldo", ["1-1110", None, None, 5], "money_below_zero"),
    ("Neraca saldo", ["4-1900", None, None, 5], "nominal"),
    ("Neraca saldo", ["1-1330", None, 5, None], "advances"),
    ("Neraca saldo", ["1-1120", None, 5, None], "fund"),
    ("Neraca saldo", ["2-1560", None, None, 5], "founders"),
    ("Neraca saldo", ["3-1800", None, None, 5], "between"),
    ("Simpanan", [9, "Siapa", 5, None, None], "unknown_member"),
    ("Simpanan", [2, "Bariah", 5, None, None], "member_twice"),
    ("Simpanan", [None, "Siapa", 5, None, None], "unknown_member"),
    ("Simpanan", ["satu", "Siapa", 5, None, None], "number"),
    ("Simpanan", [3, "Cici", 5, None, None], "joined_later"),
    ("Piutang dan utang", ["1-1310", 999_999_999, None, 5], "unknown_person"),
    ("Piutang dan utang", ["1-1310", None, None, 5], "unknown_person"),
    ("Piutang dan utang", ["1-1100", 1, None, 5], "not_by_person"),
    ("Piutang dan utang", ["3-1100", 1, None, 5], "not_by_person"),
    ("Piutang dan utang", ["0-0000", 1, None, 5], "unknown_account"),
    ("Inventaris", [None, "kelompok1", date(2024, 3, 5), 5, None, None], "no_name"),
    ("Inventaris", ["Meja", "kelompok9", date(2024, 3, 5), 5, None, None], "unknown_life"),
    ("Inventaris", ["Meja", "kelompok1", date(2026, 1, 1), 5, None, None], "bought_later"),
    ("Inventaris", ["Meja", "kelompok1", "kemarin", 5, None, None], "day"),
    ("Inventaris", ["Meja", "kelompok1", date(2024, 3, 5), 5, None, 6], "worth"),
    ("Inventaris", ["Meja", "kelompok1", date(2024, 3, 5), None, None, 6], "worth"),
]


@pytest.mark.parametrize(
    ("sheet", "row", "code"), WRONG, ids=[f"{one[2]}-{at}" for at, one in enumerate(WRONG)]
)
def test_every_mistake_is_named_with_its_sheet_and_row(world, told, sheet, row, code):
    member(world, "Cici", 3, date(2026, 1, 2))
    told[sheet].append(row)
    opening = brought(world, told)
    found = problems(world, opening)
    assert (sheet, len(told[sheet]) + 1, code) in found
    with pytest.raises(Refused, match="mistake"):
        booked(world, opening)
    assert balances(world) == {}


def test_a_wrong_row_does_not_also_spoil_the_sum_of_its_sheet(world, told):
    told["Simpanan"][0][0] = 99
    assert problems(world, brought(world, told)) == [("Simpanan", 2, "unknown_member")]
    told["Neraca saldo"][0][2] = "1,5"
    assert [one[2] for one in problems(world, brought(world, told))] == ["amount", "unknown_member"]


def test_a_person_twice_on_one_account(world, told):
    told["Piutang dan utang"].append(told["Piutang dan utang"][0])
    assert ("Piutang dan utang", 4, "person_twice") in problems(world, brought(world, told))


@pytest.mark.parametrize(
    ("sheet", "row", "column", "codes"),
    [
        ("Neraca saldo", 0, 2, [("Neraca saldo", 0, "unbalanced")]),
        ("Simpanan", 0, 2, [("Simpanan", 0, "control")]),
        ("Piutang dan utang", 1, 3, [("Piutang dan utang", 0, "control")]),
        ("Inventaris", 0, 5, [("Inventaris", 0, "control")]),
        ("Inventaris", 0, 3, [("Inventaris", 0, "control")]),
    ],
)
def test_one_rupiah_more_anywhere_is_found(world, told, sheet, row, column, codes):
    told[sheet][row][column] += 1
    assert problems(world, brought(world, told)) == codes


def test_a_sheet_that_is_missing_stands_for_nothing(world, told):
    del told["Simpanan"]
    assert {one[2] for one in problems(world, brought(world, told))} == {"control"}
    assert problems(world, brought(world, {"Simpanan": []}))[0] == ("Neraca saldo", 0, "no_sheet")


def test_a_column_that_is_missing(world, told):
    book = load_workbook(BytesIO(filled(told)))
    book["Neraca saldo"]["C1"] = "Jumlah"
    out = BytesIO()
    book.save(out)
    assert ("Neraca saldo", 1, "no_column") in problems(world, brought(world, out.getvalue()))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 x", b"PK\x03\x04 broken"])
def test_what_is_no_table_is_refused_before_it_is_kept(world, content):
    with pytest.raises(Refused) as refused:
        brought(world, content)
    assert refused.value.field == "file"
    with writing(world.weavers):
        assert not Opening.objects.exists()


def test_in_the_middle_of_a_book_year_income_and_costs_come_along(world, told):
    told["Neraca saldo"] += [["4-1900", None, None, 300], ["6-1200", None, 300, None]]
    opening = brought(world, told, on=date(2026, 6, 30))
    assert problems(world, opening) == []
    booked(world, opening)
    assert balances(world, date(2026, 6, 30))["4-1900"] == -300
    assert "Semua pembukuan benar" in check_books()


def test_which_days_do_not_fit(world, told):
    assert ("", 0, "not_month_end") in problems(world, brought(world, told, on=date(2025, 12, 30)))
    assert ("", 0, "not_over") in problems(world, brought(world, told, on=TODAY))
    with pytest.raises(Refused, match="future"):
        brought(world, told, on=date(2026, 12, 31))
    post_entry(date(2025, 11, 3), "Kas", [debit("1-1100", 5), credit("3-1300", 5)], by=world.tari, at=NOW)
    assert problems(world, brought(world, told)) == [("", 0, "booked_before")]
    close_period(date(2025, 11, 1), by=world.tari, at=NOW)
    close_period(date(2025, 12, 1), by=world.tari, at=NOW)
    assert ("", 0, "closed") in problems(world, brought(world, told))


def test_one_stands_and_is_taken_back_whole(world, told):
    opening = booked(world, brought(world, told))
    with pytest.raises(Refused, match="already"):
        brought(world, told)
    with pytest.raises(Refused, match="another step"):
        booked(world, opening, by=world.wati)
    with writing(world.weavers):
        move = SavingsMove.objects.first()
    with pytest.raises(Refused, match="as a whole"):
        take_back_savings(move.pk, reason="Salah", by=world.tari, at=NOW)
    with pytest.raises(Refused, match="Say why"):
        take_back_opening(opening.pk, reason=" ", by=world.tari, at=NOW)
    taken = take_back_opening(opening.pk, reason="Salah hari", by=world.tari, at=NOW)
    assert taken.stage == "taken_back"
    assert balances(world) == {}
    with writing(world.weavers):
        assert not SavingsMove.objects.filter(taken_back_at=None).exists()
        assert not Asset.objects.filter(taken_back_at=None).exists()
    assert "Semua pembukuan benar" in check_books()
    booked(world, brought(world, told))
    assert balances(world) == stated(told)
    assert "Semua pembukuan benar" in check_books()


def test_it_stays_once_anything_was_booked_since(world, told):
    opening = booked(world, brought(world, told))
    post_entry(TODAY, "Listrik", [debit("6-1200", 5), credit("1-1100", 5)], by=world.tari, at=NOW)
    with pytest.raises(Refused, match="booked since"):
        take_back_opening(opening.pk, reason="Salah", by=world.tari, at=NOW)


def test_it_stays_once_its_month_is_closed(world, told):
    opening = booked(world, brought(world, told))
    close_period(date(2025, 12, 1), by=world.tari, at=NOW)
    with pytest.raises(Refused, match="closed"):
        take_back_opening(opening.pk, reason="Salah", by=world.tari, at=NOW)


def test_a_new_file_makes_room_and_one_can_be_thrown_away(world, told):
    first, second = brought(world, told), brought(world, told)
    with pytest.raises(Refused, match="another step"):
        booked(world, first)
    assert drop_opening(second.pk, by=world.tari, at=NOW).stage == "dropped"


def test_who_may_not(world, told):
    for stranger in (world.mira, world.wati, world.budi, world.aluh):
        with pytest.raises(PermissionDenied):
            brought(world, told, by=stranger)
    opening = brought(world, told)
    for stranger in (world.idah, world.budi):
        with pytest.raises(PermissionDenied):
            booked(world, opening, by=stranger)
    with pytest.raises(Opening.DoesNotExist):
        booked(world, opening, by=world.zahra)
    with pytest.raises(PermissionDenied):
        take_back_opening(opening.pk, reason="x", by=world.mira, at=NOW)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stage": "taken_back", "taken_back_at": NOW, "taken_back_reason": "x"}, "cannot go"),
        ({"on": TODAY}, "as it was written|cannot go"),
        ({"stage": "posted"}, "at_a_time"),
    ],
)
def test_the_database_keeps_its_order(world, told, change, words):
    opening = brought(world, told)
    with pytest.raises(IntegrityError, match=words), transaction.atomic(), within(writes=world.weavers.pk):
        Opening.objects.filter(pk=opening.pk).update(**change)


def test_the_database_wants_two_people(world, told):
    opening = brought(world, told)
    with pytest.raises(IntegrityError, match="by_two"), transaction.atomic(), within(writes=world.weavers.pk):
        Opening.objects.filter(pk=opening.pk).update(
            stage="posted", posted_at=NOW, posted_by=world.tari.user_id
        )


def test_the_database_keeps_a_booked_one(world, told):
    opening = booked(world, brought(world, told))
    for change in ({"stage": "checked"}, {"posted_at": datetime(2026, 1, 1, tzinfo=UTC)}):
        with (
            pytest.raises(IntegrityError, match="cannot go"),
            transaction.atomic(),
            within(writes=world.weavers.pk),
        ):
            Opening.objects.filter(pk=opening.pk).update(**change)


MONEY_LIKE = ("1-1100", "1-1200", "1-1500")


@given(
    cash=st.integers(0, 10**10), debts=st.integers(0, 10**9), owed=st.integers(0, 10**8),
    saved=st.lists(st.integers(0, 10**7), min_size=6, max_size=6),
    weights=st.lists(st.integers(1, 9), min_size=3, max_size=3),
)  # fmt: skip
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_brought_balances_and_every_control_total_agrees(
    world, cash, debts, saved, weights, owed
):
    before = transaction.savepoint()
    try:
        _brought_and_proved(world, cash, debts, saved, weights, owed)
    finally:
        transaction.savepoint_rollback(before)


def _brought_and_proved(world, cash, debts, saved, weights, owed):
    office, _cici = people(world)
    own = cash + owed - debts - sum(saved)
    side = [None, own] if own >= 0 else [-own, None]
    pokok, wajib, sukarela = (saved[at] + saved[at + 3] for at in range(3))
    parts = shared(cash, weights)
    told = {
        "Neraca saldo": [
            *([code, None, idr, None] for code, idr in zip(MONEY_LIKE, parts, strict=True)),
            ["1-1300", None, owed, None], ["2-1100", None, None, debts], ["3-1100", None, None, pokok],
            ["3-1200", None, None, wajib], ["2-1400", None, None, sukarela], ["3-1500", None, *side],
        ],
        "Simpanan": [[1, "", *saved[:3]], [2, "", *saved[3:]]],
        "Piutang dan utang": [["1-1300", office, "", owed]],
        "Inventaris": [],
    }  # fmt: skip
    opening = brought(world, told)
    wanted = {code: idr for code, idr in stated(told).items() if idr}
    if not wanted:
        assert problems(world, opening) == [("Neraca saldo", 0, "nothing")]
        return
    booked(world, opening)
    assert balances(world) == wanted
    with reading(world.tari):
        held = balances_by_party(["3-1100", "3-1200", "2-1400"])
        assert -sum(held.values()) == sum(saved)
        assert sum(SavingsMove.objects.values_list("amount_idr", flat=True)) == sum(saved)
    assert "Semua pembukuan benar" in check_books()


def test_the_columns_are_named_once(world):
    for fields in SHEETS.values():
        assert len({one.title for one in fields}) == len(fields)
