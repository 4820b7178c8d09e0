"""Joining: somebody asks, the board decides, the register gets a line."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.membership import notices
from sentra.cooperative.membership.asking import NEEDED, asks_rightly, candidate
from sentra.cooperative.membership.steps import agrees, enrol, not_for_herself, person, who_wrote
from sentra.cooperative.models import Application, Founding, Member
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission
from sentra.people.steps import NewPerson


@operation(needs=Permission.SPEAK_AS_MEMBER)
def ask_to_join(
    party_id: int | None = None, *, new: NewPerson | None = None, agreed: bool, founder: bool = False,
    asked_on: date, by: Actor, at: datetime,
) -> Application:  # fmt: skip
    """A maker known here, or a new person, becomes a candidate; she has read the membership text.

    Refuses without her consent, who is a member or a candidate already, a day to come.
    """
    asks_rightly(agreed=agreed, asked_on=asked_on, by=by, at=at)
    wrote = who_wrote(by, party_id or 0)
    party = person(party_id, new, today=asked_on)
    return candidate(party, agreed=agreed, wrote=wrote, asked_on=asked_on, by=by, at=at, founder=founder)


@operation(needs=Permission.DECIDE_MEMBERS)
def accept_application(application_id: int, *, joined_on: date, by: Actor, at: datetime) -> Member:
    """The board says yes: she gets the next number of the register, for ever.

    Refuses who wrote the application down, one's own, a decided one, a withdrawn consent, a day before she
    asked or to come, and anybody while the group is forming: founders are its first members.
    """
    asked = _to_decide(application_id, by)
    if Founding.objects.exclude(stage=Founding.Stage.APPROVED).exists():
        raise Refused(_("The group is still forming. It takes members once it is approved."))
    if joined_on < asked.asked_on:
        raise Refused(_("She cannot join before she asked."), field="joined_on")
    if joined_on > by.today(at):
        raise Refused(_("The day cannot lie in the future."), field="joined_on")
    if not agrees(asked.party_id, NEEDED):
        raise Refused(_("She has withdrawn her consent to the membership text."))
    made = enrol(asked, on=joined_on, by=by)
    notices.accepted(made, at=at)
    return made


@operation(needs=Permission.DECIDE_MEMBERS, says=("reason",))
def refuse_application(application_id: int, *, reason: str, by: Actor, at: datetime) -> Application:
    """The board says no, and why; she may ask again. Refuses like accepting, and no reason."""
    asked = _to_decide(application_id, by)
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    asked.stage, asked.reason = Application.Stage.REFUSED, reason.strip()[:200]
    asked.decided_on, asked.decided_by = by.today(at), by.user_id
    asked.save(update_fields=["stage", "reason", "decided_on", "decided_by"])
    notices.refused(asked, at=at)
    return asked


@operation(needs=Permission.SPEAK_AS_MEMBER, says=("reason",))
def withdraw_application(application_id: int, *, reason: str = "", by: Actor, at: datetime) -> Application:
    """She does not want to join after all.

    Refuses a decided one, a founder's, and anybody's but her own by her card.
    """
    asked = _held(application_id)
    who_wrote(by, asked.party_id)
    asked.stage, asked.reason = Application.Stage.WITHDRAWN, reason.strip()[:200]
    asked.decided_on = by.today(at)
    asked.save(update_fields=["stage", "reason", "decided_on"])
    return asked


def _held(application_id: int) -> Application:
    found: Application = (
        Application.objects.select_for_update(of=("self",)).select_related("party").get(pk=application_id)
    )
    if found.stage != Application.Stage.ASKED:
        raise Refused(_("This application has been decided already."))
    if found.founder:  # her money, her post and the meeting are looked at there
        raise Refused(_("She stands on the founders' list. It is changed there."))
    return found


def _to_decide(application_id: int, by: Actor) -> Application:
    """Two people (house rule): who wrote the paper down does not decide it."""
    asked = _held(application_id)
    not_for_herself(by, asked.party_id)
    if by.user_id is None or by.user_id == asked.asked_by:
        raise Refused(_("You wrote this down: somebody else must decide."))
    return asked
