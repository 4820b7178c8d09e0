"""Leads for staff: the list, and one with its products, questions and quotations."""

from dataclasses import dataclass

from django.db.models import Count, Q

from sentra.crafts.models import Product
from sentra.orders.models import Lead, Order
from sentra.orders.size_lists import Question, Remark, open_questions, questions, remarks
from sentra.orders.size_words import sleeves_in_words

PAGE = 50


def leads_by_state() -> dict[str, int]:
    """How many leads are new, answered, closed. One query."""
    found = dict(Lead.objects.values_list("state").annotate(Count("pk")).order_by("state"))
    return {state: found.get(state, 0) for state in Lead.State.values}


@dataclass(frozen=True)
class LeadRow:
    """One lead in a list: with the pieces wished and how many questions about sizes are open."""

    lead: Lead
    pieces: int
    open_questions: int


@dataclass(frozen=True)
class LeadPage:
    """Leads newest first; `after` is what the next page is asked with, None at the end."""

    rows: list[LeadRow]
    after: int | None


def lead_list(*, state: str = "", kind: str = "", after: int | None = None, size: int = PAGE) -> LeadPage:
    """One page of leads, newest first by the day they came, by keyset. Two queries at most."""
    wanted = Lead.objects.order_by("-received_at", "-pk")
    if state:
        wanted = wanted.filter(state=state)
    if kind:
        wanted = wanted.filter(kind=kind)
    if after is not None:
        last = Lead.objects.filter(pk=after).values_list("received_at", flat=True).first()
        older = Q(received_at__lt=last) | Q(received_at=last, pk__lt=after) if last else Q(pk__lt=after)
        wanted = wanted.filter(older)
    rows = [
        LeadRow(lead, sum(line["pieces"] for line in lead.lines), len(open_questions(lead)))
        for lead in wanted[: size + 1]
    ]
    return LeadPage(rows[:size], rows[size - 1].lead.pk if len(rows) > size else None)


@dataclass(frozen=True)
class LeadLine:
    """What was asked for. `counted` is the sum of the sizes: less while questions are open."""

    product: Product
    pieces: int
    sizes: dict[str, int]
    sleeves: dict[str, dict[str, int]]  # size → "long", "short", "" → pieces; {} when nobody spoke of sleeves

    @property
    def counted(self) -> int:
        return sum(self.sizes.values())

    @property
    def sleeve_words(self) -> str:
        """The sleeves the list names, as a remark; "" when it speaks of none."""
        return sleeves_in_words(self.sleeves)


@dataclass(frozen=True)
class LeadStory:
    """One lead with its products, the questions of its size list and the quotations made for it."""

    lead: Lead
    lines: list[LeadLine]
    questions: list[Question]
    remarks: list[Remark]
    orders: list[Order]

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if question.answer is None]


def lead_story(lead_id: int) -> LeadStory:
    """One lead the scope may see, in three queries. Raises Lead.DoesNotExist."""
    lead = Lead.objects.select_related("file").get(pk=lead_id)
    known = Product.objects.in_bulk([line["product"] for line in lead.lines])
    lines = [
        LeadLine(known[line["product"]], line["pieces"], line["sizes"], line.get("sleeves", {}))
        for line in lead.lines
    ]
    orders = Order.objects.filter(lead=lead).select_related("buyer").order_by("-pk")
    return LeadStory(lead, lines, questions(lead), remarks(lead), list(orders))
