"""The order page: everything one needs to know and do about an order, put together."""

from typing import Any

from django.forms import Form
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.cancelling import row_for
from sentra.capital.operations.cancelling import facts_of
from sentra.capital.queries import open_advances
from sentra.orders.models import Order, Payment
from sentra.orders.queries import OrderStory, order_story, tracking_uid
from sentra.people.roles import Permission
from sentra.stock.material_queries import of_order
from sentra.web.actors import ActorRequest
from sentra.web.orders import forms
from sentra.web.orders.figures import figures_of, settled_idr
from sentra.web.orders.history import history
from sentra.web.orders.lagging import lagging
from sentra.web.orders.next_step import NEEDS, OPENS, OTHERS, Next, next_of
from sentra.web.orders.tracking import chat_with, tracking_address
from sentra.web.orders.work import Work, bar_words, work_of
from sentra.web.templatetags.formats import tanggal

S = Order.Stage
RUNG = [S.QUOTED, S.ACCEPTED, S.MAKING, S.DELIVERED, S.INVOICED, S.PAID, S.CLOSED]


def order_facts(request: ActorRequest, order_id: int, form: Form | None) -> dict[str, Any]:
    """All the page shows. Raises Order.DoesNotExist for another cooperative's."""
    today = request.actor.today(timezone.now())
    story = order_story(order_id, today=today)
    work = work_of(story.order, today)
    next_step = next_of(story, work, request.actor)
    return {
        "story": story,
        "order": story.order,
        "today": today,
        "ladder_steps": _ladder(story),
        "work": work,
        "went": of_order(order_id),
        "stages": [{"cover": one, "words": bar_words(one)} for one in work.cover],
        "next": next_step,
        "lagging": lagging(story.order, request.actor.tenant_id, today=today),
        "may_plan": request.actor.may(Permission.PLAN_WORK),
        "money": figures_of(story.order),
        "received_idr": settled_idr(story),
        "forms": _forms(story, work, request, form),
        "form": form,
        "others": _others(next_step, story.order, form),
        "next_template": next_step.act and f"orders/acts/{next_step.act}.html",
        "events": history(story, work),
        "chat_url": chat_with(story, request),
        "chat_word": _chat_word(story),
        "track_url": tracking_address(request, tracking_uid(story.order)),
        "papers": _papers(story),
        "cancelling": _cancelling(story, request),
        "open_advances": list(open_advances(order_id=order_id)) if story.order.stage == S.PAID else [],
        "may_books": request.actor.may(Permission.READ_BOOKS),
    }


def _others(shown: Next, order: Order, failed: Form | None) -> list[dict[str, Any]]:
    """The folded acts; one whose form was refused stands open. Those with a page of their own are links."""
    act = getattr(failed, "act", "")
    act = OPENS.get(act, act)
    links = {
        "split": reverse("split", args=[order.pk]),
        "change": reverse("change-quote", args=[order.pk]),
        "inspect": reverse("lots"),
    }
    return [
        {
            "label": OTHERS[one][0],
            "icon": OTHERS[one][1],
            "template": f"orders/acts/{one}.html",
            "url": links.get(one, ""),
            "open": one == act,
        }
        for one in (
            *shown.others,
            *([act] if act in OTHERS and act not in {*shown.others, shown.act} else []),
        )
    ]


def _ladder(story: OrderStory) -> list[dict[str, Any]]:
    """The way of an order: what is done, where it stands, what is to come."""
    order = story.order
    if order.stage in {S.CANCELLED, S.LAPSED}:
        done = [S.QUOTED, S.ACCEPTED] if order.accepted_at else [S.QUOTED]
        end = {"label": S(order.stage).label, "state": "late", "on": _day(order.cancelled_at)}
        return [{"label": one.label, "state": "done"} for one in done] + [end]
    at = RUNG.index(S(order.stage))
    on = {
        S.QUOTED: _day(order.quoted_at),
        S.ACCEPTED: _day(order.accepted_at),
        S.DELIVERED: _day(story.deliveries[-1].delivered_on)
        if story.deliveries and at >= RUNG.index(S.DELIVERED)
        else "",
        S.INVOICED: _day(story.invoices[0].issued_on) if story.invoices else "",
        S.CLOSED: _day(order.closed_at),
    }
    steps = []
    for number, one in enumerate(RUNG):
        state = "done" if number < at or order.stage == S.CLOSED else "now" if number == at else "todo"
        if state == "now" and (story.late or story.expired):
            state = "late"
        steps.append({"label": one.label, "state": state, "on": on.get(one, "")})
    return steps


def _day(on: Any) -> str:
    return tanggal(on, "short") if on else ""


def _forms(story: OrderStory, work: Work, request: ActorRequest, failed: Form | None) -> dict[str, Form]:
    """One form for each act on the page; the one that was refused comes back as it was typed."""
    today = request.actor.today(timezone.now())
    money = story.money
    kind, amount = Payment.Kind.SETTLEMENT, money.open_idr
    if story.order.stage != S.INVOICED:
        refund = story.order.stage in {S.PAID, S.CLOSED, S.CANCELLED}
        kind, amount = (
            (Payment.Kind.REFUND, money.held_idr)
            if refund
            else (Payment.Kind.DOWN_PAYMENT, money.down_missing_idr)
        )
    fresh: list[forms.Act] = [
        forms.Decline(),
        forms.ShowSample(),
        forms.RefuseSample(),
        forms.Pay(initial={"kind": kind, "amount_idr": amount or "", "method": "bank", "paid_on": today}),
        forms.Deliver(lines=story.lines, initial={"delivered_on": today}),
        forms.Bill(initial={"issued_on": today}),
        forms.Cancel(),
        forms.GrantAdvance(
            makers=[(one.assignment.pk, one.label) for one in work.advances], initial={"paid_on": today}
        ),
    ]
    made: dict[str, Form] = {one.act: one for one in fresh}
    if isinstance(failed, forms.Act):
        made[failed.act] = failed
    return made


def _chat_word(story: OrderStory) -> str:
    if story.expired:
        return _("Tell the buyer it has ended")
    words = {S.QUOTED: _("Send the quotation"), S.INVOICED: _("Remind the buyer")}
    return words.get(S(story.order.stage), _("Send the tracking link"))


def _papers(story: OrderStory) -> list[dict[str, str]]:
    """Every paper that exists now, in the order it came to be."""
    pk = story.order.pk
    found = [("quotation", pk, _("Quotation"))]
    if story.order.accepted_at:
        found.append(("confirmation", pk, _("Order confirmation")))
    found += [
        (
            "receipt",
            one.pk,
            (_("Receipt %(n)s (taken back)") if one.correction else _("Receipt %(n)s"))
            % {"n": one.receipt_number},
        )
        for one in story.payments
        if one.receipt_number
    ]
    for one in story.deliveries:
        found.append(("delivery", one.pk, _("Delivery note %(n)s") % {"n": one.number}))
        found.append(("bast", one.pk, _("Handover report (BAST) %(n)s") % {"n": one.bast_number}))
    found += [("invoice", one.pk, _("Invoice %(n)s") % {"n": one.number}) for one in story.invoices]
    return [{"label": label, "url": paper_url(pk, kind, of)} for kind, of, label in found]


def paper_url(order_id: int, kind: str, of: int) -> str:
    try:
        url = reverse("order-paper", args=[order_id, kind])
    except NoReverseMatch:
        return ""
    return url if kind in {"quotation", "confirmation"} else f"{url}?no={of}"


def _cancelling(story: OrderStory, request: ActorRequest) -> dict[str, Any] | None:
    """What would happen, before anybody presses the button; None when it is not hers to do."""
    if "cancel" not in story.verbs or not request.actor.may(NEEDS["cancel"]):
        return None
    facts = facts_of(story.order)
    row = row_for(facts)
    cells = [
        (_("Down payment"), row.down_payment),
        (_("Offers"), row.offers),
        (_("Advances"), row.advances),
        (_("Work"), row.work),
        (_("Goods"), row.goods),
        (_("The order ends as"), row.ends_as),
    ]
    return {"row": row, "facts": facts, "cells": [{"label": label, "text": text} for label, text in cells]}
