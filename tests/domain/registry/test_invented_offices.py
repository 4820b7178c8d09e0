"""Sixty offices made up by chance: other words, orders, headings, totals, page breaks; the truth is
known beforehand.

Each workbook is written together with its answer (who is a person, who is twice, who is rejected), so a
rule that is too eager or too shy shows as a wrong count and not as a matter of taste.
"""

import random
from dataclasses import dataclass, field

import pytest

from sentra.kernel.tables import sheet_of
from sentra.people.regions import all_regions
from tests.domain.registry.workbooks import check, counts

WORDS = {
    "number": ["No", "NO.", "No. Urut", "Nomor"],
    "name": ["Nama", "NAMA PENGRAJIN", "Nama Pemilik", "Nama Perajin/Pemilik", "NAMA LENGKAP", "Pengrajin"],
    "nik": ["NIK", "N I K", "No. KTP", "NIK/No. KTP", "Nomor Induk Kependudukan"],
    "village": ["Desa", "DESA/KEL", "Kelurahan/Desa", "Ds./Kel.", "Nama Desa"],
    "subdistrict": ["Kecamatan", "KEC.", "Kec"],
    "craft": ["Komoditi", "Jenis Kerajinan", "JENIS USAHA"],
    "product": ["Produk", "Jenis Produk", "HASIL PRODUKSI"],
    "capacity": [
        "Kapasitas/bln",
        "PRODUKSI PER BULAN",
        "Kapasitas Produksi",
        "Kap. Produksi/Bulan",
        "Jml Produksi",
    ],
    "unit": ["Satuan", "SAT.", "Sat"],
    "workers": ["TK", "Tenaga Kerja", "JML TENAGA KERJA", "Jumlah Pekerja"],
    "phone": ["No. HP", "HP/WA", "Telp.", "No Telp/WA", "KONTAK"],
    "notes": ["Ket", "KETERANGAN", "Ket."],
    "other": ["Nilai Produksi (Rp)", "Umur", "NPWP"],
}
NAMES = [
    "Siti",
    "Aisyah",
    "Rahmah",
    "Norhayati",
    "Jamilah",
    "Mariani",
    "Fitriah",
    "Salasiah",
    "Galuh",
    "Masitah",
    "Herlina",
    "Basri",
    "Gafar",
    "Kursani",
]
SECOND = [
    "Anwar",
    "Rahman",
    "Sari",
    "Hidayat",
    "Amalia",
    "Noor",
    "Lestari",
    "Setiawan",
    "Kusuma",
    "Wahyuni",
    "Ilmi",
    "Baiti",
    "Permata",
    "Zainab",
]
VILLAGES = all_regions().office("63.08").villages
SUBDISTRICTS = {place.code: place.name for place in all_regions().office("63.08").subdistricts}


@dataclass
class Office:
    chance: random.Random
    rows: list[list[object]] = field(default_factory=list)
    people: set[int] = field(default_factory=set)
    twice: set[int] = field(default_factory=set)
    rejected: set[int] = field(default_factory=set)
    serial: int = 0

    def build(self) -> None:
        chance = self.chance
        optional = [
            name for name in WORDS if name not in ("number", "name", "subdistrict") and chance.random() < 0.8
        ]
        self.by_section = chance.random() < 0.4
        kept = [name for name in ("village",) if name not in optional]
        self.fields = ["name", *optional, *kept] + ([] if self.by_section else ["subdistrict"])
        chance.shuffle(self.fields)
        if chance.random() < 0.85:
            self.fields.insert(0, "number")
        self.header = [chance.choice(WORDS[name]) for name in self.fields]
        for title in chance.sample(
            ["DATA IKM", "DAFTAR PENGRAJIN TAHUN 2026", "KABUPATEN HULU SUNGAI UTARA", "Lampiran 2"], 2
        ):
            self.rows.append([title])
        self.rows += [[]] * chance.randrange(3)
        self.rows.append(self.header)
        if chance.random() < 0.4:
            self.rows.append(list(range(1, len(self.fields) + 1)))
        for section in chance.sample(sorted(SUBDISTRICTS), 3):
            self.section(section)
        self.ending()

    def section(self, code: str) -> None:
        chance = self.chance
        if self.by_section:
            word = chance.choice(["KECAMATAN {}", "Kec. {}", "Kecamatan : {}"]).format(SUBDISTRICTS[code])
            self.rows.append([None, word] if chance.random() < 0.5 else [word])
        villages = [village for village in VILLAGES if village.parent == code]
        own: list[dict[str, object]] = []
        for _ in range(chance.randrange(2, 9)):
            if own and chance.random() < 0.15:
                self.person(self.again(chance.choice(own)), twice=True)
            elif (
                chance.random() < 0.05 and "number" in self.fields and {"nik", "product"} <= set(self.fields)
            ):
                self.person(self.facts(chance.choice(villages), code) | {"name": None}, rejected=True)
            else:
                own.append(self.facts(chance.choice(villages), code))
                self.person(own[-1])
            self.disturb()
        if self.by_section and chance.random() < 0.5:
            self.rows.append([None, "Jumlah", len(own)] if chance.random() < 0.5 else ["Sub Total"])

    def facts(self, village, code: str) -> dict[str, object]:
        chance = self.chance
        self.serial += 1
        nik = f"{code.replace('.', '')}{chance.randrange(1, 28) + 40:02d}{chance.randrange(1, 13):02d}"
        nik += f"{chance.randrange(50, 99)}{self.serial:04d}"
        return {
            "name": " ".join([chance.choice(NAMES), *chance.sample(SECOND, 2)])
            + "a" * (self.serial * 7 % 13),
            "nik": chance.choice([nik, f"'{nik}", nik, None]),
            "village": village.name,
            "subdistrict": SUBDISTRICTS[code],
            "craft": chance.choice(["Anyaman purun", "ANYAMAN ROTAN", "Kopiah jangang"]),
            "product": chance.choice(["tikar", "tas", "topi"]),
            "unit": chance.choice(["lbr", "bh"]),
            "capacity": chance.choice([12, "20-30", "+/- 5", "tdk tentu", None, "4 lbr per minggu"]),
            "workers": chance.choice([1, "2 org", None]),
            "other": chance.choice([1_500_000, 45]),
            "phone": chance.choice([None, "-", f"0812{self.serial:08d}", 81200000000 + self.serial]),
            "notes": chance.choice([None, "aktif", "pindah", "meninggal 2025"]),
        }

    def again(self, facts: dict[str, object]) -> dict[str, object]:
        """The same person typed once more by somebody else."""
        changed = dict(facts)
        changed["name"] = self.chance.choice([str.upper, str.lower, str.title, lambda name: f" {name} "])(
            str(facts["name"])
        )
        changed["village"] = self.chance.choice([str.upper, lambda name: f"Ds. {name}"])(
            str(facts["village"])
        )
        changed["notes"] = "sudah pelatihan 2024"
        if facts["nik"]:
            changed["nik"] = str(facts["nik"]).strip("'")
        return changed

    def person(self, facts: dict[str, object], *, twice: bool = False, rejected: bool = False) -> None:
        row = [len(self.people) + 1 if name == "number" else facts[name] for name in self.fields]
        self.rows.append(row)
        number = len(self.rows)
        self.people.add(number)
        (self.twice if twice else self.rejected if rejected else set[int]()).add(number)

    def disturb(self) -> None:
        if self.chance.random() < 0.15:
            self.rows.append([])
        if self.chance.random() < 0.07:
            self.rows.append(self.header)

    def ending(self) -> None:
        chance, seen = self.chance, len(self.people)
        if chance.random() < 0.7:
            self.rows.append(chance.choice([[None, "Jumlah", seen], ["TOTAL"], [None, "JUMLAH KESELURUHAN"]]))
        self.rows += [[]] * chance.randrange(3)
        if chance.random() < 0.3:
            self.rows += [
                ["REKAPITULASI"],
                ["No", "Kecamatan", "Jumlah"],
                [1, "Babirik", 4],
                [2, "Banjang", 3],
            ]
        if chance.random() < 0.7:
            column = chance.randrange(len(self.fields))
            signature = [
                "Amuntai, 12 Oktober 2026",
                "Kepala Bidang Perindustrian,",
                "",
                "",
                "H. ABDUL KADIR, SE",
                "NIP. 19700101 199903 1 001",
            ]
            self.rows += [[None] * column + [text] if text else [] for text in signature]


@pytest.mark.parametrize("seed", range(60))
def test_an_invented_office(seed):
    office = Office(random.Random(seed))
    office.build()
    report = check([sheet_of(office.rows, name="Data")])
    assert {row.row for row in report.rows} == office.people
    assert {row.row for row in report.rows if row.outcome == "rejected"} == office.rejected
    assert {row.row for row in report.rows if row.outcome == "duplicate"} == office.twice
    assert counts(report) == (
        len(office.people),
        len(office.people) - len(office.twice) - len(office.rejected),
        len(office.rejected),
        len(office.twice),
    )
    assert all(row.entry.place.village for row in report.rows)
