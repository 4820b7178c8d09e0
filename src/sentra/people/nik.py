"""A person's NIK as our tables hold it: sealed, fingerprinted, four digits to know it by, never the number.

Interfaces make a `Sealer` from the secret of the settings and turn what was typed into a `SealedNik`
before an operation is called: no operation, audit row, idempotency print or error holds the plain number.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from sentra.kernel import identity
from sentra.kernel.errors import Refused

HIDDEN_DIGITS = 12


@dataclass(frozen=True)
class SealedNik:
    """`seal` opens only with the key; equal numbers have equal hashes, and those are compared."""

    hash: str
    last4: str = field(compare=False)
    seal: bytes = field(repr=False, compare=False)


@dataclass(frozen=True)
class Sealer:
    """The keys: the first of `keys` seals, any of them opens (rotation); `prints` fingerprints."""

    keys: tuple[bytes, ...] = field(repr=False)
    prints: bytes = field(repr=False)

    @classmethod
    def of(cls, *secrets: str) -> "Sealer":
        """From the newest secret and older ones. The oldest keeps fingerprinting: duplicates stay found."""
        return cls(
            keys=tuple(_derived("seal", secret) for secret in secrets),
            prints=_derived("fingerprint", secrets[-1]),
        )

    def nik(self, text: str, *, today: date) -> SealedNik | None:
        """What was typed, ready to be kept; None for an empty field. Refuses what cannot be a NIK."""
        if not text.strip():
            return None
        found = identity.check_nik(text, today=today)
        if found.refused:
            raise Refused(_("This is not a valid NIK. Compare it with the card."), field="nik")
        return self.seal(found.nik)

    def seal(self, digits: str) -> SealedNik:
        """16 digits already checked and normalised."""
        return SealedNik(self.print_of(digits), digits[-4:], identity.sealed(digits, self.keys))

    def print_of(self, digits: str) -> str:
        """Finds the same NIK again without knowing it."""
        return identity.fingerprint(digits, key=self.prints, purpose="nik")

    def opened(self, seal: bytes) -> str:
        """The number itself: only for a paper that must carry it by law, never a screen, log or export."""
        return identity.opened(bytes(seal), self.keys)


def masked(last4: str) -> str:
    """Twelve dots and the last four digits, for screens; empty when there is no NIK."""
    return "•" * HIDDEN_DIGITS + last4 if last4 else ""


def _derived(purpose: str, secret: str) -> bytes:
    """32 bytes of their own for each purpose from one secret kept by the administrator."""
    return hashlib.sha256(f"sentra/nik/{purpose}\0{secret}".encode()).digest()
