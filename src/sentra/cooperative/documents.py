"""Papers of savings and loans: receipts and the collection sheet. Indonesian, dated by their record.

`letter` is the house's head, number and day (`orders.letters.House.letter`), handed in by the screen.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sentra.cooperative.loans.brought import BROUGHT
from sentra.cooperative.models import LoanPayment, SavingsMove
from sentra.cooperative.savings.sheet import Row, SheetView
from sentra.cooperative.savings.steps import CLOSING
from sentra.kernel.dates import written
from sentra.kernel.pdf import render
from sentra.kernel.words import kuitansi

RECEIPT, SHEET = "cooperative/papers/receipt.typ", "cooperative/papers/sheet.typ"
KINDS = {"pokok": "Simpanan pokok", "wajib": "Simpanan wajib", "sukarela": "Simpanan sukarela"}
BROUGHT_OVER = ", dibawa dari pembukuan lama"
WAYS = {
    "cash": "Tunai",
    "bank": "Transfer bank",
    "interest": "Jasa simpanan",
    "savings": "Dari simpanan",
    "opening": "Saldo awal, dari pembukuan sebelum Sentra",
    "leaving": "Menjadi hak anggota yang keluar",
}


def savings_receipt(move: SavingsMove, *, letter: Mapping[str, Any], at: datetime) -> bytes:
    """One receipt or withdrawal. One taken back says so across the paper."""
    lines = [{"label": KINDS[move.kind], "idr": abs(move.amount_idr)}]
    data = {
        "title": _title(move),
        "who": {"label": _who(move), "name": move.payer.name},
        "lines": lines,
    }
    return _receipt(data, move, letter, at)


def _title(move: SavingsMove) -> str:
    if move.method == CLOSING:
        return "Bukti Penutupan Simpanan"
    return "Bukti Penarikan Simpanan" if move.amount_idr < 0 else "Bukti Simpanan"


def _who(move: SavingsMove) -> str:
    if move.method == CLOSING:
        return "Menjadi hak"
    return "Dibayarkan kepada" if move.amount_idr < 0 else "Diterima dari"


def loan_receipt(payment: LoanPayment, *, letter: Mapping[str, Any], at: datetime) -> bytes:
    """One instalment: interest and principal apart."""
    loan = payment.loan
    which = f"{loan.number}/{loan.year}" + (BROUGHT_OVER if loan.pay_method == BROUGHT else "")
    lines = [
        {"label": f"Jasa pinjaman {which}", "idr": payment.interest_idr},
        {"label": f"Pokok pinjaman {which}", "idr": payment.principal_idr},
    ]
    data = {
        "title": "Bukti Angsuran Pinjaman",
        "who": {"label": "Diterima dari", "name": payment.payer.name},
        "lines": [line for line in lines if line["idr"]],
    }
    return _receipt(data, payment, letter, at)


def _receipt(
    data: dict[str, Any], record: SavingsMove | LoanPayment, letter: Mapping[str, Any], at: datetime
) -> bytes:
    member = record.member if isinstance(record, SavingsMove) else record.loan.member
    total = sum(line["idr"] for line in data["lines"])
    told = {
        "letter": letter,
        "member": {"name": member.party.name, "number": str(member.number)},
        "method": WAYS[record.method],
        "total_idr": total,
        "total_words": kuitansi(total),
        "void": f"DITARIK KEMBALI: {record.taken_back_reason}" if record.taken_back_at else "",
    }
    return render(RECEIPT, data | told, at=at)


def sheet_paper(view: SheetView, *, letter: Mapping[str, Any], at: datetime) -> bytes:
    """The sheet with room for a signature or a thumb: what is owed before, what was paid after."""
    sheet = view.sheet
    data = {
        "letter": letter,
        "lead": " · ".join(part for part in (f"Rapat {written(sheet.held_on)}", sheet.place) if part),
        "lines": [_line(row) for row in view.rows],
        "total_idr": view.taken_idr,
        "total_words": kuitansi(view.taken_idr),
        "counted_idr": sheet.counted_idr,
        "difference_idr": view.difference_idr,
    }
    return render(SHEET, data, at=at)


def _line(row: Row) -> dict[str, Any]:
    return {
        "number": row.member.number,
        "name": row.member.party.name,
        "owed_idr": row.owed_idr,
        "dues_idr": row.paid_dues_idr,
        "voluntary_idr": row.paid_voluntary_idr,
        "loan_idr": row.paid_loan_idr,
        "paid_idr": row.paid_idr,
    }
