"""The member card: what its QR holds, and who holds it."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NoReturn

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.people.models import MemberCard, Party

TRIES = 5  # wrong PINs before a card rests
REST_MINUTES = 15
NO_CARD = make_password(None)  # compared with when the card is unknown, so that both answers take as long


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


def enter(tenant_id: int, *, secret: str, pin: str, at: datetime) -> MemberCard:
    """The live card that this secret and PIN open. Refuses with one sentence whatever was wrong.

    Its own transaction, because a wrong PIN must be counted although nothing else happens. After
    `TRIES` wrong PINs the card rests for `REST_MINUTES`.
    """
    with transaction.atomic(durable=True), within(writes=tenant_id):
        card = MemberCard.objects.select_for_update().filter(secret_hash=secret_hash(secret), revoked_at=None).first()
        fits = pin_fits(pin, card.pin_hash if card else NO_CARD)
        if card is None:
            return _refuse()
        if card.locked_until and card.locked_until > at:
            return _refuse(resting=True)
        card.failures = 0 if fits else card.failures + 1
        card.locked_until = at + timedelta(minutes=REST_MINUTES) if card.failures >= TRIES else None
        card.save(update_fields=["failures", "locked_until"])
    return card if fits else _refuse(resting=card.locked_until is not None)


def _refuse(*, resting: bool = False) -> NoReturn:
    if resting:
        raise Refused(_("Too many wrong PINs. Try again in 15 minutes."))
    raise Refused(_("The card or the PIN is not right."))
