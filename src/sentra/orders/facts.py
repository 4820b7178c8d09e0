"""What the verbs of orders are told: frozen facts, read from a form once and never changed."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sentra.orders.models import Lead


@dataclass(frozen=True)
class Upload:
    """A file as it came. Its digest, not its bytes, tells two requests apart."""

    name: str
    mime: str
    content: bytes = field(repr=False)
    sha256: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True)
class WishedLine:
    """What somebody asks for: pieces of a product, by size if it has sizes ({"M": 120, …})."""

    product_id: int
    pieces: int
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class EnquiryFacts:
    """An enquiry, a lead or a complaint, whoever writes it down. A phone or an e-mail address is needed.

    `size_list` is the buyer's own list; it fills the sizes of the only line that has none.
    """

    name: str
    phone: str = ""
    email: str = ""
    organisation: str = ""
    buyer_kind: str = ""
    message: str = ""
    wished_on: date | None = None
    lines: tuple[WishedLine, ...] = ()
    size_list: Upload | None = None
    kind: str = Lead.Kind.ENQUIRY
    source: str = Lead.Source.WEB


@dataclass(frozen=True)
class SizeAnswer:
    """What the buyer said about one row of her list; size "" leaves the row out, None keeps its pieces."""

    position: int
    size: str
    pieces: int | None = None


@dataclass(frozen=True)
class BuyerFacts:
    """Who orders: found again by name and contact, else written down anew."""

    name: str
    buyer_kind: str
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class QuotedLine:
    """One product offered: pieces, whole rupiah for one piece, sizes that add up to the pieces (or none)."""

    product_id: int
    pieces: int
    price_idr: int
    sizes: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class QuotationFacts:
    """Everything a quotation promises. Shares in permille; `payment_days` run from the invoice."""

    buyer: BuyerFacts
    lines: tuple[QuotedLine, ...]
    promised_on: date
    expires_on: date
    down_payment_permille: int = 300
    payment_days: int = 14
    tolerance_permille: int = 0
    needs_sample: bool = False
    terms: str = ""
    wished_on: date | None = None
    lead_id: int | None = None


@dataclass(frozen=True)
class BasketLine:
    """Ready pieces of one product, at its price."""

    product_id: int
    pieces: int
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class BasketFacts:
    """What is bought as it lies there. `way`: Order.Way; `send_to`: the address, where it is to be sent.

    `seen_idr`: the sum the buyer was shown. `checkout`: what orders at several cooperatives have in common.
    """

    buyer: BuyerFacts
    lines: tuple[BasketLine, ...]
    promised_on: date
    way: str
    send_to: str = ""
    note: str = ""
    channel: str = "web"
    seen_idr: int | None = None
    checkout: uuid.UUID | None = None
