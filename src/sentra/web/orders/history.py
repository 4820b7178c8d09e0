"""The story of an order from its own records, newest first: what happened, when, by whom."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sentra.capital.models import Advance
from sentra.kernel.models import AuditRow
from sentra.orders.models import Order
from sentra.orders.queries import OrderStory
from sentra.people.models import User
from sentra.production.models import Assignment, Plan
from sentra.production.queries import progress_of
from sentra.quality.models import Lot
from sentra.web.orders.work import Work
from sentra.web.templatetags.formats import angka, rupiah, tanggal

Event = dict[str, Any]
MOST = 80
A = Assignment.State


def history(story: OrderStory, work: Work) -> list[Event]:
    """At most `MOST` events in six queries; each names who wrote it where the audit knows."""
    order = story.order
    advances = list(Advance.objects.filter(assignment__order=order).select_related("party"))
    plans = list(Plan.objects.filter(order=order))
    told = [
        *_quotation(order),
        *_samples(story),
        *_payments(story),
        *(_plan(one) for one in plans),
        *_answers(work.assignments),
        *_claims(order),
        *(_advance(one) for one in advances),
        *(_wrong_advance(one) for one in advances if one.taken_back_at),
        *(event for lot in work.lots for event in _lot(lot)),
        *_deliveries(story),
    ]
    newest = sorted(enumerate(told), key=lambda pair: (pair[1]["at"], pair[0]), reverse=True)[:MOST]
    return _signed([event for _at, event in newest])


def _event(
    at: datetime, title: str, icon: str, *, tone: str = "plain", text: str = "", row: str = "", **more: Any
) -> Event:
    """`row` is how the audit names what was written: operation and record."""
    return {"at": at, "title": title, "icon": icon, "tone": tone, "text": text, "row": row, **more}


def _quotation(order: Order) -> Iterator[Event]:
    mine = f"orders.order:{order.pk}"
    if order.lead:
        yield _event(order.lead.received_at, _("Enquiry received"), "inbox", text=order.lead.message[:200])
    yield _event(
        order.quoted_at,
        _("Quotation made"),
        "file-text",
        text=rupiah(order.total_idr),
        row=f"orders.quote {mine}",
    )
    if order.accepted_at:
        promised = _("Promised for %(day)s.") % {"day": tanggal(order.promised_on)}
        yield _event(
            order.accepted_at,
            _("The buyer accepted"),
            "file-check",
            tone="busy",
            text=promised,
            row=f"orders.accept_quotation {mine}",
        )
    if order.cancelled_at:
        yield _event(
            order.cancelled_at,
            _("Order cancelled"),
            "ban",
            tone="late",
            text=order.cancelled_reason,
            row=f"capital.cancel_order {mine}",
        )
    if order.closed_at:
        yield _event(
            order.closed_at, _("Order closed"), "circle-check", tone="done", row=f"capital.close_order {mine}"
        )


def _samples(story: OrderStory) -> Iterator[Event]:
    for one in story.samples:
        mine = f"orders.sample:{one.pk}"
        picture = one.picture.url if one.picture else ""
        yield _event(one.shown_at, _("Sample shown"), "star", photo=picture, row=f"orders.show_sample {mine}")
        if one.answered_at:
            title = _("Sample approved") if one.approved else _("Sample must change")
            verb = "approve_sample" if one.approved else "refuse_sample"
            look = ("thumbs-up", "done") if one.approved else ("thumbs-down", "wait")
            yield _event(
                one.answered_at, title, look[0], tone=look[1], text=one.remark, row=f"orders.{verb} {mine}"
            )


def _payments(story: OrderStory) -> Iterator[Event]:
    for one in story.payments:
        text = " · ".join(
            part for part in (one.get_method_display(), one.reference, tanggal(one.paid_on)) if part
        )
        title = f"{one.get_kind_display()}: {rupiah(one.amount_idr)}"
        yield _event(
            one.recorded_at,
            title,
            "banknote",
            tone="done",
            text=text,
            row=f"orders.record_payment orders.payment:{one.pk}",
        )
        if back := one.correction:
            yield _event(
                back.taken_back_at,
                _("Payment taken back: %(idr)s") % {"idr": rupiah(one.amount_idr)},
                "undo-2",
                tone="late",
                text=back.reason,
                row=f"orders.take_back_payment orders.takenback:{back.pk}",
            )


def _plan(plan: Plan) -> Event:
    title = _("Work split") if plan.round == 1 else _("The rest split again")
    return _event(plan.made_at, title, "split", row=f"production.split_order production.plan:{plan.pk}")


def _answers(assignments: Iterable[Assignment]) -> Iterator[Event]:
    """Offers and yeses counted by day; each no by itself, with its reason."""
    offered: dict[datetime, int] = Counter()
    taken: dict[date, list[Assignment]] = {}
    for one in assignments:
        if one.offered_at:
            offered[one.offered_at] += 1
        if one.answered_at and one.accepted:
            taken.setdefault(one.answered_at.date(), []).append(one)
        elif one.answered_at and one.state == A.DECLINED:
            title = _("%(name)s declined") % {"name": one.workshop.owner.name}
            yield _event(one.answered_at, title, "x", tone="wait", text=one.decline_reason)
    for at, n in offered.items():
        yield _event(at, _("Work offered to makers: %(n)s offers") % {"n": angka(n)}, "send", tone="wait")
    for works in taken.values():
        last = max(one.answered_at for one in works if one.answered_at)
        names = sorted({one.workshop.owner.name for one in works})
        text = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")  # as many as one line holds
        yield _event(
            last,
            _("Makers said yes: %(n)s pieces of work") % {"n": angka(len(works))},
            "thumbs-up",
            tone="busy",
            text=text,
        )


def _claims(order: Order) -> Iterator[Event]:
    for one in progress_of(order.pk)[:20]:
        title = _("%(name)s: %(n)s done") % {
            "name": one.assignment.workshop.owner.name,
            "n": angka(one.pieces),
        }
        picture = one.picture.url if one.picture else ""
        yield _event(one.said_at, title, "camera", text=one.assignment.stage.name, photo=picture)


def _advance(one: Advance) -> Event:
    title = _("Advance to %(name)s: %(idr)s") % {"name": one.party.name, "idr": rupiah(one.amount_idr)}
    return _event(one.granted_at, title, "hand-coins", row=f"capital.grant_advance capital.advance:{one.pk}")


def _wrong_advance(one: Advance) -> Event:
    title = _("Advance to %(name)s taken back") % {"name": one.party.name}
    return _event(
        one.taken_back_at or one.granted_at, title, "undo-2", tone="late", text=one.taken_back_reason
    )


def _lot(lot: Lot) -> Iterator[Event]:
    words = {"number": lot.number, "name": lot.assignment.workshop.owner.name, "n": angka(lot.pieces)}
    handed = _("Lot %(number)s from %(name)s: %(n)s pieces") % words
    yield _event(lot.handed_in_at, handed, "package", row=f"quality.hand_in quality.lot:{lot.pk}")
    for found in lot.inspections.all():
        counts = {"a": found.accepted, "r": found.rework, "x": found.rejected}
        text = _("%(a)s accepted, %(r)s to repair, %(x)s rejected") % counts
        title = _("Lot %(number)s inspected") % words
        tone = "done" if not found.rework and not found.rejected else "wait"
        yield _event(
            found.inspected_at,
            title,
            "clipboard-check",
            tone=tone,
            text=text,
            row=f"quality.inspect quality.inspection:{found.pk}",
        )


def _deliveries(story: OrderStory) -> Iterator[Event]:
    for one in story.deliveries:
        pieces = sum(part.pieces for part in one.lines.all())
        title = _("%(n)s pieces delivered to %(who)s") % {"n": angka(pieces), "who": one.received_by}
        yield _event(
            one.recorded_at, title, "truck", tone="busy", row=f"orders.deliver orders.delivery:{one.pk}"
        )
    for bill in story.invoices:
        text = _("Due on %(day)s.") % {"day": tanggal(bill.due_on)}
        title = _("Invoice: %(idr)s") % {"idr": rupiah(bill.total_idr)}
        yield _event(
            bill.issued_at,
            title,
            "receipt",
            tone="wait",
            text=text,
            row=f"orders.issue_invoice orders.invoice:{bill.pk}",
        )


def _signed(events: list[Event]) -> list[Event]:
    """Who wrote it, from the audit: two queries for the whole story."""
    subjects = {event["row"].partition(" ")[2] for event in events if event["row"]}
    rows = AuditRow.objects.filter(subject__in=subjects, user_id__isnull=False).values_list(
        "operation", "subject", "user_id"
    )
    writers = {f"{operation} {subject}": user for operation, subject, user in rows}
    names = dict(User.objects.filter(pk__in=set(writers.values())).values_list("pk", "name"))
    return [event | {"by": names.get(writers.get(event["row"]) or 0, "")} for event in events]
