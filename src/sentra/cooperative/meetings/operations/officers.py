"""Officers outside an election: those of before Sentra, and one who lays her post down."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Member, Officer
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.roles import Permission


@operation(needs=Permission.WRITE_CLAUSES)
def take_over_officer(
    party_id: int, *, post: Officer.Post, since: date, until: date, by: Actor, at: datetime, today: date
) -> Officer:
    """An officer elected before Sentra. Refuses a post an election here has filled, and who is no member."""
    Tenant.objects.select_for_update().get(pk=by.tenant_id)
    if not since <= today or until <= since:
        raise Refused(_("The term begins in the past and ends later."), field="since")
    if Officer.objects.filter(post=post, resolution__isnull=False).exists():
        raise Refused(_("Officers are elected by a meeting."), field="post")
    if not Member.objects.filter(party_id=party_id, left_on=None).exists():
        raise Refused(_("Only members can be elected."), field="party_id")
    single = post not in (Officer.Post.BOARD, Officer.Post.SUPERVISOR)
    same = Officer.objects.filter(post=post, ended_on=None)
    if (same if single else same.filter(party_id=party_id)).exists():
        raise Refused(_("This post is held already."), field="post")
    made: Officer = Officer.objects.create(party_id=party_id, post=post, since=since, until=until)
    return made


@operation(needs=Permission.RUN_MEETING, says=("reason",))
def end_office(officer_id: int, *, reason: str, by: Actor, at: datetime, today: date) -> Officer:
    """She lays her post down or has died; the next meeting elects. Refuses no reason."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    held: Officer = Officer.objects.select_for_update().get(pk=officer_id, ended_on=None)
    held.ended_on, held.ended_reason = today, reason.strip()[:160]
    held.save(update_fields=["ended_on", "ended_reason"])
    return held
