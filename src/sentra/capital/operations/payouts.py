"""The payout run: prepared by one, approved by another, paid slip by slip.

What a slip takes from an advance is reserved when the run is prepared, so that two runs cannot take it
twice; it counts as recovered, here and in the books, when the slip is paid. Sending back frees it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.capital import notices
from sentra.capital.models import Advance, Deduction, Paid, PayoutRun, Slip, SlipLine
from sentra.capital.policy import Policy
from sentra.capital.slips import Claim, Reckoning, Work, reckoned
from sentra.capital.stages import RUN, SLIP
from sentra.capital.steps import release, settle, unpaid_inspections
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import recipes
from sentra.ledger.pool import METHODS, hold_the_pool, must_have
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.quality.models import Inspection


@dataclass
class _Desk:
    """Everything a run is made from, read once."""

    work: dict[Party, list[Inspection]] = field(default_factory=lambda: defaultdict(list))
    advances: dict[int, list[Advance]] = field(default_factory=lambda: defaultdict(list))
    deductions: dict[int, list[Deduction]] = field(default_factory=lambda: defaultdict(list))


@operation(needs=Permission.PREPARE_PAYOUT)
def prepare_payout(*, today: date, by: Actor, at: datetime) -> PayoutRun:
    """One slip for every maker with accepted work that is not paid. Somebody else must approve it.

    Refuses when nothing is owed. Floor and advances follow the cooperative's settings of today.
    """
    if by.user_id is None:
        raise Refused(_("A payout is prepared by a person."))
    hold_the_pool(by.tenant_id)
    desk = _desk()
    if not desk.work:
        raise Refused(_("There is no accepted work to pay."))
    floor = Policy.of(by.tenant_id).floor_permille
    run: PayoutRun = PayoutRun.objects.create(
        prepared_by=by.user_id, prepared_at=at, floor_permille=floor, year=today.year,
        number=next_number("payout", today.year),
    )  # fmt: skip
    slips = [_write(run, party, desk) for party in sorted(desk.work, key=lambda one: (one.name, one.pk))]
    total = sum(slip.net_idr for slip in slips)
    notices.payout_prepared(run, total_idr=total, slips=len(slips), at=at)
    return run


def _desk() -> _Desk:
    """Unpaid work and what may be taken from it. Claims are held in order of id."""
    desk = _Desk()
    for one in unpaid_inspections():
        desk.work[one.lot.assignment.workshop.owner].append(one)
    advances = Advance.objects.select_for_update(of=("self",)).select_related("assignment__order")
    for advance in advances.filter(party__in=desk.work).order_by("pk"):
        desk.advances[advance.party_id].append(advance)
    agreed = Deduction.objects.select_for_update(of=("self",)).select_related("order")
    for deduction in agreed.filter(party__in=desk.work, agreed_at__isnull=False).order_by("pk"):
        desk.deductions[deduction.party_id].append(deduction)
    return desk


def _write(run: PayoutRun, party: Party, desk: _Desk) -> Slip:
    """Reckon and keep one maker's slip, and reserve what it takes."""
    work = {one.pk: one for one in desk.work[party]}
    advances = {one.pk: one for one in desk.advances[party.pk]}
    deductions = {one.pk: one for one in desk.deductions[party.pk]}
    sums = reckoned(
        [Work(one.pk, one.lot.assignment.order_id, one.accepted, one.rate_idr) for one in work.values()],
        [Claim(one.pk, one.assignment.order_id, one.open_idr) for one in advances.values()],
        [Claim(one.pk, one.order_id, one.open_idr) for one in deductions.values()],
        floor_permille=run.floor_permille,
    )
    slip: Slip = Slip.objects.create(
        run=run, party=party, method="bank" if party.bank_account else "cash", gross_idr=sums.gross_idr,
        recovered_idr=sums.recovered_idr, deducted_idr=sums.deducted_idr, net_idr=sums.net_idr,
        owing_idr=sums.owing_idr, number=next_number("slip", run.year),
    )  # fmt: skip
    SlipLine.objects.bulk_create(_lines(slip, sums, work, advances, deductions))
    Paid.objects.bulk_create(Paid(inspection=one, slip=slip) for one in work.values())
    _reserve(sums, advances, deductions)
    return slip


def _lines(
    slip: Slip,
    sums: Reckoning,
    work: dict[int, Inspection],
    advances: dict[int, Advance],
    deductions: dict[int, Deduction],
) -> list[SlipLine]:
    """Work first, then what is taken. The texts are names and numbers, the same in every language."""
    kind = SlipLine.Kind
    lines = [
        SlipLine(
            slip=slip, kind=kind.PIECES, order_id=one.order_id, inspection_id=one.inspection_id,
            pieces=one.pieces, rate_idr=one.rate_idr, amount_idr=one.amount_idr,
            text=_work_text(work[one.inspection_id]),
        )
        for one in sums.work
    ]  # fmt: skip
    for taken in sums.recovered:
        text = f"#{advances[taken.claim_id].assignment.order}"
        lines.append(_taking(slip, kind.RECOVERY, taken.order_id, -taken.amount_idr, text))
        lines[-1].advance_id = taken.claim_id
    for taken in sums.deducted:
        text = f"{deductions[taken.claim_id].reason[:140]} · #{deductions[taken.claim_id].order}"
        lines.append(_taking(slip, kind.DEDUCTION, taken.order_id, -taken.amount_idr, text))
        lines[-1].deduction_id = taken.claim_id
    return lines


def _taking(slip: Slip, kind: str, order_id: int, amount_idr: int, text: str) -> SlipLine:
    return SlipLine(slip=slip, kind=kind, order_id=order_id, amount_idr=amount_idr, text=text[:160])


def _work_text(one: Inspection) -> str:
    stage, order = one.lot.assignment.stage, one.lot.assignment.order
    return f"{stage.product.name} · {stage.name} · {one.grade} · #{order}"[:160]


def _reserve(sums: Reckoning, advances: dict[int, Advance], deductions: dict[int, Deduction]) -> None:
    for taken in sums.recovered:
        advances[taken.claim_id].reserved_idr += taken.amount_idr
        advances[taken.claim_id].save(update_fields=["reserved_idr"])
    for taken in sums.deducted:
        deductions[taken.claim_id].reserved_idr += taken.amount_idr
        deductions[taken.claim_id].save(update_fields=["reserved_idr"])


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
    for slip in Slip.objects.filter(run=run).order_by("pk"):
        release(slip)
    Paid.objects.filter(slip__run=run).delete()
    notices.payout_sent_back(run, at=at)
    return run


@operation(needs=Permission.PAY_OUT)
def pay_slip(slip_id: int, *, paid_on: date, method: str = "", by: Actor, at: datetime) -> Slip:
    """The money has left: transferred, or counted into her hand. A failed slip may be tried again.

    `method` when it is paid otherwise than prepared. The last slip makes the run PAID. Refuses a run
    that is not approved, a slip that is paid, more than the account holds.
    """
    slip = held_slip(slip_id)
    _pay(slip, paid_on, method or slip.method, by=by, at=at)
    _finish(slip.run)
    return slip


@operation(needs=Permission.PAY_OUT)
def pay_slips(run_id: int, *, method: str, paid_on: date, by: Actor, at: datetime) -> list[Slip]:
    """All waiting slips of this way of paying at once: the bank took the file, the list is signed.

    Refuses as `pay_slip`; nothing is paid then.
    """
    run = _locked(run_id)
    slips = list(
        Slip.objects.select_for_update(of=("self",))
        .filter(run=run, state=Slip.State.WAITING, method=method)
        .select_related("party")
        .order_by("pk")
    )
    if not slips:
        raise Refused(_("No slip waits to be paid like this."), field="method")
    _refuse_unapproved(run)
    must_have(sum(slip.net_idr for slip in slips), method)  # what is missing for all, not for the first
    for slip in slips:
        slip.run = run
        _pay(slip, paid_on, method, by=by, at=at)
    _finish(run)
    return slips


@operation(needs=Permission.PAY_OUT)
def change_slip_method(slip_id: int, *, method: str, by: Actor, at: datetime) -> Slip:
    """Another way to pay her than prepared, so that the lists name her rightly. Amounts stay.

    Refuses a paid slip, and a transfer to nobody's account.
    """
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    slip = held_slip(slip_id)
    if slip.state == Slip.State.PAID:
        raise Refused(_("This slip is already paid."))
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


def _pay(slip: Slip, paid_on: date, method: str, *, by: Actor, at: datetime) -> None:
    _refuse_unapproved(slip.run)
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    if slip.state == Slip.State.PAID:
        raise Refused(_("This slip is already paid."))
    if paid_on > by.today(at):
        raise Refused(_("The payment cannot lie in the future."), field="paid_on")
    must_have(slip.net_idr, method)
    slip.state, slip.paid_on, slip.method = SLIP.after("pay", slip.state), paid_on, method
    slip.failed_reason = ""
    slip.save(update_fields=["state", "paid_on", "method", "failed_reason"])
    settle(slip)
    recipes.slip_paid(
        slip.pk, party_id=slip.party_id, gross_idr=slip.gross_idr, recovered_idr=slip.recovered_idr,
        deducted_idr=slip.deducted_idr, net_idr=slip.net_idr, method=method, on=paid_on,
        bounces=slip.bounces, by=by, at=at,
    )  # fmt: skip
    notices.slip_paid(slip, at=at)


def _finish(run: PayoutRun) -> None:
    """APPROVED → PAID with the last slip."""
    if not Slip.objects.filter(run=run).exclude(state=Slip.State.PAID).exists():
        run.state = RUN.after("finish", run.state)
        run.save(update_fields=["state"])
