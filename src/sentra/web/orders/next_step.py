"""What should happen next with an order, and what else may: one sentence, one act, the rest folded."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sentra.kernel.actor import Actor
from sentra.orders.models import Order
from sentra.orders.queries import OrderStory
from sentra.orders.stages import DOWN_PAYMENT_TAKEN, SAMPLES_SHOWN
from sentra.people.roles import ROLES, Permission
from sentra.web.orders.work import Work
from sentra.web.templatetags.formats import angka, rupiah, tanggal

P, S = Permission, Order.Stage

NEEDS: dict[str, str] = {
    "accept": P.ACCEPT_ORDERS,
    "decline": P.QUOTE,
    "change": P.QUOTE,
    "sample": P.QUOTE,
    "answer_sample": P.ACCEPT_ORDERS,
    "pay": P.RECORD_PAYMENT,
    "split": P.PLAN_WORK,
    "inspect": P.READ_ORDERS,
    "questions": P.QUOTE,
    "advance": P.GRANT_ADVANCE,
    "deliver": P.DELIVER,
    "bill": P.INVOICE,
    "close": P.CLOSE_ORDER,
    "cancel": P.CANCEL_ORDER,
    "again": P.QUOTE,
}
"""Act → the permission its operation asks for. The act is also the name of its template in `orders/acts/`."""

OTHERS: dict[str, tuple[object, str]] = {
    "accept": (gettext_lazy("The buyer says yes"), "file-check"),
    "decline": (gettext_lazy("The buyer says no"), "thumbs-down"),
    "change": (gettext_lazy("Change the quotation"), "file-pen"),
    "sample": (gettext_lazy("Show a sample"), "star"),
    "answer_sample": (gettext_lazy("What the buyer says about the sample"), "message-circle"),
    "pay": (gettext_lazy("Record money"), "banknote"),
    "split": (gettext_lazy("See who makes what"), "split"),
    "inspect": (gettext_lazy("Inspect waiting lots"), "clipboard-check"),
    "advance": (gettext_lazy("Pay advances"), "hand-coins"),
    "deliver": (gettext_lazy("Deliver goods"), "truck"),
    "bill": (gettext_lazy("Send the invoice"), "receipt"),
    "close": (gettext_lazy("Close the order"), "circle-check"),
}
"""Acts that stand folded below the next one: their words and picture."""

OPENS = {"refuse_sample": "answer_sample"}
"""Forms that live inside another act's fold."""


@dataclass(frozen=True)
class Next:
    """`act` is "" when there is nothing to do but wait; `others` are folded below."""

    title: str
    text: str
    act: str = ""
    tone: str = "busy"
    others: tuple[str, ...] = ()
    whose: str = ""  # the roles that may, when this person may not


def next_of(story: OrderStory, work: Work, actor: Actor) -> Next:
    """The next step as this person sees it."""
    found = _STEPS[Order.Stage(story.order.stage)](story, work)
    possible = [act for act in _possible(story, work) if actor.may(NEEDS[act])]
    act = found.act if found.act and actor.may(NEEDS[found.act]) else ""
    return Next(
        found.title, found.text, act, found.tone,
        tuple(one for one in possible if one != act),
        whose=_whose(found.act) if found.act and not act else "",
    )  # fmt: skip


def _whose(act: str) -> str:
    """The roles that may do it, in words."""
    return ", ".join(str(role.label) for role, may in ROLES.items() if NEEDS[act] in may)


def _possible(story: OrderStory, work: Work) -> list[str]:
    """Every act the stage allows, in the order of the story; cancelling stands at the foot of the page."""
    stage, shown = Order.Stage(story.order.stage), story.samples[0] if story.samples else None
    waiting = shown is not None and shown.approved is None
    wanted = {
        "accept": stage == S.QUOTED and not story.expired,
        "change": stage == S.QUOTED,
        "decline": stage == S.QUOTED,
        "answer_sample": stage in SAMPLES_SHOWN and waiting,
        "sample": stage in SAMPLES_SHOWN and not waiting,
        "pay": stage in {*DOWN_PAYMENT_TAKEN, S.INVOICED} or bool(story.money.held_idr),
        "split": stage in {S.ACCEPTED, S.MAKING},
        "inspect": bool(work.waiting_lots),
        "advance": bool(work.may_advance),
        "deliver": stage == S.MAKING and any(one.to_deliver for one in story.lines),
        "bill": stage == S.DELIVERED,
        "close": stage == S.PAID,
    }
    return [act for act, there in wanted.items() if there]


def _proposals(work: Work) -> str:
    n = work.proposals
    told = ngettext("%(n)s proposal is ready to be offered.", "%(n)s proposals are ready to be offered.", n)
    return told % {"n": angka(n)}


def _quoted(story: OrderStory, _work: Work) -> Next:
    if story.open_questions:
        told = _("%(n)s questions about sizes are open. Answer them first.") % {
            "n": len(story.open_questions)
        }
        return Next(_("Ask the buyer about sizes"), told, "questions", "wait")
    if story.expired:
        told = _("It ended on %(day)s. Change it to offer again.") % {"day": tanggal(story.order.expires_on)}
        return Next(_("The quotation has expired"), told, "change", "late")
    if missing := sum(one.without_size for one in story.lines):
        told = _("%(n)s pieces have no size yet. Write the sizes into the quotation.") % {"n": angka(missing)}
        return Next(_("Write down the sizes"), told, "change", "wait")
    told = _("The offer holds until %(day)s.") % {"day": tanggal(story.order.expires_on)}
    return Next(_("Wait for the buyer's answer"), told, "accept", "wait")


def _accepted(story: OrderStory, work: Work) -> Next:
    if "sample" in story.missing:
        if story.samples and story.samples[0].approved is None:
            return Next(
                _("Ask what the buyer says about the sample"),
                _("Work starts once it is approved."),
                "answer_sample",
                "wait",
            )
        return Next(_("Show the buyer a sample"), _("The buyer wants to see one piece first."), "sample")
    if "down payment" in story.missing:
        told = _("%(amount)s must arrive before makers start.") % {
            "amount": rupiah(story.money.down_missing_idr)
        }
        return Next(_("Receive the down payment"), told, "pay", "wait")
    if work.proposals:
        told = _proposals(work)
        return Next(_("Offer the work to the makers"), told, "split")
    return Next(_("Split the work over the makers"), _("Everything is there: work can start."), "split")


def _making(story: OrderStory, work: Work) -> Next:
    """What can be handed on comes first: offers, goods, lots; then what nobody does yet; then waiting."""
    ready = sum(one.to_deliver for one in story.lines)
    if work.proposals:
        told = _proposals(work)
        return Next(_("Offer the work to the makers"), told, "split")
    if ready and ready >= story.pieces - story.delivered:
        told = _("All %(n)s pieces are ready in the store.") % {"n": angka(ready)}
        return Next(_("Deliver the goods"), told, "deliver")
    if work.waiting_lots:
        n = work.waiting_lots
        told = ngettext("%(n)s lot waits for an inspector.", "%(n)s lots wait for an inspector.", n) % {
            "n": n
        }
        return Next(_("Inspect what came in"), told, "inspect")
    return _with_makers(story, work, ready)


def _with_makers(story: OrderStory, work: Work, ready: int) -> Next:
    """Nothing to hand on: who has no maker yet, who has not answered, who is late."""
    if work.open and not work.offered:
        told = _("Work on %(n)s pieces has no maker yet.") % {"n": angka(work.open)}
        return Next(_("Split the rest"), told, "split", "wait")
    if work.offered:
        n = work.offered
        told = ngettext("%(n)s offer is not answered yet.", "%(n)s offers are not answered yet.", n) % {
            "n": n
        }
        return Next(_("Wait for the makers' answers"), told, "split", "wait")
    if story.late:
        told = _("Call the makers and tell the buyer a new day.")
        return Next(_("The work is late"), told, "split", "late")
    return Next(
        _("The makers are at work"), _("You see here what comes in."), "deliver" if ready else "split"
    )


def _delivered(_story: OrderStory, _work: Work) -> Next:
    return Next(_("Send the invoice"), _("All goods are with the buyer."), "bill")


def _invoiced(story: OrderStory, _work: Work) -> Next:
    due = story.invoices[0].due_on if story.invoices else story.order.promised_on
    told = _("%(amount)s is open, due on %(day)s.") % {
        "amount": rupiah(story.money.open_idr),
        "day": tanggal(due),
    }
    return Next(_("Receive the payment"), told, "pay", "wait")


def _paid(_story: OrderStory, _work: Work) -> Next:
    return Next(_("Close the order"), _("The buyer has paid. Close it when all makers are paid."), "close")


def _closed(_story: OrderStory, _work: Work) -> Next:
    return Next(_("This order is complete"), _("Goods delivered, buyer and makers settled."), "", "done")


def _cancelled(story: OrderStory, _work: Work) -> Next:
    return Next(_("This order was cancelled"), story.order.cancelled_reason, "", "plain")


def _lapsed(story: OrderStory, _work: Work) -> Next:
    if story.order.cancelled_reason:
        said = story.order.cancelled_reason
        return Next(_("No order came of this quotation"), said, "again", "plain")
    told = _("It ended on %(day)s. Ask the buyer, then make a new one like it.")
    day = tanggal(story.order.expires_on)
    return Next(_("The quotation has expired"), told % {"day": day}, "again", "late")


def _placed(story: OrderStory, _work: Work) -> Next:
    told = _("%(amount)s is missing. Without it the goods are free again on %(moment)s.")
    amount, moment = rupiah(story.money.down_missing_idr), tanggal(story.order.held_until, "moment")
    return Next(
        _("Waiting for the buyer's money"), told % {"amount": amount, "moment": moment}, "pay", "wait"
    )


_STEPS = {
    S.QUOTED: _quoted,
    S.PLACED: _placed,
    S.ACCEPTED: _accepted,
    S.MAKING: _making,
    S.DELIVERED: _delivered,
    S.INVOICED: _invoiced,
    S.PAID: _paid,
    S.CLOSED: _closed,
    S.CANCELLED: _cancelled,
    S.LAPSED: _lapsed,
}
