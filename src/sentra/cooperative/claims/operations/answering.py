"""What the office does about claims: says yes or no, hands an entry over, takes an answer back."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from sentra.cooperative.claims.steps import RETURN, facts_of, hold_the_link
from sentra.cooperative.models import Claim, ClaimAnswer
from sentra.crafts.models import RegistryEntry
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

DECEASED = "deceased"


@operation(needs=Permission.ANSWER_CLAIMS)
def grant_claim(claim_uid: UUID, *, entry_id: int, by: Actor, at: datetime) -> ClaimAnswer:
    """She is this entry: her cooperative may read what it says of her, without her NIK.

    Refuses a claim that is answered or withdrawn, an entry somebody has claimed, and one that has died.
    """
    claim = _waiting(claim_uid)
    entry = _open_entry(entry_id)
    theirs = Tenant.objects.get(pk=claim.tenant_id or 0)
    return _answered(
        ClaimAnswer(
            claim_uid=claim.uid, reader_uid=theirs.uid, cooperative=claim.cooperative, name=claim.name,
            entry=entry, granted=True, facts=facts_of(entry), decided_by=by.user_id,
            decided_by_name=by.name, decided_at=at,
        )
    )  # fmt: skip


@operation(needs=Permission.ANSWER_CLAIMS, says=("reason",))
def refuse_claim(claim_uid: UUID, *, reason: str, by: Actor, at: datetime) -> ClaimAnswer:
    """She is not in the registry, or it cannot be known; she reads why. Refuses no reason."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    claim = _waiting(claim_uid)
    theirs = Tenant.objects.get(pk=claim.tenant_id or 0)
    return _answered(
        ClaimAnswer(
            claim_uid=claim.uid, reader_uid=theirs.uid, cooperative=claim.cooperative, name=claim.name,
            granted=False, reason=reason.strip()[:200], decided_by=by.user_id, decided_by_name=by.name,
            decided_at=at,
        )
    )  # fmt: skip


@operation(needs=Permission.ANSWER_CLAIMS)
def hand_over(entry_id: int, *, cooperative_uid: UUID, agreed: bool, by: Actor, at: datetime) -> ClaimAnswer:
    """She came to the office to join: this cooperative of the district gets her entry, with her yes.

    Refuses without her yes, a cooperative of elsewhere, an entry that is claimed, and who has died.
    """
    if not agreed:
        raise Refused(_("Nothing leaves the office without her consent."), field="agreed")
    own = Tenant.objects.get(pk=by.tenant_id)
    near = Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).filter(district_code=own.district_code)
    theirs = near.filter(uid=cooperative_uid).first()
    if theirs is None:
        raise Refused(_("Choose a cooperative of your district."), field="cooperative_uid")
    entry = _open_entry(entry_id)
    return _answered(
        ClaimAnswer(
            reader_uid=theirs.uid, cooperative=theirs.name, name=entry.name, entry=entry, granted=True,
            facts=facts_of(entry), decided_by=by.user_id, decided_by_name=by.name, decided_at=at,
        )
    )  # fmt: skip


@operation(needs=Permission.ANSWER_CLAIMS, says=("reason",))
def take_answer_back(answer_id: int, *, reason: str, by: Actor, at: datetime) -> ClaimAnswer:
    """It was a mistake: the answer counts no longer, and the entry is free.

    What the cooperative took over of it is given back there, by a job. Refuses no reason, and one taken back
    already.
    """
    found: ClaimAnswer = ClaimAnswer.objects.select_for_update().get(pk=answer_id)
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    hold_the_link(found.uid)
    if found.ended_at is not None:
        raise Refused(_("This was taken back already."))
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    if found.granted and found.reader_uid is not None:
        theirs = Tenant.objects.get(uid=found.reader_uid)
        app.configure_task(RETURN).defer(tenant_id=theirs.pk, answer_uid=str(found.uid))
    return found


def _waiting(uid: UUID) -> Claim:
    """A claim sent to us that still waits. A stranger's office finds nothing."""
    hold_the_link(uid)
    claim: Claim = Claim.addressed.get(uid=uid)
    if claim.state == Claim.State.WITHDRAWN:
        raise Refused(_("She asks no longer."))
    if ClaimAnswer.objects.filter(claim_uid=uid, ended_at=None).exists():
        raise Refused(_("This was answered already."))
    return claim


def _open_entry(entry_id: int) -> RegistryEntry:
    """The entry, locked; nobody has claimed it."""
    found = RegistryEntry.objects.select_for_update(of=("self",)).select_related("craft")
    entry: RegistryEntry = found.get(pk=entry_id)
    if entry.inactive_reason == DECEASED:
        raise Refused(_("The registry says that she has died."), field="entry_id")
    taken = ClaimAnswer.objects.filter(entry=entry, granted=True, ended_at=None).first()
    if taken is not None:
        raise Refused(
            _("This entry is claimed already: %(name)s, %(cooperative)s.")
            % {"name": taken.name, "cooperative": taken.cooperative},
            field="entry_id",
        )
    return entry


def _answered(answer: ClaimAnswer) -> ClaimAnswer:
    """The constraints know it too: one answer a claim, one person an entry."""
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError as clash:
        if "claimed_once" not in str(clash) and "answered_once" not in str(clash):
            raise
        raise Refused(_("This was answered already.")) from None
    return answer
