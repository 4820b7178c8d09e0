"""The file to fill in: the chart, the members and the people of this cooperative stand in it already."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from sentra.cooperative.models import Member
from sentra.cooperative.opening.layout import (
    CLAIMS,
    LENT,
    PEOPLE,
    REFUSED,
    SAVED,
    SHEETS,
    THINGS,
    TRIAL,
    by_person,
)
from sentra.kernel.sheets import Cell, Column, Sheet, write_xlsx
from sentra.ledger.assets.straight import lives_on
from sentra.ledger.chart import charted
from sentra.people.models import Party

HELP = (
    "Isi saldo pada akhir hari peralihan, dalam rupiah penuh. Jangan mengubah judul kolom dan nama lembar.",
    f"{TRIAL}: setiap akun di kolom Debit atau Kredit. Jumlah debit harus sama dengan jumlah kredit.",
    f"{SAVED}: simpanan tiap anggota. Jumlahnya harus sama dengan akun 3-1100, 3-1200, dan 2-1400.",
    f"{LENT}: pinjaman yang masih berjalan. Jumlah sisa pokok harus sama dengan akun 1-1340.",
    "Sisa bulan: berapa angsuran lagi. Angsuran berikutnya: tanggal sesudah hari peralihan.",
    "Cara jasa (flat, menurun, atau anuitas) dan jasa % setahun (misalnya 12) boleh kosong: aturan kita.",
    f"{CLAIMS}: siapa berutang atau siapa kita utangi. Ambil kode orang dari lembar {PEOPLE}.",
    f"{THINGS}: barang milik koperasi. Jumlahnya harus sama dengan akun 1-2100 dan 1-2190.",
    "Pendapatan dan beban hanya diisi bila peralihan di tengah tahun buku.",
    "Baris yang jumlahnya kosong boleh dibiarkan. Barang tanpa penyusutan: kosongkan kolomnya.",
)


def template(*, day: date, at: datetime) -> bytes:
    """An Excel file with every sheet `reading` knows, and lists to choose from. Two queries."""
    rows = {TRIAL: _chart(), SAVED: _members(), LENT: iter(()), CLAIMS: iter(()), THINGS: iter(())}
    sheets = [Sheet("Petunjuk", [Column("Petunjuk", width=100)], [[line] for line in HELP])]
    sheets += [Sheet(name, [one.column for one in fields], rows[name]) for name, fields in SHEETS.items()]
    sheets += [
        Sheet(PEOPLE, [*_columns("Kode orang", "Nama", "Sebagai")], _people()),
        Sheet("Daftar kelompok", [*_columns("Kelompok", "Nama kelompok", "Tahun")], _lives(day)),
        Sheet("Daftar akun per orang", [*_columns("Kode akun", "Nama akun")], _by_person()),
    ]
    out = BytesIO()
    write_xlsx(out, sheets, made_at=at)
    return out.getvalue()


def _chart() -> Iterator[list[Cell]]:
    return ([code, one.name, None, None] for code, one in charted().items() if code not in REFUSED)


def _members() -> Iterator[list[Cell]]:
    found = Member.objects.filter(left_on=None).select_related("party").order_by("number")
    return ([one.number, one.party.name, None, None, None] for one in found)


def _people() -> Iterator[list[Cell]]:
    found = Party.objects.order_by("name", "pk")
    return ([one.pk, one.name, str(Party.Kind(one.kind).label)] for one in found)


def _lives(day: date) -> Iterator[list[Cell]]:
    return ([one.key, one.name, one.years] for one in lives_on(day).values())


def _by_person() -> Iterator[list[Cell]]:
    return ([code, one.name] for code, one in charted().items() if by_person(code))


def _columns(*titles: str) -> Iterator[Column]:
    for title in titles:
        wide = title.startswith("Nama")
        yield Column(title, "number" if title in ("Kode orang", "Tahun") else "text", 48 if wide else 16)
