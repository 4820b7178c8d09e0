"""Pages of goods, and one of them by its address. Nothing counts all, nothing is paged by offset."""

from dataclasses import replace

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from sentra.showroom.models import ShowroomListing
from sentra.showroom.queries.paging import Cursor, after_row
from sentra.showroom.queries.rows import card_of, filtered, whole_of
from sentra.showroom.queries.shapes import Filters, Listing, Order, Page
from sentra.showroom.search import Meant, understood

PAGE = 12  # three rows on a desk; with all its pictures below 150 KB on a phone


def catalogue(wanted: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page of goods. A search shows first what has the very words in its title, then what has words
    that mean the same there, then the rest; a chosen price order stands above that. At most seven queries.

    `after` is what the page before said; one that cannot be read starts at the beginning.
    """
    meant = understood(wanted.text) if wanted.text.strip() else None
    cursor = Cursor.read(after)
    if meant and meant.ideas:
        found = _searched(wanted, meant, cursor, size + 1)
    else:
        found = _next(wanted, Q(), Cursor(), cursor, size + 1)
    rows = [row for _place, row in found[:size]]
    more = found[size - 1][0].told() if len(found) > size else ""
    return Page(tuple(map(card_of, rows)), more, meant, bool(found) and found[0][0].any_idea)


def listing(slug: str, code: str) -> Listing | None:
    """One product by its address; None when it is not (or no longer) published. One query."""
    row = ShowroomListing.objects.defer("spoken", "words").filter(slug=slug, code=code).first()
    return whole_of(row) if row else None


_Found = list[tuple[Cursor, ShowroomListing]]


def _searched(wanted: Filters, meant: Meant, cursor: Cursor | None, most: int) -> _Found:
    """Rows with all ideas; where there are none at all, rows with any."""
    any_idea = cursor.any_idea if cursor else False
    found = _tiers(wanted, _asked(meant, wanted.order, any_idea=any_idea), cursor or Cursor(), cursor, most)
    if not found and cursor is None and len(meant.ideas) > 1:
        loose = _asked(meant, wanted.order, any_idea=True)
        return _tiers(wanted, loose, Cursor(any_idea=True), None, most)
    return found


def _asked(meant: Meant, order: Order, *, any_idea: bool) -> list[str]:
    """What is asked of the full text, the best answers first, none twice."""
    everywhere = meant.query(any_idea=any_idea)
    if order is not Order.NEWEST:
        return [everywhere]
    titles = meant.query(by_name=True, any_idea=any_idea)
    return list(dict.fromkeys([*([] if any_idea else [meant.literally()]), titles, everywhere]))


def _tiers(wanted: Filters, asked: list[str], start: Cursor, cursor: Cursor | None, most: int) -> _Found:
    """Tier after tier until the page is full; a later one is not asked before it is needed."""
    found: _Found = []
    better = Q()
    for tier, query in enumerate(asked):
        match = Q(words=SearchQuery(query, config="showroom", search_type="raw"))
        if tier >= start.tier and len(found) < most:
            here = cursor if tier == start.tier else None
            place = replace(start, tier=tier)
            found += _next(wanted, match & ~better if better else match, place, here, most - len(found))
        better |= match
    return found


def _next(wanted: Filters, match: Q, place: Cursor, cursor: Cursor | None, most: int) -> _Found:
    rows = after_row(filtered(wanted).filter(match), wanted.order, cursor)[:most]
    return [(replace(place, price_idr=row.price_idr, pk=row.pk), row) for row in rows]
