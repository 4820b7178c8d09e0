"""The member card: what its QR holds, and who holds it."""

import hashlib
import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from sentra.kernel.tenancy import within
from sentra.people.models import MemberCard, Party

TRIES = 5  # wrong PINs before a card rests
REST_MINUTES = 15


def new_secret() -> str:
    """192 bits for the QR: cannot be guessed, short enough for a small code."""
    return secrets.token_urlsafe(24)


def secret_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def pin_hash(pin: str) -> str:
    return make_password(pin)


def pin_fits(pin: str, kept: str) -> bool:
    return check_password(pin, kept)


def card_holder(tenant_id: int, card_id: int) -> Party | None:
    """The artisan of a live card; None once it is revoked or she is inactive."""
    with transaction.atomic(), within(tenant_id):
        card = MemberCard.objects.select_related("party").filter(pk=card_id, revoked_at=None).first()
        return card.party if card and card.party.active else None
