"""Leaving: asked for by one, settled and paid by others (capital.operations.leaving, which sees advances)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.membership.steps import not_for_herself, person, who_wrote
from sentra.cooperative.models import Leaving, Member, Resolution
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission
from sentra.people.steps import NewPerson


@operation(needs=Permission.SPEAK_AS_MEMBER, says=("reason",))
def ask_to_leave(
    member_id: int, *, how: str, reason: str = "", died_on: date | None = None, by: Actor, at: datetime
) -> Leaving:
    """She resigns, has died, or was expelled by a passed resolution. Nothing is paid or taken yet.

    Refuses who has left or asked already, a death without its day, an expulsion no meeting has passed,
    and anything but resigning by her own card.
    """
    member = Member.objects.select_for_update(of=("self",)).select_related("party").get(pk=member_id)
    wrote = who_wrote(by, member.party_id)
    if by.party_id is not None and how != Member.Left.RESIGNED:
        raise Refused(_("Only staff can write this down."), field="how")
    if member.left_on is not None:
        raise Refused(_("She has left already."))
    if Leaving.objects.filter(member=member).exclude(stage=Leaving.Stage.WITHDRAWN).exists():
        raise Refused(_("Her leaving is written down already."))
    made: Leaving = Leaving.objects.create(
        member=member, how=how, asked_on=by.today(at), asked_by=wrote, reason=reason.strip()[:300],
        resolution=_expulsion(member) if how == Member.Left.EXPELLED else None,
        ends_on=_died(member, died_on, by.today(at)) if how == Member.Left.DIED else None,
    )  # fmt: skip
    return made


def _died(member: Member, day: date | None, today: date) -> date:
    if day is None:
        raise Refused(_("Say on which day she died."), field="died_on")
    if not member.joined_on <= day <= today:
        raise Refused(_("This day does not lie in her membership."), field="died_on")
    return day


def _expulsion(member: Member) -> Resolution:
    """The passed resolution that names her (AD/ART: only a members' meeting expels)."""
    passed = Resolution.objects.filter(kind=Resolution.Kind.EXPULSION, stage=Resolution.Stage.PASSED)
    found = passed.filter(effect__member=member.pk).order_by("-decided_at", "-pk").first()
    if found is None:
        raise Refused(_("No members' meeting has passed her expulsion."), field="how")
    return found


@operation(needs=Permission.SPEAK_AS_MEMBER, says=("reason",))
def stay_after_all(leaving_id: int, *, reason: str = "", by: Actor, at: datetime) -> Leaving:
    """The leaving is withdrawn before it is settled: she stays a member. Refuses a settled one."""
    leaving = held(leaving_id)
    who_wrote(by, leaving.member.party_id)
    if leaving.stage != Leaving.Stage.ASKED:
        raise Refused(_("This has been settled already."))
    leaving.stage = Leaving.Stage.WITHDRAWN
    leaving.reason = (reason.strip() or leaving.reason)[:300]
    leaving.save(update_fields=["stage", "reason"])
    return leaving


@operation(needs=Permission.MANAGE_MEMBERS)
def name_heir(
    leaving_id: int, *, proof: str, heir_id: int | None = None, new: NewPerson | None = None,
    by: Actor, at: datetime,
) -> Leaving:  # fmt: skip
    """Who is paid what a dead member had saved, and the letter that proves it (surat keterangan ahli waris).

    Refuses a leaving without a death or already paid, no proof, the dead member, and naming oneself.
    """
    leaving = held(leaving_id)
    if leaving.how != Member.Left.DIED:
        raise Refused(_("An heir is named only when a member has died."))
    if leaving.stage == Leaving.Stage.PAID:
        raise Refused(_("This has been paid already."))
    if not proof.strip():
        raise Refused(_("Name the letter that proves the heir."), field="proof")
    heir = person(heir_id, new, today=by.today(at))
    if heir.pk == leaving.member.party_id:
        raise Refused(_("Choose somebody else."), field="heir_id")
    not_for_herself(by, heir.pk)
    leaving.heir, leaving.heir_proof, leaving.heir_named_by = heir, proof.strip()[:160], by.user_id
    leaving.save(update_fields=["heir", "heir_proof", "heir_named_by"])
    return leaving


def held(leaving_id: int) -> Leaving:
    """The leaving with its member, locked."""
    found: Leaving = (
        Leaving.objects.select_for_update(of=("self",)).select_related("member__party").get(pk=leaving_id)
    )
    return found
