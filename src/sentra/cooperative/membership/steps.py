"""What verbs about members share: plain functions inside the caller's transaction, nothing asks who may."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Application, Consent, Delegation, Leaving, Member, Officer
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.numbering import next_number
from sentra.people.models import Party, Workshop
from sentra.people.steps import NewPerson, add_person, end_cards, is_herself

EVERY_YEAR = 0  # members' numbers run on, they do not start again each year
LEFT = {"resigned": "Mengundurkan diri", "died": "Meninggal dunia", "expelled": "Diberhentikan"}
WHO = (Party.Kind.ARTISAN, Party.Kind.PERSON, Party.Kind.COOPERATIVE)  # a buyer or a collector is no member


def who_wrote(by: Actor, party_id: int) -> int | None:
    """The user id of staff who write her paper down; None when she acts herself.

    Her own membership is nobody's to change by her card but hers: a delegate is refused.
    """
    if by.party_id is None:
        return by.user_id
    if by.party_id != party_id or by.on_behalf_of is not None:
        raise PermissionDenied("only she herself, or staff with her paper")
    return None


def not_for_herself(by: Actor, party_id: int) -> None:
    """Refuse a decision about oneself."""
    if is_herself(by, party_id):
        raise Refused(_("Nobody decides about herself."))


def person(party_id: int | None, new: NewPerson | None, *, today: date) -> Party:
    """Somebody known here, else written down now. Refuses neither, and who is at rest."""
    if party_id is None:
        if new is None:
            raise Refused(_("Say who it is."), field="party_id")
        return add_person(new, today=today)
    found = Party.objects.select_for_update().filter(pk=party_id, kind__in=WHO).first()
    if found is None:
        raise Refused(_("Choose somebody from the list."), field="party_id")
    if not found.active:
        raise Refused(_("She is at rest. Set her to work again first."), field="party_id")
    return found


def current(party_id: int) -> Member | None:
    """Her membership that has not ended, held."""
    found: Member | None = (
        Member.objects.select_for_update().filter(party_id=party_id, left_on__isnull=True).first()
    )
    return found


def enrol(application: Application, *, on: date, by: Actor) -> Member:
    """The next line of the register for a candidate; her application is accepted with it.

    The number is never given again. The caller holds the application and has asked whether she may.
    """
    application.stage = Application.Stage.ACCEPTED
    application.decided_on, application.decided_by = on, by.user_id
    application.save(update_fields=["stage", "decided_on", "decided_by"])
    made: Member = Member.objects.create(
        number=next_number("member", EVERY_YEAR), party_id=application.party_id, application=application,
        joined_on=on,
    )  # fmt: skip
    return made


def agrees(party_id: int, purpose: str) -> bool:
    """Whether a consent for this purpose is in force."""
    return Consent.objects.filter(party_id=party_id, purpose=purpose, withdrawn_at=None).exists()


def give(party_id: int, purpose: str, *, version: str, wrote: int | None, at: datetime) -> Consent:
    """Her consent in the words of this version; one to the same words stays as it is."""
    before = Consent.objects.select_for_update().filter(party_id=party_id, purpose=purpose, withdrawn_at=None)
    same = before.filter(text_version=version).first()
    if same is not None:
        return same
    before.update(withdrawn_at=at)  # newer words take the place of the older ones
    made: Consent = Consent.objects.create(
        party_id=party_id, purpose=purpose, text_version=version, given_at=at, written_by=wrote
    )
    return made


def end_delegations(party_id: int, *, at: datetime) -> int:
    """Nobody acts for her any more, and she for nobody; how many ended."""
    held = Delegation.objects.filter(ended_at=None)
    given = held.filter(giver_id=party_id).update(ended_at=at)
    return given + held.filter(delegate_id=party_id).update(ended_at=at)


def end_membership(leaving: Leaving, *, on: date, at: datetime) -> Member:
    """The register says when and how she left; her card, delegations and posts end. Her rows stay.

    Who has died gets no more work either.
    """
    member = leaving.member
    member.left_on, member.left_how = on, leaving.how
    member.save(update_fields=["left_on", "left_how"])
    end_cards(member.party_id, reason=LEFT[leaving.how], at=at)
    end_delegations(member.party_id, at=at)
    posts = Officer.objects.filter(party_id=member.party_id, ended_on=None)
    posts.update(ended_on=on, ended_reason=LEFT[leaving.how])
    if leaving.how == Member.Left.DIED:
        Party.objects.filter(pk=member.party_id).update(active=False, inactive_reason=LEFT[leaving.how])
        Workshop.objects.filter(owner_id=member.party_id).update(active=False)
    return member
