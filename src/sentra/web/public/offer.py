"""One offer or order as its buyer reads it: where it stands in plain words, what she can do now."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.models import Tenant
from sentra.orders.models import Order
from sentra.orders.queries import OrderStory, Tracking
from sentra.payments.queries import QrisShown, qris_for
from sentra.web.templatetags.formats import angka, rupiah, tanggal

S = Order.Stage


@dataclass(frozen=True)
class Offer:
    """`sentences`: where it stands. `ask_again`: a chat text for a new offer, "" when one is running."""

    story: OrderStory
    title: str
    sentences: list[str]
    may_answer: bool
    may_agree: bool
    ask_again: str
    papers: list[dict[str, str]]
    due_idr: int  # to be paid now
    bank: dict[str, Any] | None  # where to pay it
    qris: QrisShown | None
    offered_at: str

    @property
    def order(self) -> Order:
        return self.story.order

    @property
    def bought(self) -> bool:
        """Ready goods, not a quotation."""
        return self.order.held_until is not None

    @property
    def may_give_up(self) -> bool:
        return self.order.stage == S.PLACED and not self.story.money.down_idr


def offers(found: Tracking, host: Tenant, uid: UUID) -> list[Offer]:
    """All of them, the one that counts first; one that is over hides behind one that runs."""
    running = [one for one in found.orders if one.order.stage not in {S.LAPSED, S.CANCELLED}]
    return [_offer(one, found, host, uid) for one in running or found.orders[:1]]


def _offer(story: OrderStory, found: Tracking, host: Tenant, uid: UUID) -> Offer:
    order, asked = story.order, found.asked
    waiting = order.stage == S.QUOTED and not story.expired
    unclear = bool(asked and asked.open_questions) or any(one.without_size for one in story.lines)
    over = (story.expired or order.stage == S.LAPSED) and order.held_until is None
    due_idr = _due_idr(story)
    ask = _("I would like a new quotation in place of %(order)s.") % {"order": order} if over else ""
    return Offer(
        story=story,
        title=_("Quotation %(order)s") % {"order": order}
        if order.accepted_at is None and order.held_until is None
        else _("Order %(number)s") % {"number": order},
        sentences=sentences(story),
        may_answer=waiting,
        may_agree=waiting and not unclear,
        ask_again=ask,
        papers=_papers(story, host, uid),
        due_idr=due_idr,
        bank=host.settings.get("papers", {}).get("bank") if due_idr else None,
        qris=qris_for(host, due_idr, str(order), on=timezone.localdate()) if due_idr else None,
        offered_at=order.quoted_at.isoformat(),
    )


def _due_idr(story: OrderStory) -> int:
    if story.order.stage == S.INVOICED:
        return max(story.money.open_idr, 0)
    waits = story.order.stage == S.PLACED or "down payment" in story.missing
    return story.money.down_missing_idr if waits else 0


def _papers(story: OrderStory, host: Tenant, uid: UUID) -> list[dict[str, str]]:
    kinds = [] if story.order.held_until else [("quotation", _("Quotation letter"))]
    if story.order.accepted_at:
        kinds.append(("confirmation", _("Order confirmation")))
    if story.invoices:
        kinds.append(("invoice", _("Invoice")))
    return [
        {"label": label, "url": reverse("tracking-paper", args=[host.slug, uid, story.order.pk, kind])}
        for kind, label in kinds
    ]


def sentences(story: OrderStory) -> list[str]:
    """Where it stands, in words of the buyer."""
    return _STANDS[S(story.order.stage)](story)


def _quoted(story: OrderStory) -> list[str]:
    day = tanggal(story.order.expires_on)
    if story.expired:
        return [_("It ended on %(day)s. Ask us for a new one.") % {"day": day}]
    told = [_("Please answer by %(day)s.") % {"day": day}]
    if story.open_questions:
        return [*told, _("First answer the questions about sizes below.")]
    if missing := sum(one.without_size for one in story.lines):
        said = _("%(n)s pieces have no size yet. Tell us the sizes, then you can agree.")
        return [*told, said % {"n": angka(missing)}]
    return told


def _placed(story: OrderStory) -> list[str]:
    told = _("We keep the goods for you until %(moment)s. Please pay %(amount)s.")
    amount, moment = rupiah(story.money.down_missing_idr), tanggal(story.order.held_until, "moment")
    return [told % {"moment": moment, "amount": amount}]


def _accepted(story: OrderStory) -> list[str]:
    told = []
    if "sample" in story.missing:
        told.append(_("We show you a sample first. Work starts when you approve it."))
    if "down payment" in story.missing:
        said = _("Work starts when the down payment has arrived: %(amount)s.")
        told.append(said % {"amount": rupiah(story.money.down_missing_idr)})
    return told or [_("Everything is there. We are sharing the work among the makers.")]


def _making(story: OrderStory) -> list[str]:
    if story.order.held_until:
        return [_paid_for(story)]
    finished = story.delivered + sum({one.line.product_id: one.in_store for one in story.lines}.values())
    said = _("%(n)s of %(all)s pieces are finished.")
    told = [said % {"n": angka(min(finished, story.pieces)), "all": angka(story.pieces)}]
    if story.delivered:
        told.append(_("%(n)s pieces are already with you.") % {"n": angka(story.delivered)})
    if story.late:
        told.append(_("It is late. Please ask us for the new day."))
    return told


def _delivered(_story: OrderStory) -> list[str]:
    return [_("All goods are with you. The invoice follows.")]


def _invoiced(story: OrderStory) -> list[str]:
    said = _("Still to be paid: %(amount)s, by %(day)s.")
    amount, day = rupiah(story.money.open_idr), tanggal(story.invoices[0].due_on)
    return [said % {"amount": amount, "day": day}]


def _paid(_story: OrderStory) -> list[str]:
    return [_("Everything is delivered and paid. Thank you!")]


def _cancelled(_story: OrderStory) -> list[str]:
    return [_("This order was cancelled. Ask us if you have a question.")]


def _paid_for(story: OrderStory) -> str:
    day = {"day": tanggal(story.order.promised_on)}
    if story.order.way == Order.Way.SEND:
        return _("Your money has come. The goods are sent; they should be with you by %(day)s.") % day
    return _("Your money has come. Fetch the goods from %(day)s on.") % day


def _lapsed(story: OrderStory) -> list[str]:
    if story.order.held_until:
        return [_("No money came in time, or you gave it up. The goods are offered to others again.")]
    if story.order.cancelled_reason:
        return [_("It was declined. You can always ask for a new one.")]
    return [_("It ended on %(day)s. Ask us for a new one.") % {"day": tanggal(story.order.expires_on)}]


_STANDS = {
    S.QUOTED: _quoted,
    S.PLACED: _placed,
    S.ACCEPTED: _accepted,
    S.MAKING: _making,
    S.DELIVERED: _delivered,
    S.INVOICED: _invoiced,
    S.PAID: _paid,
    S.CLOSED: _paid,
    S.CANCELLED: _cancelled,
    S.LAPSED: _lapsed,
}
