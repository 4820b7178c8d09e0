"""What happens in the story: buyer, dates, who says no, which lots have faults. Nothing by chance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sentra.orders.facts import BuyerFacts

SIZE_LIST = Path(__file__).resolve().parents[1] / "data" / "ukuran-seragam-batik.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BUYER = BuyerFacts(
    "Sekretariat Daerah Kutai Timur",
    "public_office",
    phone="0812-5550-0042",
    address="Bukit Pelangi, Sangatta",
)
SAID = {"LL": "XL", "42": "L", "jumbo": "3XL", "L/XL": "XL", "M (dicek lagi)": "M"}
"""What the buyer answers when asked about a size; rows without any are M."""


@dataclass(frozen=True)
class Fault:
    """What the inspector finds in one lot."""

    grade: str = "A"
    rework: int = 0
    rejected: int = 0
    kind: str = "other"  # of Defect.Kind


FAULTS: Mapping[tuple[int, int], Fault] = {  # (stage, n-th lot of it)
    (1, 4): Fault("B", kind="colour"),
    (1, 7): Fault(rework=2, kind="wax"),
    (1, 12): Fault(rejected=2, kind="hole"),
    (2, 3): Fault("B", kind="bleed"),
    (2, 9): Fault(rework=2, kind="colour"),
    (3, 2): Fault("B", kind="seam"),
    (3, 8): Fault(rework=1, kind="seam"),
    (3, 11): Fault(
        rejected=1, kind="size"
    ),  # cloth and colour are lost with it: made again from the first on
}


@dataclass(frozen=True)
class OrderFacts:
    """One order to be played. Days count from the enquiry; money in rupiah, shares in permille."""

    starts_at: datetime = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)  # a Monday, 9:00 in Sangatta
    buyer: BuyerFacts = BUYER
    contact: str = "Bagian Umum"
    pieces: int = 412
    size_list: Path | None = SIZE_LIST
    said: Mapping[str, str] = field(default_factory=lambda: dict(SAID))
    usual_size: str = "M"
    price_idr: int = 285_000
    promised_after: int = 91
    down_payment_permille: int = 300
    payment_days: int = 14
    decliners: int = 3  # makers who say no to the first offers
    silent: int = 1  # makers who do not answer them
    advance_permille: int = 300  # of the accepted piecework
    first_part: int = 200  # pieces of the first delivery; 0: all at once
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=lambda: dict(FAULTS))
