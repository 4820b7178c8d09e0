"""What is written down about a person: name, phone, place, NIK. Shared by every verb that registers one."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sentra.kernel import identity
from sentra.kernel.errors import Refused
from sentra.people.models import Party, Region
from sentra.people.nik import SealedNik


def describe(party: Party, *, name: str, phone: str, village_code: str, address: str) -> None:
    if not name.strip():
        raise Refused(_("Give a name."), field="name")
    party.name = " ".join(name.split())[:160]
    party.phone = phone_of(phone)
    party.village = place_of(village_code)
    party.address = address.strip()[:300]


def phone_of(text: str) -> str:
    """E.164, or empty for an empty field. Refuses anything else (field "phone")."""
    if not text.strip():
        return ""
    number = identity.e164(text)
    if number is None:
        raise Refused(_("This is not a phone number."), field="phone")
    return number


def place_of(code: str) -> Region | None:
    """A village, or a sub-district where villages are not known. Refuses other codes."""
    if not code:
        return None
    place = Region.objects.filter(pk=code).first()
    if place is None or code.count(".") < 2:
        raise Refused(_("Choose a village from the list."), field="village_code")
    return place


def identify(party: Party, nik: SealedNik | None) -> None:
    if nik is None:
        return
    same = Party.objects.filter(kind=party.kind, nik_hash=nik.hash).exclude(pk=party.pk)
    if same.exists():
        raise _nik_taken(nik.last4)
    party.nik_sealed, party.nik_hash, party.nik_last4 = nik.seal, nik.hash, nik.last4


def saved(party: Party) -> None:
    """Two registrations of one person at the same moment: the constraint finds the second."""
    try:
        with transaction.atomic():
            party.save()
    except IntegrityError as clash:
        if "party_nik_once_per_kind" not in str(clash):
            raise
        raise _nik_taken(party.nik_last4) from None  # the database's text holds the hash


def _nik_taken(last4: str) -> Refused:
    sentence: Any = _("The NIK that ends in %(last4)s is already registered.")
    return Refused(sentence % {"last4": last4}, field="nik")
