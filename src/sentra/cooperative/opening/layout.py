"""The sheets of the file: names, columns, which accounts stand behind which. Indonesian, as people see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from sentra.kernel.sheets import Column
from sentra.ledger.assets.recipes import EQUIPMENT, WRITTEN_OFF
from sentra.ledger.chart import (
    ADVANCES,
    FUND,
    LOANS_TO_MEMBERS,
    OPENING_EQUITY,
    SAVINGS,
    charted,
)

TRIAL, SAVED, LENT, CLAIMS, THINGS, PEOPLE = (
    "Neraca saldo",
    "Simpanan",
    "Pinjaman",
    "Piutang dan utang",
    "Inventaris",
    "Daftar orang",
)
FOUNDERS_DEPOSITS: Final = "2-1560"


@dataclass(frozen=True)
class Field:
    """A column: `title` in row 1, `kind` of its cells; one that is not `needed` may be missing or empty."""

    name: str
    title: str
    kind: Literal["text", "number", "percent", "idr", "date"] = "text"
    needed: bool = True
    width: int = 18

    @property
    def column(self) -> Column:
        """As it stands in the file to fill in; percent as text, so that 12,5 is not shown as 13."""
        return Column(self.title, "text" if self.kind == "percent" else self.kind, self.width)


SHEETS: Final[Mapping[str, tuple[Field, ...]]] = {
    TRIAL: (
        Field("code", "Kode akun", width=12),
        Field("name", "Nama akun", needed=False, width=44),
        Field("debit", "Debit", "idr"),
        Field("credit", "Kredit", "idr"),
    ),
    SAVED: (
        Field("number", "No. anggota", "number", width=12),
        Field("name", "Nama", needed=False, width=32),
        Field("pokok", "Pokok", "idr"),
        Field("wajib", "Wajib", "idr"),
        Field("sukarela", "Sukarela", "idr"),
    ),
    LENT: (
        Field("number", "No. anggota", "number", width=12),
        Field("name", "Nama", needed=False, width=32),
        Field("idr", "Sisa pokok", "idr"),
        Field("months", "Sisa bulan", "number", width=12),
        Field("due_on", "Angsuran berikutnya", "date", width=20),
        Field("method", "Cara jasa", needed=False, width=14),
        Field("rate", "Jasa % setahun", "percent", needed=False, width=14),
    ),
    CLAIMS: (
        Field("code", "Kode akun", width=12),
        Field("person", "Kode orang", "number", width=12),
        Field("name", "Nama", needed=False, width=32),
        Field("idr", "Jumlah", "idr"),
    ),
    THINGS: (
        Field("name", "Nama barang", width=32),
        Field("life", "Kelompok", width=14),
        Field("bought_on", "Tanggal beli", "date", width=14),
        Field("cost", "Harga beli", "idr"),
        Field("residual", "Nilai sisa", "idr"),
        Field("lost", "Akumulasi penyusutan", "idr"),
    ),
}

OF_SAVINGS: Final = {account: kind for kind, account in SAVINGS.items()}
OF_THINGS: Final = (EQUIPMENT, WRITTEN_OFF)
REFUSED: Final[Mapping[str, str]] = {
    ADVANCES: "advances", FUND["cash"]: "fund", FUND["bank"]: "fund",
    FOUNDERS_DEPOSITS: "founders", OPENING_EQUITY: "between",
}  # fmt: skip


def by_person(code: str) -> bool:
    """Kept by person, and brought on the sheet of claims and debts."""
    return charted()[code].by_party and code not in (*OF_SAVINGS, LOANS_TO_MEMBERS, *REFUSED)


def is_money(code: str) -> bool:
    return charted()[code].cash_flow == "cash"
