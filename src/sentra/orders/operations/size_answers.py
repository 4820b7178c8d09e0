"""The buyer's answers about unclear rows of her size list, and where they lead: the lead and open offers."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.orders import size_lists
from sentra.orders.facts import SizeAnswer
from sentra.orders.leads import held
from sentra.orders.models import Lead
from sentra.orders.quoted_sizes import follow
from sentra.people.roles import Permission


@operation(needs=Permission.QUOTE)
def answer_size_questions(lead_id: int, answers: tuple[SizeAnswer, ...], *, by: Actor, at: datetime) -> Lead:
    """Keep what the buyer said about rows of her list; an empty size leaves the row out.

    A row's pieces (or those of the answer) count under that size; a second answer replaces the first.
    Quotations nobody has accepted yet follow. Refuses a size the product does not come in, a row whose
    pieces nobody said: then nothing is kept.
    """
    return answered(held(lead_id), answers)


def answered(lead: Lead, answers: Sequence[SizeAnswer]) -> Lead:
    """The caller holds the lead. Plain: staff and the buyer herself come here."""
    if lead.state == Lead.State.CLOSED:
        raise Refused(_("This enquiry is closed."))
    before = deepcopy(lead.lines)
    for one in answers:
        size_lists.answer(lead, one.position, one.size.strip(), one.pieces)
    lead.save(update_fields=["lines", "questions"])
    follow(lead, before)
    return lead
