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
from sentra.orders import notices
from sentra.orders.facts import EnquiryFacts, WishedLine
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

    Refuses an enquiry nobody can answer (no phone, no e-mail), sizes that do not add up, a size list
    without exactly one product to go with it. What the list leaves open is kept as questions.
    """
    guest = by.user_id is None
    contact = _contact(facts)
    checked(facts.lines, published_only=guest)
    lines, questions = _with_list(facts)
    file = facts.size_list and files.store(
        facts.size_list.content, name=facts.size_list.name, mime=facts.size_list.mime, at=at
    )
    lead: Lead = Lead.objects.create(
        kind=facts.kind, source=Lead.Source.WEB if guest else facts.source, wished_on=facts.wished_on,
        message=facts.message.strip(), lines=lines, questions=questions, file=file,
        received_at=at, number=next_number("lead", 0), **contact,
    )  # fmt: skip
    notices.enquiry_received(lead, at=at)
    return lead


@operation(needs=Permission.QUOTE)
def answer_size_question(lead_id: int, *, position: int, size: str, by: Actor, at: datetime) -> Lead:
    """Keep what the buyer said about one row of her list; an empty size leaves the row out.

    The piece is counted under that size; a second answer replaces the first. Refuses a size the product
    does not come in.
    """
    lead = held(lead_id)
    if not 0 <= position < len(lead.questions):
        raise Refused(_("This question does not exist."))
    if lead.state == Lead.State.CLOSED:
        raise Refused(_("This enquiry is closed."))
    question, size = lead.questions[position], size.strip()
    line = lead.lines[question["line"]]
    known = Product.objects.get(pk=line["product"]).sizes
    if size and known and size not in known:
        raise Refused(_("The product does not come in size %(size)s.") % {"size": size}, field="size")
    _count(line["sizes"], question.get("answer") or "", -1)
    _count(line["sizes"], size, 1)
    question["answer"] = size
    lead.save(update_fields=["lines", "questions"])
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


def _with_list(facts: EnquiryFacts) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The lines as they are kept, the buyer's own list read into the one without sizes, and its questions."""
    lines = [_told(line) for line in facts.lines]
    if facts.size_list is None:
        return lines, []
    waiting = [at for at, line in enumerate(lines) if not line["sizes"]]
    if len(waiting) != 1:
        raise Refused(_("A size list needs one product whose sizes are not typed in."), field="size_list")
    from sentra.orders.sizes import read_size_list

    sizes, questions = read_size_list(facts.size_list.content, facts.size_list.name)
    lines[waiting[0]]["sizes"] = dict(sizes)
    return lines, [{**question, "line": waiting[0]} for question in questions]


def _told(line: WishedLine) -> dict[str, Any]:
    return {"product": line.product_id, "pieces": line.pieces, "sizes": dict(line.sizes)}


def _count(sizes: dict[str, int], size: str, change: int) -> None:
    if size:
        sizes[size] = sizes.get(size, 0) + change
        if not sizes[size]:
            del sizes[size]
