"""The papers go to the notary; approved, the group becomes the cooperative: same rows, nothing lost."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.founding.checklist import checklist
from sentra.cooperative.founding.steps import held_founding
from sentra.cooperative.meetings.effects import write_clauses
from sentra.cooperative.membership.steps import enrol
from sentra.cooperative.models import (
    Application,
    FounderPayment,
    Founding,
    Member,
    Resolution,
    SavingsMove,
)
from sentra.cooperative.stages import FOUNDING
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import founding_recipes
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission

RECEIPTS = "savings"


@operation(needs=Permission.FOUND_COOPERATIVE)
def file_with_notary(*, notary: str, filed_on: date, by: Actor, at: datetime, today: date) -> Founding:
    """The papers lie with the notary. Refuses while anything of the checklist is missing; says what."""
    founding = held_founding()
    stage = FOUNDING.after("file", founding.stage)
    missing = [one for one in checklist(today=today).before_filing if not one.done]
    if missing:
        raise Refused(_("Still missing: %(what)s.") % {"what": ", ".join(str(one.label) for one in missing)})
    if not notary.strip():
        raise Refused(_("Name the notary."), field="notary")
    assert founding.meeting is not None
    closed_at = founding.meeting.closed_at
    assert closed_at is not None
    if filed_on > today or filed_on < by.today(closed_at):
        raise Refused(_("Give a day since the founding meeting, not in the future."), field="filed_on")
    founding.stage, founding.notary, founding.filed_on = stage, notary.strip()[:160], filed_on
    founding.save(update_fields=["stage", "notary", "filed_on"])
    return founding


@operation(needs=Permission.FOUND_COOPERATIVE, says=("reason",))
def take_papers_back(*, reason: str, by: Actor, at: datetime) -> Founding:
    """The notary or the ministry sent them back: they can be corrected. Refuses no reason."""
    founding = held_founding()
    founding.stage = FOUNDING.after("take back", founding.stage)
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    founding.notary, founding.filed_on = "", None
    founding.save(update_fields=["stage", "notary", "filed_on"])
    return founding


@operation(needs=Permission.FOUND_COOPERATIVE, says=("reason",))
def give_up_founding(*, reason: str, by: Actor, at: datetime) -> Founding:
    """The group stops. Refuses no reason, papers at the notary, and while founders' money is here."""
    founding = held_founding()
    founding.stage = FOUNDING.after("give up", founding.stage)
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    if FounderPayment.objects.filter(taken_back_at=None).exists():
        raise Refused(_("Give the founders back what they paid in first."))
    founding.save(update_fields=["stage"])
    return founding


@operation(needs=Permission.FOUND_COOPERATIVE)
def approve_founding(
    *, deed: str, approval: str, approved_on: date, by: Actor, at: datetime, today: date
) -> Founding:
    """The ministry has approved: the group becomes the cooperative, in the same books.

    Founders become members 1 … n in the order of their list, deposits become principal savings, drafted rules
    hold by the adoption. Refuses without the deed and the decision's number, and a day before the filing.
    """
    founding = held_founding()
    stage = FOUNDING.after("approve", founding.stage)
    for field, said in (("deed", deed), ("approval", approval)):
        if not said.strip():
            raise Refused(_("Give the number and the day of the paper."), field=field)
    if approved_on > today or founding.filed_on is None or approved_on < founding.filed_on:
        raise Refused(_("Give a day since the filing, not in the future."), field="approved_on")
    founding.stage, founding.deed, founding.approval = stage, deed.strip()[:120], approval.strip()[:120]
    founding.approved_on = approved_on
    founding.save(update_fields=["stage", "deed", "approval", "approved_on"])
    tenant = Tenant.objects.select_for_update().get(pk=by.tenant_id)
    tenant.kind = Tenant.Kind.COOPERATIVE
    tenant.save(update_fields=["kind"])
    _adopt(founding, at=at)
    for application in Application.objects.filter(founder=True, stage=Application.Stage.ASKED).order_by("pk"):
        _save_for(enrol(application, on=approved_on, by=by), on=approved_on, by=by, at=at)
    return founding


def _adopt(founding: Founding, *, at: datetime) -> None:
    assert founding.meeting is not None
    assert founding.approved_on is not None
    adopted = founding.meeting.resolutions.get(kind=Resolution.Kind.ADOPTION, stage=Resolution.Stage.PASSED)
    write_clauses(adopted, adopted.effect["values"], since=founding.approved_on, at=at)


def _save_for(member: Member, *, on: date, by: Actor, at: datetime) -> None:
    """Each deposit becomes a receipt of savings; the money itself does not move again."""
    standing = FounderPayment.objects.select_for_update().filter(party=member.party_id, taken_back_at=None)
    for paid in standing.order_by("pk"):
        paid.move = SavingsMove.objects.create(
            member=member, payer_id=member.party_id, kind=SavingsMove.Kind.PRINCIPAL,
            amount_idr=paid.amount_idr, method=paid.method, moved_on=on, written_by=by.user_id, year=on.year,
            number=next_number(RECEIPTS, on.year),
        )  # fmt: skip
        paid.save(update_fields=["move"])
        founding_recipes.founder_became_member(
            paid.move.pk, Booking(on, by, at), payment_id=paid.pk, party_id=member.party_id,
            amount_idr=paid.amount_idr,
        )  # fmt: skip
