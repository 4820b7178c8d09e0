"""Every shape banks hand out tells the same eight movements; what is no statement is refused before it is
read."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.payments.statements import reading
from sentra.payments.statements.amounts import Unclear, day_of, sen_of
from sentra.payments.statements.reading import read_statement
from sentra.payments.statements.told import StatementRefused, Told, ToldLine
from sentra.payments.statements.whole import faults, in_rupiah, strange_days, whole_lines

FILES = Path(__file__).parents[2] / "data" / "payments"
SHAPES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".md")
OPENING, CLOSING = 1_250_000_000, 1_456_337_654
CAMT = next(name for name in SHAPES if name.endswith(".xml"))
MOVES = [
    (date(2026, 8, 3), 222_000_000), (date(2026, 8, 5), -45_000_000), (date(2026, 8, 10), -650_000),
    (date(2026, 8, 14), 15_000_000), (date(2026, 8, 14), 15_000_000), (date(2026, 8, 31), 1_234_567),
    (date(2026, 8, 31), -246_913), (date(2026, 8, 31), -1_000_000),
]  # fmt: skip


def told(name):
    return read_statement((FILES / name).read_bytes()).told


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_tells_the_same_movements(name):
    found = told(name)

    assert [(line.on, line.sen) for line in found.lines] == MOVES
    assert (found.opening_sen, found.closing_sen) == (OPENING, CLOSING)
    assert found.problems == ()
    assert faults(found, today=date(2026, 9, 1)) == []
    assert "PESANAN 1/2026" in found.lines[0].text


@pytest.mark.parametrize("name", SHAPES)
def test_lines_are_whole_rupiah_and_reach_the_closing_balance(name):
    found = told(name)
    lines = whole_lines(found.lines, OPENING)

    assert sum(line.amount_idr for line in lines) == CLOSING // 100 - OPENING // 100
    assert len({(line.print, line.nth) for line in lines}) == len(lines)  # the same line twice is two lines


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(-(10**9), 10**9)))
def test_no_sen_is_ever_lost_in_the_lines(opening, moves):
    lines = [ToldLine(at, date(2026, 8, 1), sen, f"L{at}") for at, sen in enumerate(moves)]
    whole = whole_lines(lines, opening)
    assert sum(line.amount_idr for line in whole) == (opening + sum(moves)) // 100 - opening // 100


@pytest.mark.parametrize(
    ("text", "sen"),
    [("1.250.000,00", 125_000_000), ("1,250,000.00", 125_000_000), ("1250000", 125_000_000),
     ("1.250", 125_000),
     ("1,250", 125_000), ("12,5", 1_250), ("0.00", 0), ("Rp 1.250,75", 125_075), ("1.250,75-", -125_075),
     ("(500.00)", -50_000), ("50,000.00 DB", -5_000_000), ("50.000,00 CR", 5_000_000),
     ("50000.00D", -5_000_000),
     (1250.5, 125_050), (1250, 125_000), ("'1.000", 100_000), ("-1.000.000", -100_000_000)],
)  # fmt: skip
def test_amounts_of_both_worlds(text, sen):
    assert sen_of(text) == sen


@pytest.mark.parametrize(
    "text", ["", None, "1,250,00", "1.2.3", "12.50.000", "abc", "1 250 x", "9" * 20, "1,25,000.00"]
)
def test_what_could_be_two_amounts_is_refused(text):
    with pytest.raises(Unclear):
        sen_of(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("03/08/26", date(2026, 8, 3)), ("3-8-2026", date(2026, 8, 3)), ("2026-08-03", date(2026, 8, 3)),
     ("20260803", date(2026, 8, 3)), ("03 Agu 2026", date(2026, 8, 3)), ("3-Aug-26", date(2026, 8, 3)),
     ("03/08/2026 08:15:00", date(2026, 8, 3)), ("31/02/2026", None), ("Total", None), ("'03/08", None)],
)  # fmt: skip
def test_days_as_banks_write_them(text, day):
    assert day_of(text) == day


def test_a_day_without_its_year_takes_the_year_of_the_period():
    assert day_of("'31/08", year=2026) == date(2026, 8, 31)


HEAD = "Tanggal;Keterangan;Debet;Kredit;Saldo\n"


def problems(text):
    found = read_statement(text.encode()).told
    return {(one.row, one.code) for one in [*found.problems, *faults(found, today=date(2026, 9, 1))]}


def test_a_wrong_row_is_named_by_its_row():
    assert problems(HEAD + "01/08/2026;A;;1.000;11.000\n32/08/2026;B;;1.000;12.000\n") == {(3, "no_day")}
    assert problems(HEAD + "01/08/2026;A;;1.2.3;11.000\n") == {(2, "unclear_amount")}
    assert problems(HEAD + "01/08/2026;A;;99999999999999999999;11.000\n") == {(2, "amount_too_large")}
    assert problems(HEAD + "01/08/2026;A;5;7;11.000\n") == {(2, "two_amounts")}
    assert problems(HEAD + "01/08/2027;A;;7;11.000\n") == {(2, "future")}


def test_a_balance_that_does_not_follow_is_named():
    wrong = HEAD + "01/08/2026;A;;1.000;11.000\n02/08/2026;B;;1.000;12.500\n"
    assert problems(wrong) == {(3, "balance")}


def test_a_closing_balance_the_lines_do_not_reach_is_said():
    text = "Saldo Awal;;10.000\nTanggal;Keterangan;Mutasi\n01/08/2026;A;1.000\nSaldo Akhir;;12.000\n"
    assert problems(text) == {(0, "sums")}


def test_without_balances_the_ends_stay_open_until_a_person_types_them():
    text = b"Tanggal;Keterangan;Mutasi\n01/08/2026;A;1.000\n02/08/2026;B;-400\n"
    assert read_statement(text).told.opening_sen is None
    typed = read_statement(text, opening_sen=1_000_000, closing_sen=1_060_000).told
    assert faults(typed, today=date(2026, 9, 1)) == []


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>&b;</Id></Stmt>
</BkToCstmrStmt></Document>"""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB.encode(), "bomb"),
        (b"<Document xmlns='camt.053'><BkToCstmrStmt>", "broken"),
        (b"<Document xmlns='camt.053'><BkToCstmrStmt/></Document>", "no_lines"),
        (b":20:X\n:60F:C260801IDR1,00\n:61:nonsense\n:62F:C260801IDR1,00\n", "broken"),
        (b"", "empty"),
        (b"%PDF-1.7 statement", "not_a_table"),
        (b"nama,alamat\nAluh,Amuntai\n", "no_columns"),
        (b"x" * (reading.FILE_BYTES + 1), "too_large"),
    ],
)
def test_traps_and_strange_files_are_refused(content, code):
    with pytest.raises(StatementRefused) as refusal:
        read_statement(content)
    assert refusal.value.code == code


def test_too_many_movements_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "LINES", 3)
    with pytest.raises(StatementRefused) as refusal:
        told("bri.csv")
    assert refusal.value.code == "too_many_lines"


def test_a_child_that_starves_costs_only_itself(tmp_path, monkeypatch):
    hungry = tmp_path / "child.py"
    monkeypatch.setattr(reading, "CHILD", hungry)
    for fault, code in (("MemoryError", "too_complex"), ("KeyError", "broken")):
        hungry.write_text(f"print('{{}}')\nraise {fault}\n")
        with pytest.raises(StatementRefused) as refusal:
            told("contoh.sta")
        assert refusal.value.code == code


def test_a_person_may_say_what_the_columns_are():
    text = b"Tanggal;A;B;C\n01/08/2026;Beli benang;5.000;\n02/08/2026;Jual;;7.000\n"
    found = read_statement(text, fields=["date", "text", "debit", "credit"])
    assert [line.sen for line in found.told.lines] == [-500_000, 700_000]
    again = read_statement(text, remembered=found.columns.kept())
    assert again.columns.fields == ("date", "text", "debit", "credit")


def test_sen_are_written_only_where_there_are_any():
    assert (in_rupiah(123_456), in_rupiah(-100_000)) == ("Rp1.234,56", "-Rp1.000")


def test_a_statement_without_lines_has_no_faults():
    assert faults(Told(()), today=date(2026, 9, 1)) == []


MT940 = (
    ":20:X\n:25:001002\n:28C:1/1\n:60F:C260801IDR1000,00\n"
    ":61:2608010801C50,00NTRFNONREF//1\n:86:SETOR\n:62F:C260801IDR1050,00\n-\n"
)


@pytest.mark.parametrize(
    "content",
    [
        MT940.replace("IDR", "USD").encode(),
        MT940.replace(":60F:C260801IDR", ":60F:C260801USD").encode(),
        (FILES / CAMT).read_bytes().replace(b'"IDR"', b'"EUR"'),
    ],
)
def test_another_currency_is_not_read_as_rupiah(content):
    assert read_statement(MT940.encode()).told.number == "001002"
    with pytest.raises(StatementRefused) as refused:
        read_statement(content)
    assert refused.value.code == "not_rupiah"


def test_a_day_years_away_is_asked_about_and_one_of_the_same_year_is_not():
    def lines(*days):
        return whole_lines([ToldLine(at, on, 100_00, "A") for at, on in enumerate(days, 1)], 0)

    here = [date(2026, 1, 2), date(2026, 7, 1), date(2026, 12, 30)]
    assert strange_days(lines(*here), date(2026, 1, 1)) == []
    [found] = strange_days(lines(*here, date(1800, 1, 1)), None)
    assert (found.line.row, found.far, found.early) == (4, True, False)
    asked = strange_days(lines(*here), date(2028, 1, 1))
    assert [(one.far, one.early) for one in asked] == [(False, True)] * 3


def test_a_cell_that_is_too_long_is_named_by_its_row():
    with pytest.raises(StatementRefused) as refused:
        read_statement((HEAD + "01/08/2026;" + "A" * 40_000 + ";;5;5\n").encode())
    assert (refused.value.code, refused.value.numbers["row"]) == ("cell_too_long", 2)
