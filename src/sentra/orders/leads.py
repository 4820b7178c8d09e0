"""What other verbs do with a lead: plain functions inside the caller's transaction."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.orders.models import Lead
from sentra.orders.stages import LEAD


@dataclass(frozen=True)
class Question:
    """One row of the buyer's list that nobody should guess at. `position` is how it is answered.

    `code` and `params` are the words' (sizes.py); `answer` is None while open, "" when left out.
    """

    position: int
    row: int
    code: str
    params: dict[str, Any]
    answer: str | None


def questions(lead: Lead) -> list[Question]:
    """All questions of the lead's size list, in the order of its rows."""
    return [
        Question(
            position, int(told["row"]), str(told["code"]), dict(told.get("params", {})), told.get("answer")
        )
        for position, told in enumerate(lead.questions)
    ]


def open_questions(lead: Lead) -> list[Question]:
    """Those nobody has answered yet: they stand in the way of acceptance."""
    return [question for question in questions(lead) if question.answer is None]


def held(lead_id: int) -> Lead:
    """The lead, held until this transaction ends."""
    lead: Lead = Lead.objects.select_for_update().get(pk=lead_id)
    return lead


def answered(lead_id: int) -> Lead:
    """Mark the lead as answered with a quotation. Refuses a closed one and a complaint."""
    lead = held(lead_id)
    if lead.kind == Lead.Kind.COMPLAINT:
        raise Refused(_("A complaint is not answered with a quotation."))
    lead.state = LEAD.after("answer", lead.state)
    lead.save(update_fields=["state"])
    return lead
