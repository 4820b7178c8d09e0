"""The buyer's own page: how far it is, what is offered, her answer to it. The link is all she needs."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.orders import documents
from sentra.orders.models import Invoice, Lead, Order
from sentra.orders.operations import agree_to_quotation, answer_own_sizes, decline_own_quotation
from sentra.orders.queries import Tracking, lead_story, tracking
from sentra.web.actors import ActorRequest, guest_of
from sentra.web.guards import in_hand, public_action, public_page
from sentra.web.leads.answers import Answers
from sentra.web.orders.rows import in_order
from sentra.web.papers import pdf
from sentra.web.public.offer import offers
from sentra.web.public.screen import screen

STATES = {
    "received": gettext_lazy("We have your enquiry and will answer soon."),
    "quoted": gettext_lazy("Our quotation is ready. Please answer it."),
    "accepted": gettext_lazy("The order is agreed."),
    "making": gettext_lazy("The makers are at work."),
    "delivered": gettext_lazy("The goods are delivered."),
    "closed": gettext_lazy("This enquiry is closed."),
}

BOUGHT = {
    "quoted": gettext_lazy("Thank you. Please pay, then the order is certain."),
    "accepted": gettext_lazy("Your order is paid."),
    "making": gettext_lazy("Your order is paid."),
    "delivered": gettext_lazy("The goods are with you."),
    "closed": gettext_lazy("This order is over."),
}


class No(forms.Form):
    """Why she does not want it: she need not say."""

    reason = forms.CharField(
        label=gettext_lazy("Why not? You need not say."), max_length=200, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class Proof(forms.Form):
    """She shows that she has paid."""

    picture = forms.FileField(
        label=gettext_lazy("Picture of your transfer"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class Yes(forms.Form):
    """Which state of the offer she read."""

    offered_at = forms.CharField(max_length=40)


@public_page
def sent(
    request: ActorRequest,
    host: Tenant,
    uid: UUID,
    order_id: int | None = None,
    form: forms.Form | None = None,
) -> HttpResponse:
    """For whoever holds the link: how far it is, what is offered, what we still ask. It names no person."""
    found = tracking(uid, today=guest_of(host).today(timezone.now()))
    asked = found.asked
    facts = {
        "tracking": found,
        "uid": uid,
        "form": form,
        "state": _state(found),
        "steps": _steps(found.step, bought=bool(found.order and found.order.order.held_until)),
        "offers": offers(found, host, uid),
        "no": form if isinstance(form, No) else No(),
        "proof": form if isinstance(form, Proof) else Proof(),
        "refused": order_id,
        "lines": [(line, in_order(line.sizes)) for line in asked.lines] if asked and not found.orders else [],
        "answers": form if isinstance(form, Answers) else asked and Answers.of(asked),
        "questions": asked.open_questions if asked and asked.lead.state != Lead.State.CLOSED else [],
        "track_url": request.build_absolute_uri(),
        "fresh": found.step == "received",
    }
    answer = screen(request, host, "sent", facts)
    answer["Cache-Control"] = "private, no-store"
    return answer


@public_action(page=sent)
def answer(request: ActorRequest, host: Tenant, uid: UUID) -> HttpResponse:
    """The unclear rows of her list, all in one form."""
    guest = guest_of(host)
    with reading(guest):
        asked = lead_story(Lead.objects.values_list("pk", flat=True).get(uid=uid))
        form = Answers.of(asked, request.POST)
    answer_own_sizes(uid, in_hand(request, form).told(), by=guest, at=timezone.now())
    messages.success(request, _("Thank you. Your answers are counted."))
    return redirect("enquiry-sent", host.slug, uid)


@public_action(page=sent)
def agree(request: ActorRequest, host: Tenant, uid: UUID, order_id: int) -> HttpResponse:
    """Her yes, to the offer as she saw it."""
    guest, now = guest_of(host), timezone.now()
    said = in_hand(request, Yes(request.POST)).cleaned_data
    agree_to_quotation(uid, order_id, offered_at=said["offered_at"], today=guest.today(now), by=guest, at=now)
    messages.success(request, _("Thank you. The order is agreed."))
    return redirect("enquiry-sent", host.slug, uid)


@public_action(page=sent)
def decline(request: ActorRequest, host: Tenant, uid: UUID, order_id: int) -> HttpResponse:
    """Her no."""
    said = in_hand(request, No(request.POST)).cleaned_data
    decline_own_quotation(uid, order_id, reason=said["reason"], by=guest_of(host), at=timezone.now())
    messages.success(request, _("We have noted your answer. Thank you for telling us."))
    return redirect("enquiry-sent", host.slug, uid)


@public_page
def paper(_request: ActorRequest, host: Tenant, uid: UUID, order_id: int, kind: str) -> HttpResponse:
    """A letter that is hers: the quotation, what was agreed, the invoice."""
    found = tracking(uid, today=guest_of(host).today(timezone.now()))
    if order_id not in {one.order.pk for one in found.orders}:
        raise Http404
    try:
        made = _made(order_id, kind)
    except Refused as not_yet:  # a paper that does not exist at this step
        raise Http404 from not_yet
    answer = pdf(made.content, made.name)
    answer["X-Robots-Tag"], answer["Cache-Control"] = "noindex", "private, no-store"
    return answer


def _made(order_id: int, kind: str) -> documents.Paper:
    if kind == "invoice":
        return documents.invoice(Invoice.objects.filter(order=order_id).latest("pk").pk)
    if kind in {"quotation", "confirmation"}:
        return getattr(documents, kind)(order_id)  # type: ignore[no-any-return]
    raise Http404


def _state(found: Tracking) -> Any:
    """One sentence for the head of the page."""
    order = found.order
    if order and order.order.stage == Order.Stage.CANCELLED:
        return _("This order was cancelled.")
    if order and order.order.held_until:
        return BOUGHT[found.step]
    if order and (order.expired or order.order.stage == Order.Stage.LAPSED):
        return _("This quotation is closed.")
    return STATES[found.step]


def _steps(step: str, *, bought: bool) -> list[dict[str, str]]:
    words = {
        "received": _("Arrived with us"), "quoted": _("Quoted"), "accepted": _("Agreed"),
        "making": _("Being made"), "delivered": _("Delivered"),
    }  # fmt: skip
    if bought:
        step = "making" if step == "accepted" else step
        words = {
            "received": _("Ordered"), "quoted": _("To be paid"), "making": _("Paid, on its way"),
            "delivered": _("Handed over"),
        }  # fmt: skip
    if step == "closed":
        return [{"label": words["received"], "state": "done"}, {"label": _("Closed"), "state": "now"}]
    at = list(words).index(step)
    states = ["done" if number < at else "now" if number == at else "todo" for number in range(len(words))]
    return [{"label": word, "state": state} for word, state in zip(words.values(), states, strict=True)]
