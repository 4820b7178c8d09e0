"""What a quotation promises, as staff type it. The total is reckoned here, never in the browser."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from sentra.crafts.queries import ProductCard
from sentra.kernel.rupiah import portion
from sentra.orders.facts import BuyerFacts, QuotationFacts, QuotedLine
from sentra.orders.faults import of_terms
from sentra.orders.operations.quotations import TERMS
from sentra.orders.queries import LeadLine, LeadStory, OrderStory
from sentra.orders.size_words import sleeves_in_words
from sentra.people.models import Party
from sentra.web.orders.fields import PercentField, checked_phone, count, day
from sentra.web.orders.rows import Lines, in_order, initial_row, size_columns

LEAST_ROWS = 3
HOLDS_DAYS, READY_DAYS = 14, 42
NOT_OF_FACTS = {"name", "buyer_kind", "phone", "email", "address", "rows_shown", "early"}


class QuoteForm(Lines):
    priced = True
    name = forms.CharField(label=_("Buyer"), max_length=160)
    buyer_kind = forms.ChoiceField(label=_("Kind of buyer"), choices=Party.BuyerKind)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(
        label=_("Address"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    wished_on = day(_("Wished for"), required=False)
    promised_on = day(_("We promise it for"))
    early = forms.BooleanField(label=_("Promise this day all the same"), required=False)
    expires_on = day(_("The offer holds until"))
    down_payment_permille = PercentField(label=_("Down payment"), initial=300)
    payment_days = count(_("Days to pay after the invoice"), initial=14)
    tolerance_permille = PercentField(label=_("Fewer or more pieces allowed"), initial=0)
    needs_sample = forms.BooleanField(
        label=_("The buyer approves a sample before work starts"), required=False
    )
    terms = forms.CharField(
        label=_("Further terms"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    lead_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    too_early = False  # promised before any plan could be ready: asked about once, never refused

    def wanted(self) -> list[tuple[int, int]]:
        """(product, pieces) of every line that can be read."""
        said = self._said()
        rows = [(said.get(f"product_{n}"), said.get(f"pieces_{n}")) for n in range(self.count)]
        return [(product, pieces) for product, pieces in rows if product in self.products and pieces]

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def look_at(self, today: date) -> None:
        """What the operation would refuse about days and shares: all of it at once."""
        said = self._said()
        for fault in of_terms(today=today, **{name: said.get(name) for name in TERMS}):
            self.add_error(fault.field, str(fault))
        if not any(said.get(f"product_{n}") or f"product_{n}" in self.errors for n in range(self.count)):
            self.add_error("product_0", _("Offer at least one product."))

    def ask_about(self, earliest: date | None) -> None:
        """Have an early promise confirmed; says nothing when the earliest day is not known."""
        promised = self._said().get("promised_on")
        self.too_early = bool(earliest and promised and promised < earliest)
        if self.too_early and not self._said().get("early"):
            self.add_error("promised_on", _("Too early with today's promises. Confirm it or choose later."))

    def facts(self) -> QuotationFacts:
        """What the operation is told."""
        said = self.cleaned_data
        buyer = BuyerFacts(said["name"], said["buyer_kind"], said["phone"], said["email"], said["address"])
        lines = tuple(
            QuotedLine(one.product_id, one.pieces, one.price_idr, one.sizes, one.note)
            for one in self.typed_lines()
        )
        own = {name for name in self.base_fields if name not in NOT_OF_FACTS}
        return QuotationFacts(buyer=buyer, lines=lines, **{name: said[name] for name in own})

    def down_idr(self) -> int:
        """The down payment the buyer would be asked for."""
        permille = self._said().get("down_payment_permille")
        return portion(self.total_idr(), permille) if isinstance(permille, int) else 0


def start(today: date) -> dict[str, Any]:
    """What a fresh quotation begins with."""
    return {
        "promised_on": today + timedelta(days=READY_DAYS), "expires_on": today + timedelta(days=HOLDS_DAYS),
        "down_payment_permille": 300, "payment_days": 14, "tolerance_permille": 0,
    }  # fmt: skip


def from_lead(story: LeadStory, products: Sequence[ProductCard], today: date) -> dict[str, Any]:
    """Buyer and lines as they were asked for; prices are our own."""
    lead, columns = story.lead, size_columns(products)
    prices = {one.product_id: one.price_idr for one in products}
    told = start(today) | {
        "lead_id": lead.pk, "name": lead.organisation or lead.name, "buyer_kind": lead.buyer_kind,
        "phone": lead.phone, "email": lead.email, "wished_on": lead.wished_on,
    }  # fmt: skip
    if lead.wished_on and lead.wished_on > today:
        told["promised_on"] = lead.wished_on
    for n, line in enumerate(story.lines):
        told |= initial_row(
            n,
            columns,
            product=line.product.pk,
            pieces=line.pieces,
            sizes=line.sizes if line.counted <= line.pieces else {},
            price=prices.get(line.product.pk),
            note=sleeves_in_words(line.sleeves),
        )
    return told


def from_promise(asked: Mapping[str, str], products: Sequence[ProductCard], *, rows: bool) -> dict[str, Any]:
    """Day, down payment and (if `rows`) lines that were worked out on the promise page; nothing from
    elsewhere."""
    told: dict[str, Any] = {}
    day, share = _a_day(asked.get("promised_on", "")), asked.get("down_payment", "")
    if day:
        told["promised_on"] = day
    if share.isdecimal() and int(share[:4]) <= 100:
        told["down_payment_permille"] = int(share) * 10
    known = {str(one.product_id): one for one in products}
    for n in range(LEAST_ROWS if rows else 0):
        product, pieces = known.get(asked.get(f"product_{n}", "")), asked.get(f"pieces_{n}", "")
        if product and pieces.isdecimal() and len(pieces) < 7:
            told |= initial_row(
                n,
                size_columns(products),
                product=product.product_id,
                pieces=int(pieces),
                sizes={},
                price=product.price_idr,
            )
    return told


def _a_day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # well formed, but no day of the calendar
        return None


def as_asked(told: dict[str, Any], story: LeadStory, products: Sequence[ProductCard]) -> dict[str, Any]:
    """The form's beginning with pieces and sizes as the enquiry counts them now; prices and notes stay."""
    columns, waiting = size_columns(products), list(story.lines)
    for n in range(sum(1 for name in told if name.startswith("product_"))):
        line = next((one for one in waiting if one.product.pk == told[f"product_{n}"]), None)
        if line is None:
            continue
        waiting.remove(line)
        kept = {name: value for name, value in told.items() if not name.startswith(f"size_{n}_")}
        told = kept | initial_row(n, columns, pieces=line.pieces, sizes=line.sizes)
    return told


def other_sizes(story: OrderStory, lead: LeadStory) -> list[tuple[LeadLine, list[tuple[str, int]]]]:
    """Lines of the enquiry whose sizes this quotation does not have: for a word and a button."""
    quoted = [(one.line.product_id, one.line.pieces, one.line.sizes) for one in story.lines]
    offered = {product for product, _pieces, _sizes in quoted}
    return [
        (line, in_order(line.sizes))
        for line in lead.lines
        if line.sizes
        and line.product.pk in offered
        and (line.product.pk, line.pieces, line.sizes) not in quoted
    ]


def from_order(story: OrderStory, products: Sequence[ProductCard]) -> dict[str, Any]:
    """The quotation as it stands, to be changed."""
    order, buyer, columns = story.order, story.buyer, size_columns(products)
    kept = (
        "wished_on",
        "promised_on",
        "expires_on",
        "down_payment_permille",
        "payment_days",
        "tolerance_permille",
    )
    told: dict[str, Any] = {
        name: getattr(order, name) for name in (*kept, "needs_sample", "terms", "lead_id")
    }
    told |= {name: getattr(buyer, name) for name in ("name", "buyer_kind", "phone", "email", "address")}
    for n, one in enumerate(story.lines):
        line = one.line
        told |= initial_row(
            n,
            columns,
            product=line.product_id,
            pieces=line.pieces,
            sizes=line.sizes,
            price=line.price_idr,
            note=line.note,
        )
    return told


def again(story: OrderStory, products: Sequence[ProductCard], today: date) -> dict[str, Any]:
    """A new quotation like one that ended or was declined: its buyer, lines and terms, fresh days."""
    fresh = start(today)
    return from_order(story, products) | {name: fresh[name] for name in ("promised_on", "expires_on")}
