"""What the columns of a bank's table are: by their headings, by what stands in them, or as a person said."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sentra.kernel.tables import Cell, Row, Sheet
from sentra.payments.statements.amounts import Unclear, day_of, mark_of, sen_of

FIELDS: Final = ("date", "text", "more", "reference", "amount", "mark", "debit", "credit", "balance")
LOOK_AT_ROWS: Final = 60

_WORDS: dict[str, str] = {
    word: field
    for field, words in {
        "date": "tanggal|tgl|date|tanggal transaksi|tgl transaksi|tgl tran|transaction date|trx date"
        "|trans date"
        "|posting date|post date|tgl mutasi|tanggal mutasi|tanggal waktu|tanggal pembukuan|tgl pembukuan"
        "|date time"
        "|tanggal jam|txn date|tgl trx",
        "text": "keterangan|uraian|deskripsi|description|uraian transaksi|rincian transaksi|remark"
        "|remarks|berita"
        "|transaction description|keterangan transaksi|detail transaksi|deskripsi transaksi|narasi|narrative"
        "|transaksi|desk tran|rincian",
        "more": "keterangan tambahan|additional desc|additional description|berita transaksi|catatan"
        "|remarks 2"
        "|detail",
        "reference": "no ref|referensi|no referensi|reference|reference no|ref no|nomor bukti|no bukti"
        "|journal no"
        "|nomor jurnal|no jurnal|nomor referensi|transaction id|arsip|seq",
        "amount": "jumlah|nominal|amount|nilai|jumlah transaksi|mutasi|transaction amount|jumlah mutasi",
        "mark": "d k|dk|db cr|db kr|d c|dc|cr db|debit kredit|debet kredit|db k|jenis|tipe|type"
        "|mutasi db cr|kode dk",
        "debit": "debit|debet|db|mutasi debet|mutasi debit|debit amount|keluar|uang keluar|penarikan"
        "|withdrawal"
        "|mutasi debet rp|debit rp|debet rp|pengeluaran|mutasi db",
        "credit": "kredit|credit|cr|mutasi kredit|credit amount|masuk|uang masuk|setoran|deposit"
        "|kredit rp|mutasi cr"
        "|penerimaan|mutasi kredit rp|mutasi kr",
        "balance": "saldo|balance|saldo akhir|running balance|ledger balance|saldo rp|saldo setelah mutasi"
        "|close balance|ending balance|saldo berjalan",
    }.items()
    for word in words.split("|")
}  # fmt: skip


@dataclass(frozen=True)
class Columns:
    """Heading and field of each column, from the left; field "" is left aside. `top` is the row of
    headings."""

    headers: tuple[str, ...]
    fields: tuple[str, ...]
    top: int = 0  # 0: the table has no headings

    def at(self, field: str) -> int | None:
        return self.fields.index(field) if field in self.fields else None

    @property
    def usable(self) -> bool:
        """A day, and some way to an amount."""
        return "date" in self.fields and bool({"amount", "debit", "credit"} & set(self.fields))

    def kept(self) -> dict[str, list[str]]:
        """As it is remembered."""
        return {"headers": list(self.headers), "fields": list(self.fields)}


def heading(cell: Cell) -> str:
    """ "Tanggal / Waktu" → "tanggal waktu"."""
    return " ".join(re.findall(r"[a-z0-9]+", str(cell).lower())) if isinstance(cell, str) else ""


def find_columns(sheet: Sheet, remembered: Mapping[str, Sequence[str]] | None = None) -> Columns | None:
    """The table in a sheet; None if there is none. `remembered` wins where the headings are the same."""
    best: tuple[int, Row] | None = None
    for row in sheet.rows[:LOOK_AT_ROWS]:
        known = {_WORDS.get(heading(cell)) for cell in row.cells} - {None}
        if "date" in known and len(known) > 1 and (best is None or len(known) > best[0]):
            best = (len(known), row)
    if best is None:
        return _without_headings(sheet, remembered)
    headers = _padded((heading(cell) for cell in best[1].cells), _width(sheet, best[1].number))
    fields = _remembered(headers, remembered) or _guessed(headers, _below(sheet, best[1].number))
    return Columns(headers, fields, best[1].number)


def _width(sheet: Sheet, top: int) -> int:
    return max((len(row.cells) for row in sheet.rows if row.number >= top), default=0)


def _below(sheet: Sheet, top: int) -> list[Row]:
    return [row for row in sheet.rows if row.number > top][:LOOK_AT_ROWS]


def _padded(headers: Iterable[str], width: int) -> tuple[str, ...]:
    found = tuple(headers)
    return found + ("",) * (width - len(found))


def _remembered(
    headers: tuple[str, ...], remembered: Mapping[str, Sequence[str]] | None
) -> tuple[str, ...] | None:
    if not remembered or tuple(remembered.get("headers", ())) != headers:
        return None
    return tuple(field if field in FIELDS else "" for field in remembered["fields"])


def _without_headings(sheet: Sheet, remembered: Mapping[str, Sequence[str]] | None) -> Columns | None:
    headers = ("",) * _width(sheet, 0)
    fields = _remembered(headers, remembered) or _guessed(headers, list(sheet.rows[:LOOK_AT_ROWS]))
    found = Columns(headers, fields)
    return found if found.usable else None


def _guessed(headers: tuple[str, ...], rows: Sequence[Row]) -> tuple[str, ...]:
    """By heading first, each field once; then by what stands below: marks, days, amounts, the longest
    text."""
    fields = [_WORDS.get(header, "") for header in headers]
    for at, field in enumerate(fields):
        if field in fields[:at]:
            fields[at] = "more" if field == "text" and "more" not in fields else ""
    dated = [row for row in rows if any(day_of(cell, year=2000) for cell in row.cells)]
    for at, _field in enumerate(fields):
        if not fields[at] and not headers[at]:
            fields[at] = _by_contents([row.cells[at] for row in dated if at < len(row.cells)], fields)
    if "text" not in fields and "more" in fields:
        fields[fields.index("more")] = "text"
    return tuple(fields)


def _by_contents(cells: Sequence[Cell], fields: Sequence[str]) -> str:
    held = [cell for cell in cells if cell is not None]
    if not held:
        return ""
    if all(mark_of(cell) for cell in held) and "mark" not in fields:
        return "mark"
    if all(day_of(cell) for cell in held):
        return "" if "date" in fields else "date"
    if all(_is_amount(cell) for cell in held):
        return next((one for one in ("amount", "balance") if one not in fields and "debit" not in fields), "")
    return "" if "text" in fields else "text"


def _is_amount(cell: Cell) -> bool:
    try:
        sen_of(cell)
    except Unclear:
        return False
    return True
