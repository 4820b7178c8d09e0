"""What visitors ask of the showroom: pages of goods, one product, and what one may choose from.

No scope is needed: listings are for everybody.
"""

from sentra.showroom.queries.choices import facets, makers, motifs
from sentra.showroom.queries.goods import PAGE, catalogue, listing
from sentra.showroom.queries.newest import crafts_by_house, newest
from sentra.showroom.queries.shapes import (
    Card,
    Choice,
    Facets,
    Filters,
    Listing,
    Maker,
    MotifStory,
    Order,
    Page,
    Picture,
    Step,
)

__all__ = [
    "PAGE",
    "Card",
    "Choice",
    "Facets",
    "Filters",
    "Listing",
    "Maker",
    "MotifStory",
    "Order",
    "Page",
    "Picture",
    "Step",
    "catalogue",
    "crafts_by_house",
    "facets",
    "listing",
    "makers",
    "motifs",
    "newest",
]
