"""A prepared payout run: approved by another or sent back, then paid slip by slip or all of one way.

A slip waits, is at the bank, is paid or has failed (`capital/stages.py`); it is paid once, however often
somebody presses the button, and a failed one is tried again.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.capital import notices
from sentra.capital.models import Paid, PaidGain, PayoutRun, Slip
from sentra.capital.stages import RUN, SLIP
from sentra.capital.steps import free_sales, off_idr, release, returned_idr, settle
from sentra.capital.turns import next_sending, seen, turn
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger import recipes
from sentra.ledger.pool import METHODS, must_have
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission

S = Slip.State
AT_THE_BANK = _("The bank has this transfer. Mark it as failed first.")


@operation(needs=Permission.APPROVE_PAYOUT)
def approve_payout(run_id: int, *, by: Actor, at: datetime) -> PayoutRun:
    """Agree with every slip of the run. Refused to the one who prepared it."""
    run = _locked(run_id)
    state = RUN.after("approve", run.state)
    if by.user_id is None or by.user_id == run.prepared_by:
        raise Refused(_("Somebody else must approve what you prepared."))
    run.state, run.approved_by, run.approved_at = state, by.user_id, at
    run.save(update_fields=["state", "approved_by", "approved_at"])
    notices.payout_approved(run, at=at)
    return run


@operation(needs=Permission.APPROVE_PAYOUT, says=("reason",))
def send_back_payout(run_id: int, *, reason: str, by: Actor, at: datetime) -> PayoutRun:
    """Not like this: the work can be paid by another run. The slips stay to be read. Refuses no reason."""
    if not reason.strip():
        raise Refused(_("Say what is wrong."), field="reason")
    run = _locked(run_id)
    run.state, run.rejected_reason = RUN.after("send back", run.state), reason.strip()[:200]
    run.save(update_fields=["state", "rejected_reason"])
    release(Slip.objects.filter(run=run))
    Paid.objects.filter(slip__run=run).delete()
    PaidGain.objects.filter(slip__run=run).delete()
    free_sales(run.slips.values_list("pk", flat=True))
    notices.payout_sent_back(run, at=at)
    return run


@operation(needs=Permission.PAY_OUT)
def send_slips(run_id: int, *, shown: str = "", by: Actor, at: datetime) -> list[Slip]:
    """The bank has the file: its slips are at the bank, on no other list and in no other file.

    `shown`: `turns.seen` of the file's slips. Refuses another list than was shown, a run that is not
    approved, and when no transfer waits.
    """
    run = _locked(run_id)
    _refuse_unapproved(run)
    every = _held(run)
    slips = turn(every, "bank").waiting
    if not slips:
        raise Refused(_("No transfer waits to be sent to the bank."))
    _refuse_changed(slips, shown)
    _number(slips, every, by.today(at))
    for slip in slips:
        slip.state = SLIP.after("send", slip.state)
    Slip.objects.filter(pk__in=[slip.pk for slip in slips]).update(state=S.SENT)
    return list(slips)


@operation(needs=Permission.PAY_OUT)
def pay_slip(slip_id: int, *, paid_on: date, method: str = "", by: Actor, at: datetime) -> Slip:
    """The money has left: transferred, or counted into her hand. A failed slip may be tried again.

    `method` when it is paid otherwise than prepared. The last slip makes the run PAID. Refuses a run
    that is not approved, a slip that is paid or, in cash, at the bank; more than the account holds.
    """
    slip = held_slip(slip_id)
    _pay(slip.run, [slip], paid_on, method or slip.method, by=by, at=at)
    return slip


@operation(needs=Permission.PAY_OUT)
def pay_slips(
    run_id: int, *, method: str, paid_on: date, shown: str = "", by: Actor, at: datetime
) -> list[Slip]:
    """All slips whose turn it is this way: the bank took the file, the list is signed.

    Failed ones are left out, and transfers that wait while the bank has others. `shown`: `turns.seen` of
    the slips shown. Refuses another list than was shown, and as `pay_slip`; nothing is paid then.
    """
    run = _locked(run_id)
    slips = turn(_held(run), method).to_pay
    if not slips:
        raise Refused(_("No slip waits to be paid like this."), field="method")
    _refuse_changed(slips, shown)
    _pay(run, slips, paid_on, method, by=by, at=at)
    return list(slips)


@operation(needs=Permission.PAY_OUT)
def try_slip_again(slip_id: int, *, by: Actor, at: datetime) -> Slip:  # told when
    """A failed slip waits again, so that the next list or file names it. Refuses one that has not failed."""
    slip = held_slip(slip_id)
    slip.state, slip.failed_reason = SLIP.after("try again", slip.state), ""
    slip.save(update_fields=["state", "failed_reason"])
    return slip


@operation(needs=Permission.PAY_OUT)
def change_slip_method(slip_id: int, *, method: str, by: Actor, at: datetime) -> Slip:
    """Another way to pay her than prepared, so that the lists name her rightly. Amounts stay.

    Refuses a paid slip, and a transfer to nobody's account.
    """
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    slip = held_slip(slip_id)
    if slip.state == S.PAID:
        raise Refused(_("This slip is already paid."))
    if slip.state == S.SENT:
        raise Refused(AT_THE_BANK)
    if method == "bank" and not slip.party.bank_account:
        raise Refused(_("She has no bank account in Sentra."), field="method")
    slip.method = method
    slip.save(update_fields=["method"])
    return slip


@operation(needs=Permission.PAY_OUT, says=("reason",))
def fail_slip(slip_id: int, *, reason: str, by: Actor, at: datetime) -> Slip:
    """The transfer did not go through. It stays approved and can be paid again. Refuses no reason."""
    if not reason.strip():
        raise Refused(_("Say why it failed."), field="reason")
    slip = held_slip(slip_id)
    _refuse_unapproved(slip.run)
    if slip.method == "bank" and slip.state == S.WAITING:  # the bank had a file that named it
        _number([slip], _held(slip.run), by.today(at))
    slip.state, slip.failed_reason = SLIP.after("fail", slip.state), reason.strip()[:160]
    slip.save(update_fields=["state", "failed_reason"])
    notices.slip_failed(slip, at=at)
    return slip


def _locked(run_id: int) -> PayoutRun:
    run: PayoutRun = PayoutRun.objects.select_for_update().get(pk=run_id)
    return run


def held_slip(slip_id: int) -> Slip:
    """The slip with its run, both held: the run first. Raises Slip.DoesNotExist for a stranger's."""
    run = _locked(Slip.objects.values_list("run_id", flat=True).get(pk=slip_id))
    slip: Slip = Slip.objects.select_for_update(of=("self",)).select_related("party").get(pk=slip_id)
    slip.run = run
    return slip


def _refuse_unapproved(run: PayoutRun) -> None:
    if run.state not in {PayoutRun.State.APPROVED, PayoutRun.State.PAID}:
        raise Refused(_("This payout is not approved."))


def _held(run: PayoutRun) -> list[Slip]:
    """The run's slips with their makers, held in order of id."""
    found = Slip.objects.select_for_update(of=("self",)).filter(run=run)
    return list(found.select_related("party").order_by("pk"))


def _refuse_changed(slips: Sequence[Slip], shown: str) -> None:
    if shown and shown != seen(slips):
        raise Refused(_("The list changed meanwhile. Look again."))


def _number(slips: Sequence[Slip], every: Iterable[Slip], on: date) -> None:
    """These went with the run's next file; the one after it gets another number."""
    sending = next_sending(every)
    for slip in slips:
        slip.sending, slip.sent_on = sending, on
    Slip.objects.filter(pk__in=[slip.pk for slip in slips]).update(sending=sending, sent_on=on)


def _pay(
    run: PayoutRun, slips: Sequence[Slip], paid_on: date, method: str, *, by: Actor, at: datetime
) -> None:
    """All of them or none, in a fixed number of statements. The caller holds run and slips."""
    _refuse_unapproved(run)
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    if any(slip.state == S.PAID for slip in slips):
        raise Refused(_("This slip is already paid."))
    if method != "bank" and any(slip.state == S.SENT for slip in slips):
        raise Refused(AT_THE_BANK)
    if paid_on > by.today(at):
        raise Refused(_("The payment cannot lie in the future."), field="paid_on")
    must_have(sum(slip.net_idr for slip in slips), method)
    if unsent := [slip for slip in slips if method == "bank" and slip.state != S.SENT]:
        _number(unsent, Slip.objects.filter(run=run), paid_on)
    for slip in slips:
        slip.state, slip.paid_on, slip.method = SLIP.after("pay", slip.state), paid_on, method
        slip.failed_reason = ""
    Slip.objects.filter(pk__in=[slip.pk for slip in slips]).update(
        state=S.PAID, paid_on=paid_on, method=method, failed_reason=""
    )
    settle(slips)
    recipes.slips_paid(_booked(slips), Booking(paid_on, by, at), method=method)
    notices.slips_paid(slips, at=at)
    _finish(run)


def _booked(slips: Sequence[Slip]) -> list[recipes.PaidSlip]:
    back, off = returned_idr(slips), off_idr(slips)
    return [
        recipes.PaidSlip(
            slip.pk, slip.party_id, slip.gross_idr, slip.recovered_idr, slip.net_idr,
            deducted_idr=slip.deducted_idr - back.get(slip.pk, 0) - off.get(slip.pk, 0),
            returned_idr=back.get(slip.pk, 0), bounces=slip.bounces, off_idr=off.get(slip.pk, 0),
        )
        for slip in slips
    ]  # fmt: skip


def _finish(run: PayoutRun) -> None:
    """APPROVED → PAID with the last slip."""
    if not Slip.objects.filter(run=run).exclude(state=Slip.State.PAID).exists():
        run.state = RUN.after("finish", run.state)
        run.save(update_fields=["state"])
