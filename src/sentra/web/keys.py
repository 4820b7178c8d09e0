"""The secrets of the settings as keys: the interfaces hold them, the domain is handed what it needs."""

import hashlib
from functools import cache

from django.conf import settings

from sentra.kernel import identity
from sentra.origin.signing import Signer
from sentra.people.nik import Sealer


@cache
def _sealer(*secrets: str) -> Sealer:
    return Sealer.of(*secrets)


def nik_sealer() -> Sealer:
    """What turns a typed NIK into a sealed one, for screens and commands alike."""
    return _sealer(settings.NIK_KEY)


def label_signer() -> Signer:
    """What signs labels of origin."""
    return Signer(settings.ORIGIN_KEY)


def locked_away(text: str, *, purpose: str) -> str:
    """A secret that waits in a session row for its owner's next page, sealed."""
    return identity.sealed(text, [_key(purpose)]).decode()


def taken_out(kept: str, *, purpose: str) -> str | None:
    """The secret again; None if it was sealed with another key."""
    try:
        return identity.opened(kept.encode(), [_key(purpose)])
    except identity.SealBroken:
        return None


def _key(purpose: str) -> bytes:
    return hashlib.sha256(f"sentra/web/{purpose}\0{settings.SECRET_KEY}".encode()).digest()
