"""What waits for this person: every entry is something her permissions let her do, with the page to do it on.

One entry an order and act. What each person's permissions do not cover is not shown: "nothing waits for you"
means that. A constant number of queries, however many orders, lots and slips there are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.capital.aid.queries import our_proposals
from sentra.capital.models import PayoutRun, Slip
from sentra.capital.steps import unfinished, unpaid_gains, unpaid_sales
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.orders.models import Lead, Order
from sentra.orders.queries import Running, running
from sentra.people.roles import Permission
from sentra.production.queries import OpenWork, open_work
from sentra.production.rules import Rules
from sentra.quality.behind import behind
from sentra.quality.models import Inspection
from sentra.quality.queries import waiting_lots
from sentra.trade.models import Use
from sentra.trade.queries import to_share
from sentra.web.front.desks import desk_duties
from sentra.web.front.duties import cooperative_duties
from sentra.web.front.task import Task
from sentra.web.templatetags.formats import angka, rupiah, tanggal

P, S = Permission, Order.Stage
_ON_ORDERS = (
    P.QUOTE, P.ACCEPT_ORDERS, P.RECORD_PAYMENT, P.PLAN_WORK, P.ANSWER_OFFER, P.DELIVER, P.INVOICE,
    P.CLOSE_ORDER,
)  # fmt: skip
MOST = 4  # entries of one kind; the rest stands behind one more


def tasks(actor: Actor, *, today: date) -> list[Task]:
    """What waits for this person, late things first. At most 53 queries."""
    found = [
        *_of_payouts(actor), *_of_aid(actor, today), *_of_leads(actor), *_of_orders(actor, today),
        *_of_lots(actor), *cooperative_duties(actor, today=today), *desk_duties(actor, today=today),
    ]  # fmt: skip
    hers = sorted((one for one in found if actor.may(one.needs)), key=lambda one: not one.late)
    return _folded(hers)


def _folded(found: list[Task]) -> list[Task]:
    """Of each kind the first few, then one line for the rest."""
    order = {one.kind: at for at, one in reversed(list(enumerate(found)))}
    shown: list[Task] = []
    for _kind, same in groupby(sorted(found, key=lambda one: order[one.kind]), key=lambda one: one.kind):
        these = list(same)
        shown += these[:MOST]
        rest = len(these) - MOST
        if rest > 0:
            last = these[MOST]
            more = ngettext("%(n)s more", "%(n)s more", rest) % {"n": angka(rest)}
            shown.append(replace(last, about=more, url=last.all_url or last.url, late=False))
    return shown


def _of_leads(actor: Actor) -> Iterator[Task]:
    if not actor.may(P.QUOTE):
        return
    for lead in Lead.objects.filter(state=Lead.State.NEW).order_by("received_at", "pk")[:50]:
        yield Task(
            "lead", P.QUOTE,
            _("Answer the complaint") if lead.kind == Lead.Kind.COMPLAINT else _("Answer the enquiry"),
            reverse("lead", args=[lead.pk]), "inbox", f"{lead.number} · {lead.organisation or lead.name}",
            all_url=f"{reverse('leads')}?keadaan=new",
        )  # fmt: skip


def _of_lots(actor: Actor) -> Iterator[Task]:
    if not actor.may(P.INSPECT):
        return
    for lot in waiting_lots()[:50]:
        words = {"lot": lot.number, "name": lot.assignment.workshop.owner.name, "n": angka(lot.pieces)}
        about = _("Lot %(lot)s · %(name)s · %(n)s pieces") % words
        yield Task(
            "lot", P.INSPECT, _("Inspect what came in"), reverse("lot", args=[lot.pk]), "clipboard-check",
            about, all_url=reverse("lots"),
        )  # fmt: skip


def _of_payouts(actor: Actor) -> Iterator[Task]:
    """Approving, paying and preparing payouts, sharing gains. At most five queries."""
    if actor.may(P.APPROVE_PAYOUT) or actor.may(P.PAY_OUT):
        states = (PayoutRun.State.PREPARED, PayoutRun.State.APPROVED)
        open_runs = PayoutRun.objects.filter(state__in=states).order_by("pk")
        for run in open_runs.annotate(net=Sum("slips__net_idr", default=0)):
            yield from _of_run(run, run.net, actor)
    if actor.may(P.PREPARE_PAYOUT):
        owed = Inspection.objects.filter(payable_idr__gt=0, paid__isnull=True).aggregate(
            idr=Sum("payable_idr", default=0)
        )["idr"]
        owed += sum(use.maker_idr or 0 for use in unpaid_gains())
        owed += sum(sale.owed_idr for sale in unpaid_sales())
        if owed:
            about = _("%(idr)s waits for a slip") % {"idr": rupiah(owed)}
            yield Task(
                "prepare", P.PREPARE_PAYOUT, _("Prepare a payout"), reverse("payouts"), "wallet", about
            )
    if actor.may(P.PAY_OUT):
        url = reverse("quick-cash")
        for order in to_share():
            about = _("Order %(order)s · %(buyer)s") % {"order": order, "buyer": order.buyer.name}
            yield Task("share", P.PAY_OUT, _("Share the gain of bought pieces"), url, "hand-coins", about)


def _of_run(run: PayoutRun, net_idr: int, actor: Actor) -> Iterator[Task]:
    url, about = reverse("payout", args=[run.pk]), f"{run.number}/{run.year} · {rupiah(net_idr)}"
    if run.state == PayoutRun.State.APPROVED:
        yield Task("pay out", P.PAY_OUT, _("Pay the makers"), url, "banknote", about)
    elif run.prepared_by != actor.user_id:
        yield Task("approve", P.APPROVE_PAYOUT, _("Approve the payout"), url, "shield-check", about)


def _of_aid(actor: Actor, today: date) -> Iterator[Task]:
    """Granted money to come, use to be told, instalments. Two queries."""
    if not (actor.may(P.PROPOSE_AID) or actor.may(P.RECORD_PAYMENT)):
        return
    for row in our_proposals(today=today):
        one, url = row.proposal, reverse("proposal", args=[row.proposal.pk])
        if row.waits_for_money:
            text = _("Capital aid is granted: book it when it comes")
            yield Task("aid money", P.RECORD_PAYMENT, text, url, "hand-coins", one.office)
        if one.state == one.State.RUNNING and one.untold_idr:
            about = _("%(idr)s to be told") % {"idr": rupiah(one.untold_idr)}
            yield Task(
                "aid use", P.PROPOSE_AID, _("Tell what capital aid was spent on"), url, "receipt", about
            )
        if row.overdue_idr:
            about = f"{one.office} · {rupiah(row.overdue_idr)}"
            yield Task("instalment", P.PAY_OUT, _("Instalment overdue"), url, "banknote", about, late=True)


def _of_orders(actor: Actor, today: date) -> Iterator[Task]:
    if not any(actor.may(act) for act in _ON_ORDERS):
        return
    orders = running(today=today)
    slow = _lagging(actor, (one.order.pk for one in orders if one.order.stage == S.MAKING), today)
    plans = open_work(one.order.pk for one in orders if one.order.stage in {S.ACCEPTED, S.MAKING})
    unpaid = _with_unpaid_work(one.order.pk for one in orders if one.order.stage == S.PAID)
    found: list[Task] = []
    for one in orders:
        if n := slow.get(one.order.pk):
            text = ngettext("%(n)s maker is behind her plan", "%(n)s makers are behind their plan", n)
            told = _Told(one)
            found.append(told.task("behind", P.PLAN_WORK, text % {"n": angka(n)}, "alarm-clock", late=True))
        found += _of_order(one, plans.get(one.order.pk), today, unpaid=one.order.pk in unpaid)
    yield from [*_together(found), *found]


def _together(found: Iterable[Task]) -> Iterator[Task]:
    """Two or more orders to be split: all at once, so that none waits behind another."""
    n = sum(one.kind in {"split", "rest"} for one in found)
    if n > 1:
        text = _("Split %(n)s orders together") % {"n": angka(n)}
        about = _("None waits because another came first")
        yield Task("together", P.PLAN_WORK, text, reverse("split-together"), "split", about)


def _lagging(actor: Actor, orders: Iterable[int], today: date) -> Counter[int]:
    """Order → shares behind their plan. At most six queries."""
    ids = list(orders)
    if not ids or not actor.may(P.PLAN_WORK):
        return Counter()
    rules = Rules.of(Tenant.objects.get(pk=actor.tenant_id).settings)
    slow = behind(today=today, permille=rules.behind_permille, orders=ids)
    return Counter(one.work.order_id for one in slow)


def _with_unpaid_work(orders: Iterable[int]) -> set[int]:
    """Orders whose makers have not got everything: they cannot be closed yet."""
    asked = list(orders)
    worth = Inspection.objects.filter(lot__assignment__order__in=asked, payable_idr__gt=0)
    open_ = worth.exclude(paid__slip__state=Slip.State.PAID)
    gains = unfinished(Use.objects.filter(supply__order__in=asked))
    return {
        *open_.values_list("lot__assignment__order", flat=True),
        *gains.values_list("supply__order", flat=True),
    }


def _of_order(one: Running, plan: OpenWork | None, today: date, *, unpaid: bool) -> Iterator[Task]:
    stage, told = Order.Stage(one.order.stage), _Told(one)
    if stage == S.QUOTED:
        yield from _quoted(one, told, today)
    elif stage == S.ACCEPTED and plan:
        yield from _accepted(one, plan, told)
    elif stage == S.MAKING and plan:
        yield from _making(one, plan, told)
    elif stage == S.DELIVERED:
        yield told.task("bill", P.INVOICE, _("Send the invoice"), "receipt")
    elif stage == S.INVOICED and one.due_on and one.due_on < today:
        words = {"idr": rupiah(one.money.open_idr), "day": tanggal(one.due_on, "short")}
        text = _("Overdue since %(day)s: %(idr)s") % words
        yield told.task("overdue", P.RECORD_PAYMENT, text, "banknote", late=True)
    elif stage == S.PAID and not unpaid:
        yield told.task("close", P.CLOSE_ORDER, _("Close the order"), "circle-check")


@dataclass(frozen=True)
class _Told:
    """Writes the entries of one order."""

    one: Running

    def task(
        self, kind: str, needs: str, text: str, icon: str, *, page: str = "order", late: bool = False
    ) -> Task:
        order = self.one.order
        about = _("Order %(order)s · %(buyer)s") % {"order": order, "buyer": order.buyer.name}
        return Task(
            kind, needs, text, reverse(page, args=[order.pk]), icon, about, late or self.one.late,
            f"{reverse('orders')}?tahap={order.stage}",
        )  # fmt: skip


def _quoted(one: Running, told: _Told, today: date) -> Iterator[Task]:
    if one.questions:
        yield told.task("sizes", P.QUOTE, _("Ask the buyer about sizes"), "circle-question-mark")
    elif one.order.expires_on < today:
        yield told.task("expired", P.QUOTE, _("The quotation has expired"), "file-pen")


def _accepted(one: Running, plan: OpenWork, told: _Told) -> Iterator[Task]:
    if one.sample == "show":
        yield told.task("sample", P.QUOTE, _("Show the buyer a sample"), "star")
    if one.sample == "answer":
        text = _("Ask what the buyer says about the sample")
        yield told.task("sample answer", P.ACCEPT_ORDERS, text, "message-circle")
    if one.money.down_missing_idr:
        text = _("Down payment to come: %(idr)s") % {"idr": rupiah(one.money.down_missing_idr)}
        yield told.task("down", P.RECORD_PAYMENT, text, "banknote")
    elif not one.sample and plan.proposals:
        yield told.task("offer", P.PLAN_WORK, _("Offer the work to the makers"), "send", page="split")
    elif not one.sample:
        text = _("Split the work over the makers")
        yield told.task("split", P.PLAN_WORK, text, "split", page="split")


def _making(one: Running, plan: OpenWork, told: _Told) -> Iterator[Task]:
    if one.all_ready:
        yield told.task("deliver", P.DELIVER, _("Deliver the goods"), "truck")
        return
    if plan.proposals:
        yield told.task("offer", P.PLAN_WORK, _("Offer the work to the makers"), "send", page="split")
    elif plan.open:
        words = {"n": angka(plan.open)}
        text = (
            _("Somebody cannot: split %(n)s pieces again")
            if plan.said_no
            else _("Split the rest: %(n)s pieces")
        )
        yield told.task("rest", P.PLAN_WORK, text % words, "split", page="split")
    if plan.offered:
        text = ngettext("%(n)s offer without an answer", "%(n)s offers without an answer", plan.offered)
        yield told.task("asked", P.ANSWER_OFFER, text % {"n": angka(plan.offered)}, "clock", page="split")
    if one.late and not (plan.proposals or plan.open or plan.offered):
        text = _("Late: promised for %(day)s") % {"day": tanggal(one.order.promised_on, "short")}
        yield told.task("late", P.PLAN_WORK, text, "triangle-alert", page="split")
