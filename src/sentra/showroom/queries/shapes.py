"""What the showroom's questions are answered with: values that everybody may know."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sentra.showroom.search import Meant


class Order(StrEnum):
    NEWEST = "terbaru"
    CHEAPEST = "termurah"
    DEAREST = "termahal"


@dataclass(frozen=True)
class Filters:
    """What a visitor chose. `slug` or `district` is the house she stands in; the rest she may leave out."""

    slug: str = ""
    district: str = ""
    text: str = ""
    craft: str = ""
    motif: int | None = None
    maker: UUID | None = None
    village: str = ""
    least_idr: int | None = None
    most_idr: int | None = None
    ready: bool | None = None  # True: lies ready; False: made to order
    finish: str = ""
    order: Order = Order.NEWEST


@dataclass(frozen=True)
class Picture:
    """One width and kind of a photograph; `photo` says of which, in the order they are shown."""

    path: str
    mime: str
    width: int
    height: int
    photo: int = 0


@dataclass(frozen=True)
class Card:
    """One product in a list. `ready`: pieces free now; `weeks`: made to order, None while not promised."""

    product_id: int
    slug: str
    cooperative: str
    code: str
    name: str
    craft: str
    motif: str
    price_idr: int
    unit: str
    ready: int
    weeks: int | None
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Maker:
    uid: UUID
    name: str
    village: str
    village_code: str | None


@dataclass(frozen=True)
class Step:
    """A stage: what a piece is after it, and the rupiah its maker is paid for it."""

    position: int
    name: str
    finish: str
    adds_idr: int


@dataclass(frozen=True)
class Listing:
    """All that everybody may know of a product."""

    card: Card
    description: str
    care: str
    craft_code: str
    craft_en: str
    techniques: tuple[str, ...]
    motif_id: int | None
    motif_story: str
    motif_by: str
    makers: tuple[Maker, ...]
    sizes: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Page:
    """`after` asks for the next page, "" on the last. `meant`: how a search was understood; `partly`:
    nothing had all its words, these have some."""

    cards: tuple[Card, ...]
    after: str
    meant: Meant | None
    partly: bool = False


@dataclass(frozen=True)
class Choice:
    """One thing to filter by, and how many goods of the house have it."""

    value: str
    label: str
    listings: int


@dataclass(frozen=True)
class Facets:
    """What a house's goods can be narrowed by."""

    crafts: tuple[Choice, ...]
    motifs: tuple[Choice, ...]
    villages: tuple[Choice, ...]
    makers: tuple[Choice, ...]
    finishes: tuple[Choice, ...]


@dataclass(frozen=True)
class MotifStory:
    motif_id: int
    name: str
    story: str
    by: str  # "" where she has not agreed to be named
