"""Identifiers that sort by the time they were made (RFC 9562 §5.7), until Python 3.14 brings its own."""

import secrets
import uuid
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
VERSION = 7


def uuid7(at: datetime) -> uuid.UUID:
    """48 bits of milliseconds since 1970, then 74 random bits.

    Two made in one millisecond are in no order.
    Refuses (ValueError) an instant without a zone or before 1970.
    """
    if at.tzinfo is None or at < EPOCH:
        msg = "An identifier needs an instant with a zone, from 1970 on."
        raise ValueError(msg)
    milliseconds = (at - EPOCH) // timedelta(milliseconds=1)
    bits = milliseconds << 80 | VERSION << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=bits)


def made_at(identifier: uuid.UUID) -> datetime:
    """The instant a uuid7 claims, to the millisecond. Refuses (ValueError) other versions."""
    if identifier.version != VERSION:
        msg = "Only version 7 says when it was made."
        raise ValueError(msg)
    return EPOCH + timedelta(milliseconds=identifier.int >> 80)
