"""The papers of capital aid: the proposal as it was sent, and the final report. Both sides print the same."""

from datetime import date, datetime
from typing import Any

from sentra.capital.aid.models import AidKind, AidUse, Proposal
from sentra.capital.aid.queries import Story
from sentra.kernel.pdf import render
from sentra.kernel.words import kuitansi
from sentra.people.house import House

KINDS = {AidKind.GRANT: "Hibah", AidKind.REVOLVING: "Dana bergulir"}
SPENT_ON = {
    AidUse.Category.MATERIALS: "Bahan",
    AidUse.Category.WAGES: "Upah dan uang muka pengrajin",
    AidUse.Category.TOOLS: "Peralatan",
    AidUse.Category.TRANSPORT: "Angkutan dan kemasan",
    AidUse.Category.OTHER: "Lain-lain",
}


def proposal_pdf(found: Proposal, *, at: datetime) -> bytes:
    """The proposal with the cash plan of its day. A draft prints too, numbered 000."""
    figures = found.figures
    data = _letter(found, "UBM", found.sent_at or found.drafted_at) | {
        "office": found.office or "Dinas kabupaten",
        "kind": KINDS[AidKind(found.kind)],
        "amount_idr": found.amount_idr,
        "amount_words": kuitansi(found.amount_idr),
        "purpose": found.purpose,
        "orders": [{key: one[key] for key in ("order", "buyer", "total_idr")} for one in found.orders],
        "as_of": figures["as_of"],
        "opening_idr": figures["opening_idr"],
        "lowest_on": figures["lowest_on"],
        "lowest_idr": figures["lowest_idr"],
        "reserve_idr": figures["reserve_idr"],
        "weeks": figures["weeks"],
    }
    return render("capital/papers/aid_proposal.typ", data, at=at)


def report_pdf(story: Story, *, at: datetime) -> bytes:
    """What came, what it was spent on, what has gone back, and what it has changed."""
    found = story.proposal
    told = [one for one in story.uses if not one.struck_at]
    data = _letter(found, "LBM", found.reported_at or at) | {
        "office": found.office,
        "kind": KINDS[AidKind(found.granted_kind or found.kind)],
        "purpose": found.purpose,
        "granted_idr": found.granted_idr,
        "received_idr": found.received_idr,
        "uses": [
            {
                "on": one.on, "category": SPENT_ON[AidUse.Category(one.category)], "text": one.text,
                "amount_idr": one.amount_idr,
            }
            for one in told
        ],
        "used_idr": found.used_idr,
        "repaid_idr": found.repaid_idr,
        "owed_idr": found.owed_idr,
        "report": found.report,
    }  # fmt: skip
    return render("capital/papers/aid_report.typ", data, at=at)


def _letter(found: Proposal, kind: str, written_at: datetime) -> dict[str, Any]:
    house = House.of(found.tenant_id or 0)
    on: date = house.day(written_at)
    return {
        "letter": house.letter(kind, found.number or 0, found.year or on.year, on),
        "signer": house.signed(found.sent_by),
    }
