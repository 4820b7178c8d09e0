"""Artisans and their workshops: registered once, corrected, set to rest, never erased."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.describing import describe, identify, saved
from sentra.people.models import Party, Workshop
from sentra.people.nik import SealedNik
from sentra.people.roles import Permission

NO_VILLAGE = ""


@operation(needs=Permission.MANAGE_PEOPLE)
def register_artisan(
    *, name: str, phone: str = "", village_code: str = NO_VILLAGE, nik: SealedNik | None = None,
    address: str = "", workshop_name: str = "", working_days_a_week: int = 6,
    by: Actor, at: datetime, today: date,
) -> Workshop:  # fmt: skip
    """A new artisan and her workshop. `nik` comes from `Sealer.nik(…)`; the workshop may take her name.

    Refuses an empty name, a number that is no phone, a place below no sub-district, a NIK already registered.
    """
    party = Party(kind=Party.Kind.ARTISAN, registered_on=today)
    describe(party, name=name, phone=phone, village_code=village_code, address=address)
    identify(party, nik)
    saved(party)
    workshop: Workshop = Workshop.objects.create(
        owner=party, name=workshop_name.strip() or party.name, village=party.village,
        working_days_a_week=_days(working_days_a_week),
    )  # fmt: skip
    return workshop


@operation(needs=Permission.MANAGE_PEOPLE)
def update_artisan(
    workshop_id: int, *, name: str, phone: str = "", village_code: str = NO_VILLAGE,
    nik: SealedNik | None = None, address: str = "", workshop_name: str = "", working_days_a_week: int = 6,
    by: Actor, at: datetime,
) -> Workshop:  # fmt: skip
    """Correct what is known of an artisan. No `nik` keeps the one there. Refuses like registering."""
    workshop = _locked(workshop_id)
    party = workshop.owner
    describe(party, name=name, phone=phone, village_code=village_code, address=address)
    if nik is not None:
        identify(party, nik)
    saved(party)
    workshop.name = workshop_name.strip() or party.name
    workshop.village = party.village
    workshop.working_days_a_week = _days(working_days_a_week)
    workshop.save(update_fields=["name", "village", "working_days_a_week"])
    return workshop


@operation(needs=Permission.MANAGE_PEOPLE, says=("reason",))
def deactivate_artisan(workshop_id: int, *, reason: str, by: Actor, at: datetime) -> Workshop:
    """No more offers, and her card opens nothing; what she is owed stays owed. Refuses no reason."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    return _set_active(workshop_id, active=False, reason=reason.strip()[:160])


@operation(needs=Permission.MANAGE_PEOPLE)
def reactivate_artisan(workshop_id: int, *, by: Actor, at: datetime) -> Workshop:
    """She works again; her card opens again unless it was revoked."""
    return _set_active(workshop_id, active=True, reason="")


def _set_active(workshop_id: int, *, active: bool, reason: str) -> Workshop:
    workshop = _locked(workshop_id)
    if workshop.active == active:
        raise Refused(_("This is already so."))
    workshop.active = workshop.owner.active = active
    workshop.owner.inactive_reason = reason
    workshop.owner.save(update_fields=["active", "inactive_reason"])
    workshop.save(update_fields=["active"])
    return workshop


def _locked(workshop_id: int) -> Workshop:
    found: Workshop = Workshop.objects.select_for_update().select_related("owner").get(pk=workshop_id)
    return found


def _days(days: int) -> int:
    if not 1 <= days <= 7:
        raise Refused(_("A week has one to seven working days."), field="working_days_a_week")
    return days
