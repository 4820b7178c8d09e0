"""What other apps' verbs do with parties: plain functions inside the caller's transaction."""

import hashlib
from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.identity import e164
from sentra.kernel.tenancy import scope
from sentra.people.models import Party, StaffParty


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
    """Whether who acts is this maker: by her own card, or as a member of staff who is a maker too."""
    if by.party_id is not None:
        return by.party_id == party_id
    return (
        by.user_id is not None and StaffParty.objects.filter(user_id=by.user_id, party_id=party_id).exists()
    )
