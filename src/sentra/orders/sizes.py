"""Reads a buyer's own size list with the care of the registry import: counted, or asked, never guessed.

Every line of a person is either counted under a size or is an open question with its row; the two add up to
the lines seen. Questions and remarks carry the row and the unit, never a name or a number of a person.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sentra.crafts.registry.columns import Vocabulary, weighted
from sentra.crafts.registry.header import find_header
from sentra.crafts.registry.people import sex_of
from sentra.crafts.registry.rows import Line, read_lines
from sentra.crafts.registry.words import as_number, is_nothing, key, text_of
from sentra.kernel.identity import Sex
from sentra.kernel.tables import Cell, Sheet, TableRefused
from sentra.orders.size_words import SIZES, Sleeve, may_leave, read_size, read_sleeve


def _(sentence: str) -> str:
    """Marks a sentence for translation."""
    return sentence


QUESTIONS: dict[str, str] = {
    "size_missing": _("No size given."),
    "size_unknown": _("Which size is “%(text)s”?"),
    "size_number": _("Which letter size is %(text)s?"),
    "size_two": _("“%(text)s”: which of the two?"),
    "size_uncertain": _("“%(text)s” is not certain. Which size is right?"),
    "size_not_offered": _("We do not make size %(text)s. Which one instead?"),
    "pieces_unreadable": _("How many pieces is “%(text)s”?"),
}
REMARKS: dict[str, str] = {
    "sleeve_missing": _("No sleeve given; counted without."),
    "sleeve_unknown": _("The sleeve “%(text)s” is not known; counted without."),
    "may_leave": _("“%(text)s”: will this piece still be needed?"),
    "note_kept": _("Please note: “%(text)s”."),
    "repeats_row": _("The same person number as in row %(row)s."),
}

VOCABULARY = Vocabulary(
    fields={
        "number": weighted({100: "no, nomor, no urut, nomor urut, urut"}),
        "name": weighted(
            {
                100: "nama pegawai, nama lengkap, nama siswa, nama guru, nama anggota, nama karyawan",
                95: "nama",
            }
        ),
        "nik": weighted({100: "nip, nik, nisn, nip nik, no pegawai, nrp, nis", 90: "nuptk, no induk"}),
        "office": weighted(
            {
                100: "unit kerja, unit, instansi, opd, skpd, bagian, bidang, satuan kerja, kelas",
                85: "sekolah, jabatan, seksi",
            }
        ),
        "sex": weighted({100: "l p, jk, jenis kelamin, lk pr, kelamin, gender, p l"}),
        "size": weighted(
            {100: "ukuran, size, ukuran baju, uk, ukuran seragam, ukuran kemeja", 90: "uk baju, ukuran batik"}
        ),
        "sleeve": weighted(
            {100: "lengan, model lengan, jenis lengan, lengan baju, panjang lengan", 85: "model"}
        ),
        "pieces": weighted(
            {100: "qty, jumlah, jml, pcs, banyak, banyaknya, jumlah baju, jumlah potong, jml baju"}
        ),
        "notes": weighted({100: "ket, keterangan, catatan", 85: "status"}),
        "": weighted(
            {90: "ttd, tanda tangan, paraf, gol, golongan, pangkat, no hp, hp, pangkat gol, tgl lahir"}
        ),
    },
    needs=("size",),
    at_least=2,
    enough=frozenset({"size"}),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or a remark about one line; `office` is the unit as the list writes it."""

    sheet: str
    row: int
    code: str
    office: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = _) -> str:
        return translate((QUESTIONS | REMARKS)[self.code]) % self.params


@dataclass(frozen=True, slots=True)
class SizeLine:
    """One person's piece(s). `size` is "" while a question is open; `sleeve` and `sex` "" / None when not
    said.
    """

    sheet: str
    row: int
    size: str
    sleeve: Sleeve
    sex: Sex | None
    pieces: int
    questions: tuple[Asked, ...] = ()
    remarks: tuple[Asked, ...] = ()


@dataclass(frozen=True)
class SizeList:
    """counted + open_rows = rows_seen, always."""

    lines: tuple[SizeLine, ...]

    @property
    def rows_seen(self) -> int:
        return len(self.lines)

    @property
    def counted(self) -> int:
        """Lines whose size is certain."""
        return sum(1 for line in self.lines if not line.questions)

    @property
    def open_rows(self) -> int:
        return sum(1 for line in self.lines if line.questions)

    @property
    def questions(self) -> tuple[Asked, ...]:
        return tuple(one for line in self.lines for one in line.questions)

    @property
    def remarks(self) -> tuple[Asked, ...]:
        return tuple(one for line in self.lines for one in line.remarks)

    @property
    def matrix(self) -> dict[str, int]:
        """Pieces by size, from small to large, sizes nobody wears left out."""
        pieces = Counter[str]()
        for line in self.lines:
            if not line.questions:
                pieces[line.size] += line.pieces
        return {size: pieces[size] for size in SIZES if pieces[size]}

    @property
    def by_sleeve(self) -> dict[tuple[str, Sleeve], int]:
        """Pieces by size and sleeve; sleeve "" is what the list leaves open."""
        pieces = Counter[tuple[str, Sleeve]]()
        for line in self.lines:
            if not line.questions:
                pieces[line.size, line.sleeve] += line.pieces
        return dict(sorted(pieces.items(), key=lambda item: (SIZES.index(item[0][0]), item[0][1])))


def read_size_list(
    sheets: Sequence[Sheet], *, offered: tuple[str, ...] = SIZES, mapping: Mapping[str, str] | None = None
) -> SizeList:
    """Every sheet with a column of sizes. Refuses (TableRefused "header_not_found") a file without one."""
    headers = [
        (sheet, find_header(sheet, VOCABULARY, mapping=mapping)) for sheet in sheets if not sheet.hidden
    ]
    tables = [(sheet, header) for sheet, header in headers if header]
    if not tables:
        raise TableRefused("header_not_found", sheets=len(sheets))
    lines: list[SizeLine] = []
    numbers: dict[str, int] = {}
    for sheet, header in tables:
        has_sleeves = "sleeve" in header.columns.by_field
        people = read_lines(sheet, header, VOCABULARY).people
        lines.extend(_line(line, offered, numbers, has_sleeves=has_sleeves) for line in people)
    return SizeList(tuple(lines))


def _line(line: Line, offered: tuple[str, ...], numbers: dict[str, int], *, has_sleeves: bool) -> SizeLine:
    office = text_of(line.cells.get("office"))

    def asked(code: str, **params: str | int) -> Asked:
        return Asked(line.sheet, line.number, code, office, params)

    size = read_size(line.cells.get("size"), offered=offered)
    questions = [asked(size.code, text=size.text[:40])] if size.code else []
    pieces = _pieces(line.cells.get("pieces"))
    if pieces is None:
        questions.append(asked("pieces_unreadable", text=text_of(line.cells.get("pieces"))[:40]))
    sleeve, understood = read_sleeve(line.cells.get("sleeve"))
    sleeve = sleeve or size.sleeve
    remarks = []
    if not understood:
        remarks.append(asked("sleeve_unknown", text=text_of(line.cells.get("sleeve"))[:40]))
    elif has_sleeves and not sleeve:
        remarks.append(asked("sleeve_missing"))
    note = text_of(line.cells.get("notes"))
    if not is_nothing(note):
        remarks.append(asked("may_leave" if may_leave(note) else "note_kept", text=note[:80]))
    number = key(text_of(line.cells.get("nik"))).replace(" ", "")
    first = numbers.setdefault(number, line.number) if number else line.number
    if first != line.number:
        remarks.append(asked("repeats_row", row=first))
    sex = sex_of(line.cells.get("sex"))
    return SizeLine(
        line.sheet, line.number, size.size, sleeve, sex, pieces or 0, tuple(questions), tuple(remarks)
    )  # fmt: skip


def _pieces(cell: Cell) -> int | None:
    """One, unless the list has a column for it. None when it cannot be read."""
    if is_nothing(text_of(cell)):
        return 1
    pieces = as_number(cell)
    return pieces if pieces is not None and 0 < pieces <= 1000 else None
