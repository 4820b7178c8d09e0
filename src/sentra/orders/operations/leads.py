"""Leads, enquiries and complaints: written down by a guest or by staff, cleared up, closed."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product
from sentra.kernel import files
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.identity import e164
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.orders import notices, size_lists
from sentra.orders.facts import EnquiryFacts
from sentra.orders.leads import held
from sentra.orders.lines import checked
from sentra.orders.models import Lead
from sentra.orders.stages import LEAD
from sentra.people.models import Party
from sentra.people.roles import Permission

LONGEST_MESSAGE = 4_000


@operation(needs=Permission.MAKE_ENQUIRY)
def make_enquiry(facts: EnquiryFacts, *, by: Actor, at: datetime) -> Lead:
    """Write down what somebody asks for. A guest may only ask for published products.

    Refuses an enquiry nobody can answer (no phone, no e-mail), a wish for a day that is over, sizes that do
    not add up, a size list without exactly one product to go with it. What the list leaves open is kept as
    questions.
    """
    guest = by.user_id is None
    contact = _contact(facts)
    if facts.wished_on and facts.wished_on < by.today(at):
        raise Refused(_("This day is over."), field="wished_on")
    known = checked(facts.lines, published_only=guest)
    lines, questions = _with_list(facts, known)
    sent = facts.size_list
    file = files.store(sent.content, name=sent.name, mime=sent.mime, at=at) if sent else None
    lead: Lead = Lead.objects.create(
        kind=facts.kind, source=Lead.Source.WEB if guest else facts.source, wished_on=facts.wished_on,
        message=facts.message.strip(), lines=lines, questions=questions, file=file,
        received_at=at, number=next_number("lead", 0), **contact,
    )  # fmt: skip
    notices.enquiry_received(lead, at=at)
    return lead


@operation(needs=Permission.QUOTE, says=("reason",))
def close_lead(lead_id: int, *, reason: str, by: Actor, at: datetime) -> Lead:
    """Nothing more will come of it. The reason is kept."""
    lead = held(lead_id)
    if not reason.strip():
        raise Refused(_("Say why the enquiry is closed."), field="reason")
    lead.state = LEAD.after("close", lead.state)
    lead.closed_reason = reason.strip()[:200]
    lead.save(update_fields=["state", "closed_reason"])
    return lead


def _contact(facts: EnquiryFacts) -> dict[str, str]:
    """Name and ways back to her, cleaned. Refuses when there is none."""
    name, email = " ".join(facts.name.split()), facts.email.strip().lower()
    phone = e164(facts.phone) if facts.phone.strip() else ""
    if not name:
        raise Refused(_("Tell us your name."), field="name")
    if phone is None:
        raise Refused(_("This is not a phone number."), field="phone")
    if not phone and not email:
        raise Refused(_("Leave a phone number or an e-mail address."), field="phone")
    if facts.buyer_kind and facts.buyer_kind not in Party.BuyerKind.values:
        raise Refused(_("Choose what kind of buyer this is."), field="buyer_kind")
    if facts.kind not in Lead.Kind.values or facts.source not in Lead.Source.values:
        raise Refused(_("Choose what this is about."), field="kind")
    if not facts.lines and not facts.message.strip():
        raise Refused(_("Name a product or write what you need."), field="message")
    if len(facts.message) > LONGEST_MESSAGE:
        raise Refused(_("The message is longer than 4,000 characters."), field="message")
    organisation = " ".join(facts.organisation.split())[:160]
    return {
        "name": name[:120], "phone": phone, "email": email, "organisation": organisation,
        "buyer_kind": facts.buyer_kind,
    }  # fmt: skip


def _with_list(
    facts: EnquiryFacts, known: dict[int, Product]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The lines as they are kept, the buyer's own list read into the one without sizes, and its questions."""
    lines = [
        {"product": one.product_id, "pieces": one.pieces, "sizes": dict(one.sizes)} for one in facts.lines
    ]
    if facts.size_list is None:
        return lines, []
    waiting = [at for at, line in enumerate(lines) if not line["sizes"]]
    if len(waiting) != 1:
        raise Refused(_("A size list needs one product whose sizes are not typed in."), field="size_list")
    (at,) = waiting
    return lines, size_lists.read_into(lines[at], at, known[facts.lines[at].product_id], facts.size_list)
