"""What the office does about a proposal: verify it, and decide. It writes only its own case."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sentra.capital.aid.facts import schedule_of
from sentra.capital.aid.models import AidCase, AidCheck, AidKind, Proposal
from sentra.capital.aid.steps import hold_the_link
from sentra.capital.stages import AID_CASE
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.kernel.tenancy import writer
from sentra.people.roles import Permission

MOST_INSTALMENTS = 60


@dataclass(frozen=True)
class Granted:
    """What the office gives: all that was asked, or less. A revolving fund names its instalments."""

    kind: str
    amount_idr: int
    instalments: int = 0
    first_on: date | None = None
    reason: str = ""


@operation(needs=Permission.VERIFY_AID)
def note_check(
    proposal_uid: UUID, *, kind: str, on: date, who: str, found: str, by: Actor, at: datetime
) -> AidCheck:
    """Questions and their answers, or a visit: when, who met whom, what was found. The cooperative reads it.

    Refuses a proposal that is decided or withdrawn, a day to come, and an empty note.
    """
    proposal = _sent(proposal_uid)
    case = _case(proposal)
    AID_CASE.after("grant", case.state)
    if kind not in AidCheck.Kind.values:
        raise Refused(_("Say whether you asked or visited."), field="kind")
    if not who.strip():
        raise Refused(_("Say who went or asked, and whom they met."), field="who")
    if not found.strip():
        raise Refused(_("Say what was found."), field="found")
    if on > by.today(at):
        raise Refused(_("The day cannot lie in the future."), field="on")
    made: AidCheck = AidCheck.objects.create(
        case=case, reader_uid=case.reader_uid, kind=kind, on=on, who=who.strip()[:160],
        found=found.strip()[:1000], at=at,
    )  # fmt: skip
    case.verified_by = by.user_id
    case.save(update_fields=["verified_by"])
    return made


@operation(needs=Permission.DECIDE_AID)
def grant_aid(proposal_uid: UUID, granted: Granted, *, by: Actor, at: datetime) -> AidCase:
    """Give what was asked, or less of it: for good, or as a revolving fund with its instalments.

    Refuses before it was verified, who verified it, more than was asked, a withdrawn proposal, and a
    revolving fund without instalments to come.
    """
    case = _to_decide(proposal_uid, by)
    case.state = AID_CASE.after("grant", case.state)
    if granted.kind not in AidKind.values:
        raise Refused(_("Choose a grant or a revolving fund."), field="kind")
    if not 0 < granted.amount_idr <= case.amount_idr:
        raise Refused(
            _("At most %(asked)s was asked for.") % {"asked": formatted(case.amount_idr)}, field="amount_idr"
        )
    if granted.kind == AidKind.REVOLVING:
        if not 1 <= granted.instalments <= MOST_INSTALMENTS:
            raise Refused(_("A fund goes back in 1 to 60 instalments."), field="instalments")
        if granted.first_on is None or granted.first_on <= by.today(at):
            raise Refused(_("The first instalment lies in the future."), field="first_on")
        case.schedule = schedule_of(
            granted.amount_idr, instalments=granted.instalments, first_on=granted.first_on
        )
    case.granted_kind, case.granted_idr = granted.kind, granted.amount_idr
    case.reason = granted.reason.strip()[:400]
    return _decided(case, by, at)


@operation(needs=Permission.DECIDE_AID, says=("reason",))
def refuse_aid(proposal_uid: UUID, *, reason: str, by: Actor, at: datetime) -> AidCase:
    """Give nothing, and say why. Refuses before it was verified, and who verified it."""
    if not reason.strip():
        raise Refused(_("Say why, so that they can do better."), field="reason")
    case = _to_decide(proposal_uid, by)
    case.state = AID_CASE.after("refuse", case.state)
    case.reason = reason.strip()[:400]
    return _decided(case, by, at)


@operation(needs=Permission.DECIDE_AID, says=("reason",))
def end_grant(proposal_uid: UUID, *, reason: str, by: Actor, at: datetime) -> AidCase:
    """What has not come of the grant will not come: the cooperative reports what did. Said once.

    Money under way may still be written down. Refuses no reason, what is not granted, and when all has come.
    """
    if not reason.strip():
        raise Refused(_("Say why the rest does not come."), field="reason")
    hold_the_link(proposal_uid)
    proposal: Proposal = Proposal.addressed.get(uid=proposal_uid)
    case: AidCase = AidCase.objects.select_for_update().get(proposal_uid=proposal_uid)
    if case.state != AidCase.State.GRANTED or case.ended_at:
        raise Refused(_("No money is on its way for this proposal."))
    if proposal.received_idr >= case.granted_idr:
        raise Refused(_("All of the grant has come."))
    case.ended_at, case.ended_reason, case.ended_by_name = at, reason.strip()[:200], by.name
    case.save(update_fields=["ended_at", "ended_reason", "ended_by_name"])
    return case


def _sent(uid: UUID) -> Proposal:
    """A proposal sent to us that still stands. A stranger's office finds nothing."""
    hold_the_link(uid)
    found: Proposal = Proposal.addressed.get(uid=uid)
    if found.state != Proposal.State.SENT:
        raise Refused(_("This proposal no longer waits for a decision."))
    return found


def _case(proposal: Proposal) -> AidCase:
    """Our case about it, opened with a copy of what is asked."""
    known: AidCase | None = AidCase.objects.select_for_update().filter(proposal_uid=proposal.uid).first()
    if known:
        return known
    theirs = Tenant.objects.get(pk=proposal.tenant_id or 0)
    if theirs.district_code != Tenant.objects.get(pk=writer()).district_code:
        raise Refused(_("This cooperative now lies in another district. Its proposal goes to that office."))
    made: AidCase = AidCase.objects.create(
        proposal_uid=proposal.uid, reader_uid=theirs.uid,
        cooperative=proposal.cooperative, number=str(proposal), kind=proposal.kind,
        amount_idr=proposal.amount_idr,
    )  # fmt: skip
    return made


def _to_decide(uid: UUID, by: Actor) -> AidCase:
    case = _case(_sent(uid))
    if case.verified_by is None:
        raise Refused(_("Verify the proposal first: ask or visit, and write it down."))
    if by.user_id is None or by.user_id == case.verified_by:
        raise Refused(_("You verified this: somebody else must decide."))
    return case


def _decided(case: AidCase, by: Actor, at: datetime) -> AidCase:
    case.decided_by, case.decided_by_name, case.decided_at = by.user_id, by.name, at
    case.save()
    return case
