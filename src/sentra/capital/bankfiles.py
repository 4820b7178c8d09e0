"""Files a bank takes for many transfers at once: a table of named shapes, each with its source. Pure.

Every file says how many transfers and how much in all, to the rupiah; a transfer without an account number
stands in none. Which shape a bank wants, and its own codes, is the bank's to say: try a file of one rupiah.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree as ET

from sentra.kernel.sheets import Column, csv_lines

PAIN = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"
_NOT_SWIFT = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")  # the characters every bank's system knows


@dataclass(frozen=True)
class Transfer:
    """One payment to one account. Whole rupiah."""

    name: str
    bank: str
    account: str
    amount_idr: int
    reference: str


@dataclass(frozen=True)
class Payer:
    """Who pays, from which account ("" when the cooperative's letter head does not say)."""

    name: str
    bank: str
    account: str


@dataclass(frozen=True)
class Batch:
    """What one file says. `number` is the same for the same sending of a run, so that a bank knows it again.

    `on`: the day to carry it out.
    """

    number: str
    payer: Payer
    transfers: Sequence[Transfer]
    on: date
    at: datetime

    @property
    def total_idr(self) -> int:
        return sum(one.amount_idr for one in self.transfers)


@dataclass(frozen=True)
class Shape:
    """How a file is written. `source`: the standard, or that the layout is ours."""

    file: str  # as it stands in the address
    label: str
    media: str
    source: str
    write: Callable[[Batch], bytes]


PLAIN = (
    Column("Nama"), Column("Bank"), Column("Nomor rekening"), Column("Jumlah", "idr"), Column("Berita"),
)  # fmt: skip
BULK = (
    Column("Jenis"), Column("Nomor"), Column("Rekening"), Column("Nama"), Column("Bank"),
    Column("Jumlah", "idr"), Column("Berita"), Column("Tanggal"),
)  # fmt: skip


def plain_csv(batch: Batch) -> bytes:
    """A line for each transfer under its headings: no cell can run as a formula, numbers plain."""
    rows = [(one.name, one.bank, one.account, one.amount_idr, one.reference) for one in batch.transfers]
    return "".join(csv_lines(PLAIN, rows)).encode()


def bulk_csv(batch: Batch) -> bytes:
    """Header (H: our account, count, total), details (D) and trailer (T), in the same columns."""
    on, payer, total = f"{batch.on:%Y%m%d}", batch.payer, batch.total_idr
    count = str(len(batch.transfers))
    rows = [
        ("H", count, payer.account, payer.name, payer.bank, total, batch.number, on),
        *(
            ("D", str(at), one.account, one.name, one.bank, one.amount_idr, one.reference, on)
            for at, one in enumerate(batch.transfers, start=1)
        ),
        ("T", count, "", "", "", total, batch.number, on),
    ]
    return "".join(csv_lines(BULK, rows)).encode()


def pain_001(batch: Batch) -> bytes:
    """ISO 20022 customer credit transfer initiation, version 3: one payment, a transaction for each maker."""
    document = ET.Element("Document", xmlns=PAIN)
    root = ET.SubElement(document, "CstmrCdtTrfInitn")
    count, total = str(len(batch.transfers)), str(batch.total_idr)
    head = ET.SubElement(root, "GrpHdr")
    _texts(head, MsgId=_said(batch.number, 35), CreDtTm=f"{batch.at:%Y-%m-%dT%H:%M:%S}", NbOfTxs=count,
           CtrlSum=total)  # fmt: skip
    _texts(ET.SubElement(head, "InitgPty"), Nm=_said(batch.payer.name, 140))
    payment = ET.SubElement(root, "PmtInf")
    _texts(payment, PmtInfId=_said(batch.number, 35), PmtMtd="TRF", NbOfTxs=count, CtrlSum=total,
           ReqdExctnDt=batch.on.isoformat())  # fmt: skip
    _texts(ET.SubElement(payment, "Dbtr"), Nm=_said(batch.payer.name, 140))
    _account(payment, "DbtrAcct", batch.payer.account)
    _agent(payment, "DbtrAgt", batch.payer.bank)
    for one in batch.transfers:
        _transaction(payment, one)
    text: str = ET.tostring(document, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def _transaction(payment: ET.Element, one: Transfer) -> None:
    made = ET.SubElement(payment, "CdtTrfTxInf")
    _texts(ET.SubElement(made, "PmtId"), EndToEndId=_said(one.reference, 35))
    amount = ET.SubElement(ET.SubElement(made, "Amt"), "InstdAmt", Ccy="IDR")
    amount.text = str(one.amount_idr)
    _agent(made, "CdtrAgt", one.bank)
    _texts(ET.SubElement(made, "Cdtr"), Nm=_said(one.name, 140))
    _account(made, "CdtrAcct", one.account)
    _texts(ET.SubElement(made, "RmtInf"), Ustrd=_said(one.reference, 140))


def _texts(parent: ET.Element, **said: str) -> None:
    for tag, text in said.items():
        ET.SubElement(parent, tag).text = text


def _account(parent: ET.Element, tag: str, number: str) -> None:
    known = re.sub(r"[^A-Za-z0-9]", "", number) or "NOTPROVIDED"
    _texts(ET.SubElement(ET.SubElement(ET.SubElement(parent, tag), "Id"), "Othr"), Id=known[:34])


def _agent(parent: ET.Element, tag: str, bank: str) -> None:
    """A bank by name: BIC and clearing codes are the bank's own, we keep none."""
    _texts(ET.SubElement(ET.SubElement(parent, tag), "FinInstnId"), Nm=_said(bank, 140) or "NOTPROVIDED")


def _said(text: str, most: int) -> str:
    return " ".join(_NOT_SWIFT.sub(" ", text).split())[:most]


SHAPES = {
    one.file: one
    for one in (
        Shape("bank.csv", "CSV", "text/csv; charset=utf-8", "ours", plain_csv),
        Shape("bank-massal.csv", "CSV H/D/T", "text/csv; charset=utf-8", "ours", bulk_csv),
        Shape(
            "bank-pain001.xml", "ISO 20022 pain.001.001.03", "application/xml",
            "ISO 20022, Payments Initiation, pain.001.001.03 (iso20022.org)", pain_001,
        ),
    )
}  # fmt: skip
