"""What the cooperative does about capital aid: propose, send, receive, tell the use, repay, report."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sentra.capital.aid import notices
from sentra.capital.aid.facts import ProposalFacts, figures_of, orders_told, plan_of
from sentra.capital.aid.models import AidKind, AidMoney, AidUse, Proposal
from sentra.capital.aid.queries import decision_on, instalments_of, office_of
from sentra.capital.aid.steps import held, hold_the_link
from sentra.capital.stages import PROPOSAL
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.kernel.uploads import keep_picture
from sentra.ledger import aid_recipes as recipes
from sentra.ledger.pool import METHODS, must_have
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission

REMIND_BEFORE = timedelta(days=7)
REMIND_AGAIN = timedelta(days=7)


@operation(needs=Permission.PROPOSE_AID)
def draft_proposal(facts: ProposalFacts, *, by: Actor, at: datetime) -> Proposal:
    """A proposal nobody else sees yet, with the cash plan of today. Refuses no purpose and no amount."""
    _check(facts)
    made: Proposal = Proposal.objects.create(
        cooperative=Tenant.objects.get(pk=by.tenant_id).name, kind=facts.kind, amount_idr=facts.amount_idr,
        purpose=facts.purpose.strip()[:1000], orders=orders_told(facts.orders), drafted_at=at,
        figures=figures_of(plan_of(by.tenant_id, by.today(at))),
    )  # fmt: skip
    return made


@operation(needs=Permission.PROPOSE_AID)
def change_proposal(proposal_id: int, facts: ProposalFacts, *, by: Actor, at: datetime) -> Proposal:
    """Write it anew while it is a draft; the figures become today's."""
    _check(facts)
    found = held(proposal_id)
    PROPOSAL.after("send", found.state)
    found.kind, found.amount_idr, found.purpose = facts.kind, facts.amount_idr, facts.purpose.strip()[:1000]
    found.orders = orders_told(facts.orders)
    found.figures = figures_of(plan_of(by.tenant_id, by.today(at)))
    found.save(update_fields=["kind", "amount_idr", "purpose", "orders", "figures"])
    return found


def _check(facts: ProposalFacts) -> None:
    if facts.kind not in AidKind.values:
        raise Refused(_("Choose a grant or a revolving fund."), field="kind")
    if facts.amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if not facts.purpose.strip():
        raise Refused(_("Say what the money is for."), field="purpose")


@operation(needs=Permission.PROPOSE_AID)
def send_proposal(proposal_id: int, *, by: Actor, at: datetime) -> Proposal:
    """To the office of our district, with the figures of today, numbered and frozen.

    Refuses one that is sent, and a district without an office here.
    """
    found = held(proposal_id)
    found.state = PROPOSAL.after("send", found.state)
    office = office_of(by.tenant_id)
    if office is None:
        raise Refused(_("The office of your district does not use Sentra yet."))
    today = by.today(at)
    found.reader_uid, found.office, found.sent_at, found.sent_by = office.uid, office.name, at, by.name
    found.figures = figures_of(plan_of(by.tenant_id, today))
    found.year, found.number = today.year, next_number("proposal", today.year)
    found.save()
    notices.proposal_sent(found, at=at)
    return found


@operation(needs=Permission.PROPOSE_AID, says=("reason",))
def withdraw_proposal(proposal_id: int, *, reason: str, by: Actor, at: datetime) -> Proposal:
    """Ask no longer. Refuses no reason, and a decided one, unless nothing came and nothing will come."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    found = held(proposal_id)
    hold_the_link(found.uid)
    found.state = PROPOSAL.after("withdraw", found.state)
    case = decision_on(found)
    if case and case.decided and not case.ended_at:
        raise Refused(_("The office has already decided."))
    found.withdrawn_reason = reason.strip()[:200]
    found.save(update_fields=["state", "withdrawn_reason"])
    return found


@operation(needs=Permission.RECORD_PAYMENT)
def receive_aid(
    proposal_id: int, *, amount_idr: int, method: str, on: date, by: Actor, at: datetime
) -> AidMoney:
    """Money of a granted proposal has come. What was agreed is copied with the first of it.

    Refuses before the office has granted, and more than it granted.
    """
    found = held(proposal_id)
    found.state = PROPOSAL.after("receive", found.state)
    case = decision_on(found)
    if case is None or not case.granted_idr:
        raise Refused(_("The office has not granted this proposal."))
    _check_money(amount_idr, method, on, by, at)
    if amount_idr > case.granted_idr - found.received_idr:
        raise Refused(
            _("Only %(left)s of the grant is still to come.")
            % {"left": formatted(case.granted_idr - found.received_idr)},
            field="amount_idr",
        )
    if not found.received_idr:
        found.granted_kind, found.granted_idr = case.granted_kind, case.granted_idr
        found.schedule = case.schedule
    money = _moved(found, AidMoney.Kind.RECEIVED, amount_idr, method, on, at)
    found.received_idr += amount_idr
    found.save(update_fields=["state", "granted_kind", "granted_idr", "schedule", "received_idr"])
    recipes.aid_received(
        money.pk, Booking(on, by, at), proposal_id=found.pk, amount_idr=amount_idr, method=method,
        revolving=found.granted_kind == AidKind.REVOLVING,
    )  # fmt: skip
    notices.aid_received(found, money, at=at)
    return money


@operation(needs=Permission.PAY_OUT)
def repay_aid(
    proposal_id: int, *, amount_idr: int, method: str, on: date, by: Actor, at: datetime
) -> AidMoney:
    """An instalment goes back. Refuses more than is owed, and more than the account holds."""
    found = held(proposal_id)
    _check_money(amount_idr, method, on, by, at)
    if amount_idr > found.owed_idr:
        raise Refused(
            _("Only %(owed)s is still owed.") % {"owed": formatted(found.owed_idr)}, field="amount_idr"
        )
    must_have(amount_idr, method)
    money = _moved(found, AidMoney.Kind.REPAID, amount_idr, method, on, at)
    found.repaid_idr += amount_idr
    found.save(update_fields=["repaid_idr"])
    recipes.aid_repaid(
        money.pk, Booking(on, by, at), proposal_id=found.pk, amount_idr=amount_idr, method=method
    )
    return money


def _check_money(amount_idr: int, method: str, on: date, by: Actor, at: datetime) -> None:
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    if on > by.today(at):
        raise Refused(_("The payment cannot lie in the future."), field="on")


def _moved(found: Proposal, kind: str, amount_idr: int, method: str, on: date, at: datetime) -> AidMoney:
    made: AidMoney = AidMoney.objects.create(
        proposal=found, reader_uid=found.reader_uid, kind=kind, amount_idr=amount_idr, method=method, on=on,
        at=at,
    )  # fmt: skip
    return made


@operation(needs=Permission.PROPOSE_AID)
def tell_use(
    proposal_id: int, *, category: str, amount_idr: int, on: date, text: str, picture: bytes, by: Actor,
    at: datetime,
) -> AidUse:  # fmt: skip
    """What a part of the money was spent on, with the receipt or a picture. The office sees it at once.

    Refuses more than came, no words, a day to come, and what is no picture.
    """
    found = held(proposal_id)
    if found.state != Proposal.State.RUNNING:
        raise Refused(_("There is no money whose use is to be told."))
    if category not in AidUse.Category.values:
        raise Refused(_("Choose what it was for."), field="category")
    if not 0 < amount_idr <= found.untold_idr:
        raise Refused(
            _("%(left)s is left to be told.") % {"left": formatted(found.untold_idr)}, field="amount_idr"
        )
    if not text.strip():
        raise Refused(_("Say what was bought or paid."), field="text")
    if on > by.today(at):
        raise Refused(_("The day cannot lie in the future."), field="on")
    kept = keep_picture(picture, name="bukti", at=at)
    made: AidUse = AidUse.objects.create(
        proposal=found, reader_uid=found.reader_uid, category=category, amount_idr=amount_idr, on=on,
        text=text.strip()[:200], picture=kept, picture_uid=kept.uid, picture_path=kept.path, at=at,
    )  # fmt: skip
    found.used_idr += amount_idr
    found.save(update_fields=["used_idr"])
    return made


@operation(needs=Permission.PROPOSE_AID, says=("reason",))
def strike_use(use_id: int, *, reason: str, by: Actor, at: datetime) -> AidUse:
    """A use told wrongly: it stays readable and counts no longer. Refuses after the final report."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    told = AidUse.objects.get(pk=use_id)
    found = held(told.proposal_id)
    use: AidUse = AidUse.objects.select_for_update().get(pk=use_id)
    if use.struck_at or found.state != Proposal.State.RUNNING:
        raise Refused(_("This can no longer be changed."))
    use.struck_at, use.struck_reason = at, reason.strip()[:160]
    use.save(update_fields=["struck_at", "struck_reason"])
    found.used_idr -= use.amount_idr
    found.save(update_fields=["used_idr"])
    return use


@operation(needs=Permission.PROPOSE_AID)
def report_aid(proposal_id: int, *, text: str, by: Actor, at: datetime) -> Proposal:
    """The final report: what the money has changed. After it nothing more is received.

    Refuses while a rupiah is still to come, unless the office has said that the rest will not come, and
    while one that came is not accounted for.
    """
    if not text.strip():
        raise Refused(_("Say what the money has changed."), field="text")
    found = held(proposal_id)
    found.state = PROPOSAL.after("report", found.state)
    case = decision_on(found)
    if found.granted_idr > found.received_idr and not (case and case.ended_at):
        raise Refused(
            _("%(left)s of what was granted is still to come. The final report comes after the last of it.")
            % {"left": formatted(found.granted_idr - found.received_idr)}
        )
    if found.untold_idr:
        raise Refused(_("Tell first what %(left)s was spent on.") % {"left": formatted(found.untold_idr)})
    found.report, found.reported_at = text.strip()[:2000], at
    found.save(update_fields=["state", "report", "reported_at"])
    return found


@operation(needs=Permission.PROPOSE_AID)
def remind_instalments(*, today: date, by: Actor, at: datetime) -> int:
    """Tell chair and treasurer of instalments due within a week or late, once a week. Returns how many."""
    told = 0
    owing = Proposal.objects.select_for_update().filter(granted_kind=AidKind.REVOLVING).order_by("pk")
    for found in owing.exclude(schedule=[]):
        due = [one for one in instalments_of(found, today) if one.open_idr]
        again = found.reminded_on is None or found.reminded_on + REMIND_AGAIN <= today
        if due and due[0].due_on <= today + REMIND_BEFORE and again:
            notices.instalment_due(found, amount_idr=due[0].open_idr, due_on=due[0].due_on, at=at)
            found.reminded_on = today
            found.save(update_fields=["reminded_on"])
            told += 1
    return told
