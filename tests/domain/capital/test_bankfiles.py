"""Bank files by shape: exact totals, only who has an account, nothing runs as a formula."""

import csv
import io
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.capital.bankfiles import PAIN, SHAPES, Batch, Payer, Transfer
from sentra.capital.documents import bank_file, cash_list_pdf
from sentra.kernel.errors import Refused
from sentra.people.models import Party
from tests.domain.capital.given import all_made, approved, order_in_work
from tests.domain.capital.test_documents import words
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

PAYER = Payer("Koperasi Galuh", "BPD Kalsel", "001-222-333")
NS = {"p": PAIN}
texts = st.text(max_size=40)
transfers = st.lists(
    st.builds(Transfer, texts, texts, st.from_regex(r"\A[0-9]{6,16}\Z"), st.integers(1, 10**12), texts),
    min_size=1, max_size=6,
)  # fmt: skip


def batch(found):
    return Batch("007/BYR/VIII/2026", PAYER, found, date(2026, 8, 3), datetime(2026, 8, 3, 2, tzinfo=UTC))


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@given(transfers)
def test_header_and_trailer_say_what_the_lines_add_up_to(found):
    head, *lines, tail = rows_of(SHAPES["bank-massal.csv"].write(batch(found)))[1:]
    total = sum(one.amount_idr for one in found)
    assert [(row[0], row[1], int(row[5])) for row in (head, tail)] == [
        ("H", str(len(found)), total),
        ("T", str(len(found)), total),
    ]
    assert [(row[0], int(row[5])) for row in lines] == [("D", one.amount_idr) for one in found]


@given(transfers)
def test_iso_20022_counts_and_sums_twice_and_names_each_account(found):
    root = ET.fromstring(SHAPES["bank-pain001.xml"].write(batch(found)))  # our own file
    total = sum(one.amount_idr for one in found)
    for part in ("GrpHdr", "PmtInf"):
        assert root.findtext(f".//p:{part}/p:NbOfTxs", namespaces=NS) == str(len(found))
        assert root.findtext(f".//p:{part}/p:CtrlSum", namespaces=NS) == str(total)
    made = root.findall(".//p:CdtTrfTxInf", NS)
    assert [one.findtext("p:Amt/p:InstdAmt", namespaces=NS) for one in made] == [
        str(one.amount_idr) for one in found
    ]
    assert [one.findtext("p:CdtrAcct/p:Id/p:Othr/p:Id", namespaces=NS) for one in made] == [
        one.account for one in found
    ]
    assert {one.find("p:Amt/p:InstdAmt", NS).get("Ccy") for one in made} == {"IDR"}


def test_iso_20022_keeps_the_order_of_its_parts():
    """The schema is a sequence: a bank refuses parts in another order."""
    root = ET.fromstring(SHAPES["bank-pain001.xml"].write(batch([Transfer("Aluh", "BPD", "1", 5, "SP")])))

    def parts(path):
        return [one.tag.split("}")[1] for one in root.find(path, NS)]

    assert parts(".//p:GrpHdr") == ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]
    assert parts(".//p:PmtInf") == [
        "PmtInfId", "PmtMtd", "NbOfTxs", "CtrlSum", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt",
        "CdtTrfTxInf",
    ]  # fmt: skip
    assert parts(".//p:CdtTrfTxInf") == ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"]


@pytest.mark.parametrize("file", ["bank.csv", "bank-massal.csv"])
def test_no_cell_can_run(file):
    found = [Transfer("=HYPERLINK(1)", "+BPD", "0123", 5, "@x")]
    cells = [cell for row in rows_of(SHAPES[file].write(batch(found))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+@")]


def test_every_shape_says_whose_layout_it_is():
    assert {one.source for one in SHAPES.values() if one.file.endswith("csv")} == {"ours"}
    assert "ISO 20022" in SHAPES["bank-pain001.xml"].source


def test_without_an_account_she_is_in_no_file_and_on_the_cash_list(world):
    with writing(world.weavers):
        Party.objects.filter(name="Aluh").update(bank_name="BPD", bank_account="0123456789")
    all_made(world, order_in_work(world))
    run = approved(world)
    with writing(world.weavers):
        for file in SHAPES:
            told = bank_file(run.pk, file, today=TODAY).decode()
            assert "Aluh" in told
            assert "Bariah" not in told
        Party.objects.filter(name="Aluh").update(bank_account="")  # it was closed meanwhile
        for file in SHAPES:
            with pytest.raises(Refused):
                bank_file(run.pk, file, today=TODAY)
        told = words(cash_list_pdf(run.pk, at=NOW))
        assert "Aluh" in told
        assert "belum ada rekening" in told
        Party.objects.filter(name="Aluh").update(bank_account="0123456789")
        assert "Aluh" not in words(cash_list_pdf(run.pk, at=NOW))
