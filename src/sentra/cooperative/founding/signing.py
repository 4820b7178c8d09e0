"""Who a founder is: somebody known here, somebody new of the same name, or what was mistyped about her.

Plain functions inside the caller's transaction. Two women of one name are common: a number tells them apart.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Application
from sentra.kernel.errors import Refused
from sentra.people.describing import describe, identify, phone_of, place_of, saved
from sentra.people.models import Party, Workshop
from sentra.people.nik import SealedNik


@dataclass(frozen=True)
class Signer:
    """What is typed about a founder. `nik` comes from `Sealer.nik(…)`."""

    name: str
    phone: str = ""
    address: str = ""
    village_code: str = ""
    nik: SealedNik | None = None


def signing_party(told: Signer, *, secondary: bool, another: bool, today: date) -> Party:
    """The maker known by this name and number, else a new one; with `another` always a new one.

    Refuses who is on the list already by the same or an unknown number: two may well have one name.
    """
    kind = Party.Kind.COOPERATIVE if secondary else Party.Kind.ARTISAN
    maybe = [] if another else _maybe(told, kind)
    signed = Application.objects.filter(party__in=maybe, stage=Application.Stage.ASKED)
    listed = set(signed.values_list("party_id", flat=True))
    if listed:
        raise Refused(
            _("This name is on the founders' list already. Is this another person? Then say so below."),
            field="another",
        )
    return _gaps_filled(maybe[0], told) if maybe else _new(told, kind, today=today)


def rewrite(party: Party, told: Signer) -> None:
    """Her name, number and address as they should be; the workshop of the old name takes the new one."""
    before, village = party.name, party.village_id or ""
    describe(party, name=told.name, phone=told.phone, village_code=village, address=told.address)
    identify(party, told.nik)
    saved(party)
    Workshop.objects.filter(owner=party, name=before).update(name=party.name)


def _maybe(told: Signer, kind: str) -> list[Party]:
    """Everybody of this name whose number, and whose NIK, does not say that it is somebody else."""
    number, name = phone_of(told.phone), " ".join(told.name.split())
    known = Party.objects.select_for_update().filter(kind=kind, name__iexact=name, active=True)
    return [
        one
        for one in known.order_by("pk")
        if (not number or not one.phone or one.phone == number)
        and (told.nik is None or one.nik_hash in {"", told.nik.hash})
    ]


def _gaps_filled(party: Party, told: Signer) -> Party:
    """What is known of her is not overwritten by the list."""
    party.phone = party.phone or phone_of(told.phone)
    party.address = party.address or told.address.strip()[:300]
    party.village = party.village or place_of(told.village_code)
    identify(party, told.nik)
    saved(party)
    return party


def _new(told: Signer, kind: str, *, today: date) -> Party:
    party = Party(kind=kind, registered_on=today)
    describe(party, name=told.name, phone=told.phone, village_code=told.village_code, address=told.address)
    identify(party, told.nik)
    saved(party)
    if kind == Party.Kind.ARTISAN:
        Workshop.objects.create(owner=party, name=party.name, village=party.village)
    return party
