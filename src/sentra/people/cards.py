"""The member card: what its QR holds, which PIN is good, who comes in with it."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.people.models import MemberCard, Party

TRIES = 5  # wrong PINs before a card rests
REST_MINUTES = 15

_BIRTHDAY = re.compile(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d|\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_RUNS = ("01234567890", "09876543210")


def new_secret() -> str:
    """192 bits for the QR: cannot be guessed, short enough for a small code."""
    return secrets.token_urlsafe(24)


def new_pin() -> str:
    """A PIN nobody guesses first, for a card that is printed with it."""
    while pin_trouble(pin := f"{secrets.randbelow(1_000_000):06d}"):
        pass
    return pin


def pin_trouble(pin: str) -> str:
    """Why this PIN is not good enough: "length", "run", "same" or "birthday"; empty when it is."""
    if not re.fullmatch(r"[0-9]{6}", pin):
        return "length"
    if len(set(pin)) <= 2:
        return "same"
    if any(pin in run for run in _RUNS) or pin[:3] == pin[3:]:
        return "run"
    return "birthday" if _BIRTHDAY.fullmatch(pin) else ""


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
    """The live card this secret and PIN open. Raises Refused; a wrong PIN is counted all the same.

    It is no operation: nobody is known yet. Its own transaction keeps the count although the answer is no.
    An unknown card, an inactive artisan and a wrong PIN get one answer after the same work, so that neither
    the words nor the time tell which it was. After 5 wrong PINs the card rests for 15 minutes.
    """
    with transaction.atomic(durable=True), within(writes=tenant_id):
        card: MemberCard | None = (
            MemberCard.objects.select_for_update(of=("self",))
            .select_related("party")
            .filter(secret_hash=secret_hash(secret), revoked_at=None, party__active=True)
            .first()
        )
        refusal = _answer(card, pin, at)
    if refusal is not None or card is None:
        raise refusal or _unknown()
    return card


def _answer(card: MemberCard | None, pin: str, at: datetime) -> Refused | None:
    if card is None:
        make_password(pin)  # as much work as comparing
        return _unknown()
    fits = pin_fits(pin, card.pin_hash)
    if card.locked_until and at < card.locked_until:
        return _resting()
    if fits:
        _count(card, 0, None)
        return None
    failures = card.failures + 1
    if failures < TRIES:
        _count(card, failures, None)
        return _unknown()
    _count(card, 0, at + timedelta(minutes=REST_MINUTES))
    return _resting()


def _count(card: MemberCard, failures: int, locked_until: datetime | None) -> None:
    card.failures, card.locked_until = failures, locked_until
    card.save(update_fields=["failures", "locked_until"])


def _unknown() -> Refused:
    return Refused(_("The card or the PIN is not right."), field="pin")


def _resting() -> Refused:
    sentence: Any = _("Wrong PIN too often. The card rests for %(minutes)s minutes.")
    return Refused(sentence % {"minutes": REST_MINUTES}, field="pin")
