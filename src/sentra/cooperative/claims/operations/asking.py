"""What she, or staff for her, does about her entry in the registry: claim, withdraw, take it over."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.claims.steps import OVER, SHARED, answer_to, forgotten, held, hold_the_link, office_of
from sentra.cooperative.membership.asking import candidate
from sentra.cooperative.membership.steps import current, give, person, who_wrote
from sentra.cooperative.membership.texts import newest
from sentra.cooperative.models import Application, Claim, ClaimAnswer, Consent
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.models import Party, Region
from sentra.people.roles import Permission
from sentra.people.steps import NewPerson

OFFICE = Consent.Purpose.OFFICE
State = Claim.State


@operation(needs=Permission.SPEAK_AS_MEMBER)
def claim_entry(party_id: int, *, about: str, agreed: bool, by: Actor, at: datetime) -> Claim:
    """She asks the office whether she is in its registry. It reads her name, phone, village and `about`.

    Refuses without her consent to that, a district without an office here, and while one waits or stands.
    A claim the office said no to gives way to the new one.
    """
    wrote = who_wrote(by, party_id)
    if not agreed:
        raise Refused(_("The office sees nothing of her without her consent."), field="agreed")
    office = office_of(by.tenant_id)
    if office is None:
        raise Refused(_("The office of your district does not use Sentra yet."))
    party = person(party_id, None, today=by.today(at))
    _free(party.pk)
    give(party.pk, OFFICE, version=newest()[OFFICE].version, wrote=wrote, at=at)
    made: Claim = Claim.objects.create(
        party=party, reader_uid=office.uid, cooperative=Tenant.objects.get(pk=by.tenant_id).name,
        name=party.name, phone=party.phone, village_code=party.village_id or "", about=about.strip()[:200],
        asked_at=at, written_by=wrote,
    )  # fmt: skip
    return made


def _free(party_id: int) -> None:
    before = Claim.objects.select_for_update().filter(party_id=party_id).exclude(state__in=OVER)
    claim = before.first()
    if claim is None:
        return
    if claim.state == State.TAKEN:
        raise Refused(_("She is linked to the registry already."))
    answer = answer_to(claim)
    if answer is None or answer.granted:
        raise Refused(_("She has asked the office already."))
    _withdrawn(claim)


def _withdrawn(claim: Claim) -> None:
    claim.state = State.WITHDRAWN
    forgotten(claim)
    claim.save(update_fields=["state", *SHARED])


@operation(needs=Permission.SPEAK_AS_MEMBER)
def withdraw_claim(claim_id: int, *, by: Actor, at: datetime) -> Claim:
    """She asks no longer; the office reads nothing of her. Refuses one taken over or withdrawn."""
    claim: Claim = Claim.objects.select_for_update().get(pk=claim_id)
    who_wrote(by, claim.party_id)
    hold_the_link(claim.uid)
    if claim.state != State.WAITING:
        raise Refused(_("This no longer waits."))
    _withdrawn(claim)
    return claim


@operation(needs=Permission.SPEAK_AS_MEMBER)
def take_entry(
    answer_uid: UUID, *, party_id: int | None = None, agreed: bool = False, asked_on: date, by: Actor,
    at: datetime,
) -> Claim:  # fmt: skip
    """What the office handed over fills what we know of her, and she is a candidate with it.

    An answer to her claim is hers; one the officer wrote with her is taken by staff, for `party_id` or a new
    person. What is known here is never overwritten. Refuses a no, an answer the office took back, an entry
    linked here already, and who is neither member nor candidate without her consent.
    """
    hold_the_link(answer_uid)
    answer: ClaimAnswer = ClaimAnswer.addressed.get(uid=answer_uid, granted=True)
    if answer.ended_at is not None:
        raise Refused(_("The office has taken its answer back. Ask again."))
    claim = _hers(answer, party_id, by, at)
    wrote = who_wrote(by, claim.party_id)
    claim.state, claim.entry_uid, claim.taken_at = State.TAKEN, UUID(str(answer.facts["uid"])), at
    claim.facts, claim.answer_uid = answer.facts, answer.uid
    party = Party.objects.select_for_update().get(pk=claim.party_id)
    claim.filled |= _filled(party, answer)
    _kept(claim)
    if current(party.pk) is None:
        _applies(party, claim, agreed=agreed, wrote=wrote, asked_on=asked_on, by=by, at=at)
    return claim


def _hers(answer: ClaimAnswer, party_id: int | None, by: Actor, at: datetime) -> Claim:
    """The claim this answers, locked; for an officer's own help a new one, not yet kept."""
    if answer.claim_uid is not None:
        asked: Claim = Claim.objects.select_for_update().get(uid=answer.claim_uid)
        hold_the_link(asked.uid)
        if asked.state != State.WAITING or asked.reader_uid != answer.tenant.uid:
            raise Refused(_("This no longer waits."))
        return asked
    told = answer.facts
    new = NewPerson(
        str(told["name"]), phone=str(told["phone"]), village_code=str(told["village_code"]),
        address=str(told["address"]),
    )  # fmt: skip
    if by.party_id is not None:
        who_wrote(by, 0)  # an officer's help is taken over by staff alone
    party = person(party_id, new, today=by.today(at))
    _free(party.pk)
    return Claim(
        party=party, cooperative=answer.cooperative, asked_at=answer.decided_at, written_by=by.user_id,
        filled={} if party_id else held(party),
    )  # fmt: skip


def _kept(claim: Claim) -> None:
    """Two desks at once, or two persons for one entry: the constraint finds the second."""
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as clash:
        if "claim_entry_once" not in str(clash) and "claim_one_a_person" not in str(clash):
            raise
        raise Refused(_("This entry is linked to somebody here already.")) from None


def _filled(party: Party, answer: ClaimAnswer) -> dict[str, str]:
    """Fill the gaps of what we know of her; which they were, with what they hold now."""
    known, told = held(party), answer.facts
    party.phone, party.address = party.phone or told["phone"], party.address or told["address"]
    if told["village_code"] and party.village_id is None:
        party.village = Region.objects.filter(pk=told["village_code"]).first()
    gaps = {name: value for name, value in held(party).items() if name not in known}
    if gaps:
        party.save(update_fields=list(gaps))
    return gaps


def _applies(
    party: Party, claim: Claim, *, agreed: bool, wrote: int | None, asked_on: date, by: Actor, at: datetime
) -> None:
    """The entry stands on the application that waits, or on a new one."""
    open_ = Application.objects.select_for_update().filter(party=party, stage=Application.Stage.ASKED).first()
    made = open_ or candidate(party, agreed=agreed, wrote=wrote, asked_on=asked_on, by=by, at=at)
    made.claim = claim
    made.save(update_fields=["claim"])
