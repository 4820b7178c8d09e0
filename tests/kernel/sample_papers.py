"""Invented data for every paper: no person, number or account here exists."""

from collections.abc import Callable

from sentra.kernel.qr import svg
from sentra.kernel.words import kuitansi
from tests.kernel.sample_letters import (
    CHAIR,
    GOODS,
    TREASURER,
    Data,
    bast,
    confirmation,
    delivery_note,
    invoice,
    letter,
    quotation,
    receipt,
    total,
)

PEOPLE = [
    "Siti Aminah",
    "Rahmawati",
    "Norhayati",
    "Maimunah",
    "Lidya Wakar",
    "Jumiati",
    "Hamsiah",
    "Galuh Pertiwi",
]


def slip(count: int, *, size: str = "A4", people: int = 2) -> Data:
    slips = []
    for who in range(people):
        lines = []
        for at in range(count):
            name, detail, _unit, price = GOODS[(at + who) % len(GOODS)]
            pieces, rate = 3 + (at * 7 + who) % 20, price // 5 * 2
            lines.append(
                {
                    "name": name,
                    "detail": detail,
                    "pieces": pieces,
                    "rate_idr": rate,
                    "amount_idr": pieces * rate,
                }
            )
        gross = total(lines)
        recovered = [{"label": "bahan purun 4 November", "idr": gross // 5}] if who == 0 else []
        deductions = [{"label": "Simpanan wajib November", "idr": 10_000}]
        net = gross - total(recovered, "idr") - 10_000
        slips.append(
            {
                "name": PEOPLE[who % len(PEOPLE)],
                "member_number": f"A-{who + 12:04d}",
                "number": f"{who + 81:04d}/SP/XI/2026",
                "period": "16–22 November 2026",
                "paid_by": "Tunai",
                "lines": lines,
                "gross_idr": gross,
                "recovered": recovered,
                "deductions": deductions,
                "net_idr": net,
                "net_words": kuitansi(net),
                "advance_left_idr": 75_000 * (who == 0),
            }
        )
    return {"letter": letter("081/SP/KARL/XI/2026"), "size": size, "slips": slips}


def slip_a6(count: int) -> Data:
    return slip(count, size="A6")


def slip_80mm(count: int) -> Data:
    return slip(count, size="80mm")


def cash_list(count: int) -> Data:
    lines = [
        {
            "name": PEOPLE[at % len(PEOPLE)],
            "member_number": f"A-{at + 12:04d}",
            "slip_number": f"{at + 81:04d}/SP/XI",
            "amount_idr": 187_500 + 42_500 * (at * 7 % 11),
        }
        for at in range(count)
    ]
    due = left = total(lines)
    notes = []
    for value in (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500):
        pieces, left = divmod(left, value)
        if pieces:
            notes.append({"value_idr": value, "count": pieces})
    return {
        "letter": letter("012/BT/KARL/XI/2026"),
        "period": "Upah 16–22 November 2026",
        "place": "Balai Desa Contoh",
        "lines": lines,
        "total_idr": due,
        "total_words": kuitansi(due),
        "notes_needed": notes,
        "payer": TREASURER,
        "witness": {"name": "Jumiati", "role": "Koordinator desa"},
    }


def bank_list(count: int) -> Data:
    lines = [
        {
            "name": PEOPLE[at % len(PEOPLE)],
            "bank": "Bank Contoh Daerah" if at % 2 else "Bank Contoh",
            "account": f"000{at:03d}0000{at % 10}",
            "holder": PEOPLE[at % len(PEOPLE)] if at % 4 else "Keluarga Contoh",
            "reference": f"{at + 81:04d}/SP/XI",
            "amount_idr": 187_500 + 42_500 * (at * 7 % 11),
        }
        for at in range(count)
    ]
    return {
        "letter": letter("013/TB/KARL/XI/2026"),
        "period": "Upah 16–22 November 2026",
        "lines": lines,
        "payer": TREASURER,
        "from_account": "Bank Contoh 000-0000-0001 a.n. Koperasi Anyaman Rawa Lestari",
        "approver": CHAIR,
        "total_idr": total(lines),
        "total_words": kuitansi(total(lines)),
    }


def card(count: int) -> Data:
    cards = [
        {
            "name": PEOPLE[at % len(PEOPLE)],
            "number": f"A-{at + 12:04d}",
            "village": "Desa Contoh, Haur Gading",
            "since": "2025-06-01",
            "qr_svg": svg(f"SENTRA1:{at:04d}:INVENTED-TOKEN-{at:08d}", inline=False),
        }
        for at in range(count)
    ]
    return {"org": {"name": "Koperasi Anyaman Rawa Lestari", "contact": "0812-0000-0001"}, "cards": cards}


def trial_balance(count: int) -> Data:
    groups = ["Aset lancar", "Aset tetap", "Kewajiban", "Modal sendiri", "Pendapatan", "Beban"]
    lines = []
    for at in range(count):
        sign = 1 if at % 2 else -1
        amount = 1_250_000 * (at // 2 + 1)
        lines.append(
            {
                "code": f"{at * 6 // count + 1}-{1010 + at * 10}",
                "name": f"Akun contoh nomor {at + 1}",
                "group": groups[at * 6 // count],
                "opening_idr": sign * amount * 3,
                "debit_idr": amount if sign > 0 else 0,
                "credit_idr": amount if sign < 0 else 0,
                "closing_idr": sign * amount * 4,
            }
        )
    return {
        "letter": letter("010/NS/KARL/X/2026", on="2026-11-02"),
        "from": "2026-01-01",
        "to": "2026-10-31",
        "lines": lines,
        "signers": [{"label": "Disusun oleh,", **TREASURER}, {"label": "Diketahui oleh,", **CHAIR}],
    }


def journal(count: int) -> Data:
    entries = []
    for at in range(count):
        idr = 250_000 + at * 12_500
        entries.append(
            {
                "number": f"J-{at + 1:05d}",
                "date": f"2026-11-{at % 22 + 1:02d}",
                "memo": "Uang muka pesanan diterima",
                "source": f"Pesanan {at + 1}",
                "reverses": "J-00001" if at == 4 else "",
                "postings": [
                    {"code": "1-1100", "name": "Bank", "amount_idr": idr},
                    {
                        "code": "2-1300",
                        "name": "Uang muka pelanggan",
                        "party": "CV Galeri Contoh",
                        "amount_idr": -idr,
                    },
                ],
            }
        )
    debits = sum(entry["postings"][0]["amount_idr"] for entry in entries)
    return {
        "letter": letter("011/BJ/KARL/XI/2026"),
        "from": "2026-11-01",
        "to": "2026-11-22",
        "entries": entries,
        "total_idr": debits,
    }


def consignment(count: int, *, size: str = "A5") -> Data:
    lines = []
    for at in range(count):
        name, _detail, _unit, price = GOODS[at % len(GOODS)]
        pieces, back = 2 + at * 7 % 20, at % 3
        lines.append(
            {
                "name": name,
                "pieces": pieces,
                "price_idr": price,
                "given_back": back,
                "amount_idr": (pieces - back) * price,
            }
        )
    return {
        "letter": letter("007/TTT/KARL/XI/2026"),
        "size": size,
        "name": PEOPLE[0],
        "village": "Desa Contoh",
        "ends_on": "2027-02-20",
        "note": "Warna alami",
        "lines": lines,
        "pieces": sum(one["pieces"] - one["given_back"] for one in lines),
        "total_idr": total(lines),
        "receiver": TREASURER,
    }


def consignment_80mm(count: int) -> Data:
    return consignment(count, size="80mm")


PAPERS: dict[str, tuple[str, Callable[[int], Data]]] = {
    "quotation": ("orders/papers/quotation.typ", quotation),
    "confirmation": ("orders/papers/confirmation.typ", confirmation),
    "delivery_note": ("orders/papers/delivery_note.typ", delivery_note),
    "bast": ("orders/papers/bast.typ", bast),
    "invoice": ("orders/papers/invoice.typ", invoice),
    "receipt": ("orders/papers/receipt.typ", receipt),
    "slip": ("capital/papers/slip.typ", slip),
    "slip_a6": ("capital/papers/slip.typ", slip_a6),
    "slip_80mm": ("capital/papers/slip.typ", slip_80mm),
    "consignment": ("stock/papers/consignment.typ", consignment),
    "consignment_80mm": ("stock/papers/consignment.typ", consignment_80mm),
    "cash_list": ("capital/papers/cash_list.typ", cash_list),
    "bank_list": ("capital/papers/bank_list.typ", bank_list),
    "card": ("people/papers/card.typ", card),
    "trial_balance": ("ledger/papers/trial_balance.typ", trial_balance),
    "journal": ("ledger/papers/journal.typ", journal),
}
