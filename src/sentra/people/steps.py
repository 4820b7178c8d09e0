"""What other apps' verbs do with parties: plain functions inside the caller's transaction."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.identity import e164
from sentra.kernel.tenancy import scope
from sentra.people.describing import describe, identify, saved
from sentra.people.models import MemberCard, Party, StaffParty
from sentra.people.nik import SealedNik


def find_or_make_buyer(
    name: str,
    *,
    buyer_kind: str,
    phone: str = "",
    email: str = "",
    address: str = "",
    today: date | None = None,
) -> Party:
    """The buyer known by this name whose phone or e-mail does not contradict, else a new one.

    Gaps in what is known are filled; what is known is never overwritten. Refuses an empty name, an
    unknown kind of buyer, a phone number that is none.
    """
    name, email = " ".join(name.split()), email.strip().lower()
    if not name:
        raise Refused(_("Name the buyer."), field="name")
    if buyer_kind not in Party.BuyerKind.values:
        raise Refused(_("Choose what kind of buyer this is."), field="buyer_kind")
    number = _phone(phone)
    _one_at_a_time(name)
    known = Party.objects.select_for_update().filter(kind=Party.Kind.BUYER, active=True, name__iexact=name)
    for party in known.order_by("pk"):
        if _same(party, number, email):
            return _filled(party, buyer_kind=buyer_kind, phone=number, email=email, address=address.strip())
    made: Party = Party.objects.create(
        kind=Party.Kind.BUYER,
        buyer_kind=buyer_kind,
        name=name,
        phone=number,
        email=email,
        address=address.strip(),
        registered_on=today,
    )
    return made


def _one_at_a_time(name: str) -> None:
    """Two orders at once from a new buyer: the second waits, then finds the first one's party."""
    print_ = hashlib.sha256(f"{scope().writes}/buyer/{name.casefold()}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(print_[:8], "big", signed=True)])


def _phone(phone: str) -> str:
    if not phone.strip():
        return ""
    number = e164(phone)
    if number is None:
        raise Refused(_("This is not a phone number."), field="phone")
    return number


def _same(party: Party, phone: str, email: str) -> bool:
    """Same name already: the same buyer if one contact agrees or none contradicts."""
    pairs = [(known, said) for known, said in ((party.phone, phone), (party.email, email)) if known and said]
    return not pairs or any(known == said for known, said in pairs)


def _filled(party: Party, **said: str) -> Party:
    gaps = [name for name, value in said.items() if value and not getattr(party, name)]
    for name in gaps:
        setattr(party, name, said[name])
    if gaps:
        party.save(update_fields=gaps)
    return party


def is_herself(by: Actor, party_id: int) -> bool:
    """Whether who acts is this person: by her card, in her name, or as staff who are makers too."""
    if by.party_id is not None:
        return party_id in {by.party_id, by.on_behalf_of}
    return (
        by.user_id is not None and StaffParty.objects.filter(user_id=by.user_id, party_id=party_id).exists()
    )


@dataclass(frozen=True)
class NewPerson:
    """Somebody nobody here has written down yet. `nik` comes from `Sealer.nik(…)`."""

    name: str
    phone: str = ""
    village_code: str = ""
    address: str = ""
    nik: SealedNik | None = None


def add_person(facts: NewPerson, *, today: date) -> Party:
    """A person who makes nothing here (yet): a member, a relative, an heir. Refuses as for a maker."""
    if facts.nik and Party.objects.filter(kind=Party.Kind.ARTISAN, nik_hash=facts.nik.hash).exists():
        raise Refused(_("She is a maker here already. Choose her from the list."), field="nik")
    party = Party(kind=Party.Kind.PERSON, registered_on=today)
    describe(
        party, name=facts.name, phone=facts.phone, village_code=facts.village_code, address=facts.address
    )
    identify(party, facts.nik)
    saved(party)
    return party


def end_cards(party_id: int, *, reason: str, at: datetime) -> int:
    """Her cards open nothing from now on; how many there were."""
    return MemberCard.objects.filter(party_id=party_id, revoked_at=None).update(
        revoked_at=at, revoked_reason=reason
    )
