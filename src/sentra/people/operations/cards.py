"""Member cards: one live card per artisan; a new one kills the old."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.people import cards
from sentra.people.models import MemberCard, Party
from sentra.people.roles import Permission

EVERY_YEAR = 0  # card numbers run on, they do not start again each year


@operation(needs=Permission.ISSUE_CARD)
def issue_card(party_id: int, *, secret: str, pin: str, by: Actor, at: datetime) -> MemberCard:
    """A card for an active artisan or member; `secret` from `cards.new_secret()` goes into the QR alone.

    Her old card stops working. Refuses a PIN that is not six digits, or that others would try first.
    """
    _check(pin)
    people = Party.objects.select_for_update().filter(kind__in=[Party.Kind.ARTISAN, Party.Kind.PERSON])
    party = people.get(pk=party_id)
    if not party.active:
        raise Refused(_("This artisan is not active."))
    for old in MemberCard.objects.filter(party=party, revoked_at=None):
        _revoke(old, "replaced", at)
    card: MemberCard = MemberCard.objects.create(
        party=party, secret_hash=cards.secret_hash(secret), pin_hash=cards.pin_hash(pin), issued_at=at,
        number=next_number("card", EVERY_YEAR),
    )  # fmt: skip
    return card


@operation(needs=Permission.ISSUE_CARD, says=("reason",))
def revoke_card(card_id: int, *, reason: str, by: Actor, at: datetime) -> MemberCard:
    """A lost or stolen card opens nothing from now on. Refuses a card that is already dead, or no reason."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    card: MemberCard = MemberCard.objects.select_for_update().get(pk=card_id)
    if card.revoked_at:
        raise Refused(_("This card no longer works already."))
    _revoke(card, reason.strip()[:120], at)
    return card


def _revoke(card: MemberCard, reason: str, at: datetime) -> None:
    card.revoked_at, card.revoked_reason = at, reason
    card.save(update_fields=["revoked_at", "revoked_reason"])


def _check(pin: str) -> None:
    trouble = cards.pin_trouble(pin)
    if trouble == "length":
        raise Refused(_("A PIN has six digits."), field="pin")
    if trouble == "birthday":
        raise Refused(_("This PIN looks like a birthday. Choose another."), field="pin")
    if trouble:
        raise Refused(_("This PIN is too easy. Choose another."), field="pin")
