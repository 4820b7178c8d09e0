"""What waits beside the orders: candidates, loans, the bank, the cash box, shares of the surplus.

Each is looked for only when this person may do it, and is not what she did herself where two are needed.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.cooperative.models import Application, Loan, SurplusRun
from sentra.cooperative.surplus.queries import waiting_questions
from sentra.kernel.actor import Actor
from sentra.ledger.closing import next_to_close
from sentra.ledger.snapshots import end_of
from sentra.payments.models import BankLine, CashCount
from sentra.people.roles import Permission
from sentra.web.front.task import Task
from sentra.web.templatetags.formats import angka, rupiah, tanggal

P = Permission
CLOSE_AFTER = timedelta(days=10)  # a month that ended longer ago waits to be closed


def desk_duties(actor: Actor, *, today: date) -> Iterator[Task]:
    """At most eleven queries."""
    yield from _members(actor)
    yield from _loans(actor)
    yield from _money(actor)
    yield from _books(actor, today)


def _members(actor: Actor) -> Iterator[Task]:
    if not actor.may(P.DECIDE_MEMBERS):
        return
    n = Application.objects.filter(stage=Application.Stage.ASKED, founder=False).count()
    if n:
        about = ngettext("%(n)s waits for an answer", "%(n)s wait for an answer", n) % {"n": angka(n)}
        text, url = _("Decide who joins"), reverse("candidates")
        yield Task("candidates", P.DECIDE_MEMBERS, text, url, "users", about)


def _loans(actor: Actor) -> Iterator[Task]:
    """Wishes somebody else wrote down, write-offs somebody else asked for, loans somebody else approved."""
    decides, lends = actor.may(P.APPROVE_LOAN), actor.may(P.LEND)
    if not (decides or lends):
        return
    stage, me = Loan.Stage, actor.user_id
    asked = Q(stage=stage.ASKED) & ~Q(asked_by=me)
    dead = Q(stage=stage.RUNNING, write_off_asked_by__isnull=False) & ~Q(write_off_asked_by=me)
    ready = Q(stage=stage.APPROVED) & ~Q(decided_by=me)
    wanted = (asked | dead if decides else Q(pk=None)) | (ready if lends else Q(pk=None))
    for loan in Loan.objects.filter(wanted).select_related("member__party").order_by("pk")[:50]:
        url, about = (
            reverse("loan", args=[loan.pk]),
            f"{loan.member.party.name} · {rupiah(loan.principal_idr)}",
        )
        more = reverse("loans")
        if loan.stage == stage.ASKED:
            yield Task(
                "loan", P.APPROVE_LOAN, _("Decide about a loan"), url, "hand-coins", about, all_url=more
            )
        elif loan.stage == stage.APPROVED:
            yield Task("lend", P.LEND, _("Pay out a loan"), url, "banknote", about, all_url=more)
        else:
            text = _("Decide about a write-off")
            yield Task("write off", P.APPROVE_LOAN, text, url, "circle-x", about, all_url=more)


def _money(actor: Actor) -> Iterator[Task]:
    if actor.may(P.MATCH_BANK):
        n = BankLine.objects.filter(matches__isnull=True).count()
        if n:
            about = ngettext("%(n)s line of the bank", "%(n)s lines of the bank", n) % {"n": angka(n)}
            yield Task("bank", P.MATCH_BANK, _("Match the bank"), reverse("bank"), "landmark", about)
    if actor.may(P.CONFIRM_COUNT) and actor.user_id is not None:
        counted = CashCount.objects.filter(state=CashCount.State.COUNTED).exclude(counted_by=actor.user_id)
        for one in counted.order_by("counted_on", "pk"):
            about = f"{tanggal(one.counted_on, 'short')} · {rupiah(one.counted_idr)}"
            url = reverse("cash-count", args=[one.pk])
            yield Task("count", P.CONFIRM_COUNT, _("Confirm a cash count"), url, "shield-check", about)


def _books(actor: Actor, today: date) -> Iterator[Task]:
    if actor.may(P.SHARE_SURPLUS):
        for one in waiting_questions():
            share = one.share
            url = reverse("surplus-share", args=[share.run_id, share.member_id])
            text = _("Answer about a share of the surplus")
            yield Task("question", P.SHARE_SURPLUS, text, url, "message-circle", share.member.party.name)
        for run in SurplusRun.objects.filter(stage=SurplusRun.Stage.APPROVED):
            url, about = reverse("surplus-run", args=[run.pk]), f"{run.year_end:%Y}"
            yield Task("surplus", P.SHARE_SURPLUS, _("Book the surplus"), url, "coins", about)
    if actor.may(P.CLOSE_PERIOD):
        month = next_to_close(actor.tenant_id)
        if month and end_of(month) + CLOSE_AFTER < today:
            url, about = reverse("closing"), tanggal(month, "month")
            yield Task("closing", P.CLOSE_PERIOD, _("Close the month"), url, "lock", about)
