"""Ed25519 signatures (RFC 8032) under a cooperative's labels.

A private key is kept nowhere: it is derived anew from the server's secret, the cooperative's uid and the
key's number (HKDF-SHA256, RFC 5869). The interfaces hand the secret over as a `Signer`; the tables hold
public keys.
"""

from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"sentra/origin/1\0"
"""Stands before every signed payload: a signature made for anything else never fits a label."""


@dataclass(frozen=True)
class Signer:
    """The server's secret for labels, and what it can do."""

    secret: str = field(repr=False)

    def public(self, tenant_uid: UUID, number: int) -> bytes:
        """32 bytes that everybody may know."""
        return self._key(tenant_uid, number).public_key().public_bytes_raw()

    def signed(self, payload: bytes, tenant_uid: UUID, number: int) -> bytes:
        """64 bytes; the same payload and key give the same signature."""
        return self._key(tenant_uid, number).sign(PURPOSE + payload)

    def _key(self, tenant_uid: UUID, number: int) -> Ed25519PrivateKey:
        told = f"sentra/origin/{tenant_uid}/{number}".encode()
        seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=told).derive(self.secret.encode())
        return Ed25519PrivateKey.from_private_bytes(seed)


def fits(signature: bytes, payload: bytes, public: bytes) -> bool:
    """Whether the owner of this public key signed this payload."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, PURPOSE + payload)
    except InvalidSignature:
        return False
    return True
