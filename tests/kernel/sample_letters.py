"""Invented letters to buyers and offices: no person, number or account here exists."""

from typing import Any

from sentra.kernel.qr import svg
from sentra.kernel.words import day_in_words, kuitansi

Data = dict[str, Any]

GOODS = [
    ("Tas purun anyam", "Motif bintang, 30 × 25 cm, furing katun", "buah", 85_000),
    ("Tikar purun", "120 × 200 cm, pewarna alam", "lembar", 145_000),
    ("Keranjang eceng gondok", "Sedang, pegangan rotan", "buah", 62_500),
    ("Topi purun", "Lingkar 58 cm", "buah", 27_500),
    ("Kain batik tulis", "Sutera 2 meter, warna soga", "lembar", 1_250_000),
]


def letter(number: str, *, on: str = "2026-11-22", verified: bool = True) -> Data:
    made: Data = {
        "org": {
            "name": "Koperasi Anyaman Rawa Lestari",
            "address": [
                "Jl. Contoh Anyaman No. 7, Desa Contoh",
                "Kec. Haur Gading, Kab. Hulu Sungai Utara 71471",
            ],
            "contact": "0812-0000-0001 · salam@rawalestari.test",
            "legal": "Badan hukum AHU-0000001.AH.01.29.2025 · NIB 0000000000001 · NPWP 00.000.000.0-001.000",
        },
        "number": number,
        "place": "Amuntai",
        "date": on,
    }
    if verified:
        url = "sentra.test/periksa/K7QF-2M9X"
        made["verify"] = {"code": "K7QF-2M9X", "url": url, "qr_svg": svg(f"https://{url}", inline=False)}
    return made


BUYER = {
    "name": "CV Galeri Borneo Contoh",
    "attention": "Ibu Dewi Contoh",
    "phone": "0812-0000-0002",
    "address": ["Jl. Pangeran Contoh No. 12", "Banjarmasin 70111"],
}
CHAIR = {"name": "Hj. Norhayati", "role": "Ketua"}
TREASURER = {"name": "Rahmawati", "role": "Bendahara"}


def priced(count: int) -> list[Data]:
    lines = []
    for at in range(count):
        name, detail, unit, price = GOODS[at % len(GOODS)]
        quantity = 5 + 13 * at % 120
        line = {"name": name, "detail": detail, "quantity": quantity, "unit": unit}
        lines.append(line | {"price_idr": price, "amount_idr": quantity * price})
    return lines


def total(lines: list[Data], key: str = "amount_idr") -> int:
    return sum(line[key] for line in lines)


def quotation(count: int) -> Data:
    lines = priced(count)
    charges = [
        {"label": "Potongan pesanan besar 5 %", "idr": -(total(lines) // 20)},
        {"label": "Ongkos kirim", "idr": 350_000},
    ]
    due = total(lines) + total(charges, "idr")
    return {
        "letter": letter("017/PH/KARL/XI/2026"),
        "buyer": BUYER,
        "subject": "Suvenir untuk Pekan Kerajinan 2027",
        "valid_until": "2026-12-06",
        "ready_on": "2027-01-20",
        "lines": lines,
        "charges": charges,
        "total_idr": due,
        "total_words": kuitansi(due),
        "signer": CHAIR,
        "terms": [
            "Harga termasuk kemasan, belum termasuk bongkar muat.",
            "Uang muka 50 % saat pesanan disetujui.",
            "Selisih ukuran sampai 2 cm wajar untuk anyaman tangan.",
        ],
    }


def confirmation(count: int) -> Data:
    lines = priced(count)
    due = total(lines)
    down = due // 2
    return {
        "letter": letter("009/KP/KARL/XI/2026"),
        "buyer": BUYER,
        "quotation_number": "017/PH/KARL/XI/2026",
        "promised_on": "2027-01-20",
        "delivery_place": "Gudang pembeli, Banjarmasin",
        "lines": lines,
        "total_idr": due,
        "total_words": kuitansi(due),
        "signer": CHAIR,
        "payments": [
            {"label": "Uang muka", "due_on": "2026-11-25", "idr": down},
            {"label": "Pelunasan saat barang diterima", "due_on": "2027-01-20", "idr": due - down},
        ],
        "terms": ["Perubahan jumlah disepakati tertulis sebelum 5 Desember 2026."],
    }


def delivery_note(count: int) -> Data:
    lines = [
        {
            "name": name,
            "detail": detail,
            "quantity": 5 + 13 * at % 120,
            "unit": unit,
            "packages": 1 + at % 3,
            "note": "",
        }
        for at, (name, detail, unit, _price) in ((at, GOODS[at % len(GOODS)]) for at in range(count))
    ]
    return {
        "letter": letter("031/SJ/KARL/I/2027", on="2027-01-20"),
        "recipient": BUYER,
        "order_number": "009/KP/KARL/XI/2026",
        "carrier": "Travel Contoh Jaya",
        "vehicle": "DA 0000 XX",
        "driver": "Bapak Contoh",
        "lines": lines,
        "total_quantity": total(lines, "quantity"),
        "total_packages": total(lines, "packages"),
        "notes": "Jaga tetap kering. Jangan ditumpuk lebih dari tiga dus.",
        "sender": "Jumiati",
    }


def bast(count: int) -> Data:
    lines = []
    for at, line in enumerate(priced(count)):
        rejected = at % 3
        lines.append(
            {key: line[key] for key in ("name", "detail", "unit")}
            | {
                "delivered": line["quantity"],
                "accepted": line["quantity"] - rejected,
                "rejected": rejected,
                "note": "Diganti paling lambat 3 Februari 2027" if rejected else "",
            }
        )
    return {
        "letter": letter("005/BAST/KARL/I/2027", on="2027-01-20"),
        "day_in_words": day_in_words("2027-01-20"),
        "lines": lines,
        "first": {
            "name": "Hj. Norhayati",
            "role": "Ketua",
            "organisation": "Koperasi Anyaman Rawa Lestari",
            "address": "Desa Contoh, Kec. Haur Gading, Kab. Hulu Sungai Utara",
        },
        "second": {
            "name": "Drs. Contoh Hidayat",
            "role": "Pejabat Pembuat Komitmen",
            "organisation": "Dinas Contoh",
            "address": "Jl. Contoh Raya No. 1, Amuntai",
        },
        "basis": "Surat Perintah Kerja Nomor 000/SPK/CONTOH/2026 tanggal 25 November 2026",
        "place": "Amuntai",
    }


def invoice(count: int) -> Data:
    lines = priced(count)
    due = total(lines)
    return {
        "letter": letter("021/FT/KARL/I/2027", on="2027-01-20"),
        "buyer": BUYER,
        "order_number": "009/KP/KARL/XI/2026",
        "due_on": "2027-02-03",
        "lines": lines,
        "total_idr": due,
        "signer": TREASURER,
        "paid": [{"label": "Uang muka, 25 November 2026", "idr": due // 2}],
        "due_idr": due - due // 2,
        "due_words": kuitansi(due - due // 2),
        "bank": {
            "bank": "Bank Contoh, Cabang Amuntai",
            "account": "000-0000-0001",
            "holder": "Koperasi Anyaman Rawa Lestari",
        },
        "qris_svg": svg("00020101021226invented", inline=False),
        "notes": ["Cantumkan nomor faktur pada berita transfer."],
    }


def receipt(_count: int) -> Data:
    idr = 12_437_500
    return {
        "letter": letter("044/KW/KARL/I/2027", on="2027-01-20"),
        "payer": "CV Galeri Borneo Contoh, Banjarmasin",
        "idr": idr,
        "words": kuitansi(idr),
        "purpose": "Pelunasan faktur 021/FT/KARL/I/2027: suvenir untuk Pekan Kerajinan 2027",
        "method": "Transfer bank",
        "signer": TREASURER,
        "stamp_duty": True,
    }
