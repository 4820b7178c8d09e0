"""Staff who are makers too: said once, so that nobody inspects her own work."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.identity import e164
from sentra.kernel.operation import operation
from sentra.people.models import Party, Role, StaffParty
from sentra.people.roles import Permission


@operation(needs=Permission.MANAGE_STAFF)
def say_she_is(user_id: int, *, phone: str, by: Actor, at: datetime) -> StaffParty | None:
    """This member of staff is the maker with this phone number; an empty number: she is none (any more).

    Refuses a login without a role here, a number that is not exactly one maker's, a maker who is somebody
    else already, and anybody who would take it off herself.
    """
    if not Role.objects.filter(user_id=user_id, tenant_id=by.tenant_id, until=None).exists():
        raise Refused(_("This person holds no role here."), field="user_id")
    before = StaffParty.objects.select_for_update().filter(user_id=user_id).first()
    if before and by.user_id == user_id:
        raise Refused(_("Somebody else must change this for you."), field="user_id")
    party = _maker(phone) if phone.strip() else None
    if party and StaffParty.objects.filter(party=party).exclude(user_id=user_id).exists():
        raise Refused(_("This maker is already another member of staff."), field="phone")
    if before:
        before.delete()
    return StaffParty.objects.create(user_id=user_id, party=party, since=at) if party else None


def _maker(phone: str) -> Party:
    number = e164(phone)
    if number is None:
        raise Refused(_("This is not a phone number."), field="phone")
    found = list(Party.objects.filter(kind=Party.Kind.ARTISAN, phone=number)[:2])
    if len(found) != 1:
        raise Refused(_("No single maker has this number."), field="phone")
    return found[0]
