"""Papers of the surplus: one member's share with its arithmetic, everybody's list, the receipt. Indonesian.

`letter` is the house's head, number and day (`people.house.House.letter`), handed in by the screen.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from sentra.cooperative.models import SurplusPayment, SurplusRun
from sentra.cooperative.surplus.queries import MyShare, all_shares, parts_of, scheme_of
from sentra.cooperative.surplus.scheme import percent_words
from sentra.cooperative.surplus.words import told_share
from sentra.kernel.dates import written
from sentra.kernel.notices import HOUSE
from sentra.kernel.pdf import render
from sentra.kernel.words import kuitansi

SHARE, LIST = "cooperative/papers/share.typ", "cooperative/papers/shares.typ"
RECEIPT = "cooperative/papers/receipt.typ"
WAYS = {"cash": "Tunai", "bank": "Transfer bank"}
DRAFT = {SurplusRun.Stage.DRAFT, SurplusRun.Stage.DROPPED}


def _lead(run: SurplusRun) -> str:
    state = "Rancangan, belum disetujui RAT" if run.stage in DRAFT else "Disetujui RAT"
    return f"Tahun buku sampai {written(run.year_end)} · {state}"


def one_share(share: MyShare, *, letter: Mapping[str, Any], at: datetime) -> bytes:
    """A member's page: each part, what was hers of it, the sum, the rounding."""
    with translation.override(HOUSE):
        told = told_share(share)
    data = {
        "letter": letter, "lead": _lead(share.run), "seal": share.run.seal[:12],
        "member": {"name": share.name, "number": str(share.number)},
        "surplus_idr": share.run.members_idr + share.run.others_idr,
        "parts": [
            {"name": one.name, "pool": one.pool, "hers": one.hers, "sum": one.sum, "rounding": one.rounding,
             "idr": one.idr} for one in told
        ],
        "total_idr": share.total_idr, "total_words": kuitansi(share.total_idr),
    }  # fmt: skip
    return render(SHARE, data, at=at)


def list_of_shares(run: SurplusRun, *, letter: Mapping[str, Any], at: datetime) -> bytes:
    """The scheme with its pools, then every member's shares and room to sign."""
    names = [part.name for part in scheme_of(run).shared()]
    rows = all_shares(run.pk)
    data = {
        "letter": letter, "lead": _lead(run), "seal": run.seal[:12],
        "surplus_idr": run.members_idr + run.others_idr,
        "parts": [
            {"name": one.part.name, "percent": percent_words(one.part.hundredths), "idr": one.pool_idr}
            for one in parts_of(run)
        ],
        "heads": names,
        "rows": [
            {"number": row.number, "name": row.name, "shares": list(row.shares), "total_idr": row.total_idr}
            for row in rows
        ],
        "total_idr": sum(row.total_idr for row in rows),
    }  # fmt: skip
    return render(LIST, data, at=at)


def receipt(payment: SurplusPayment, *, letter: Mapping[str, Any], at: datetime) -> bytes:
    """She has taken her share, or part of it. One taken back says so across the paper."""
    member = payment.member
    data = {
        "letter": letter, "title": "Bukti Pengambilan SHU",
        "who": {"label": "Dibayarkan kepada", "name": member.party.name},
        "member": {"name": member.party.name, "number": str(member.number)},
        "lines": [{"label": "Sisa hasil usaha (SHU)", "idr": payment.amount_idr}],
        "method": WAYS[payment.method], "total_idr": payment.amount_idr,
        "total_words": kuitansi(payment.amount_idr),
        "void": f"DITARIK KEMBALI: {payment.taken_back_reason}" if payment.taken_back_at else "",
    }  # fmt: skip
    return render(RECEIPT, data, at=at)
