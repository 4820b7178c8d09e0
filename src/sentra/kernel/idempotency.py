"""The same request twice acts once: a key remembers what came of it.

A page sends the hidden field made by `{% once %}`, the API a header. The key belongs to the actor:
another person's equal key is another request. What is kept is the result's identity, so a page
redirects again to the same thing. A refusal changes nothing and is not kept: asking again may succeed.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import InFlight, KeyReused, Refused
from sentra.kernel.models import Once

_sent: ContextVar[str | None] = ContextVar("sentra_idempotency_key", default=None)


@contextmanager
def sending(key: str | None) -> Iterator[None]:
    """The next operation called in this block carries this key. No key: every call acts."""
    if key and len(key) > 255:
        raise Refused(_("The request key is longer than 255 characters."))
    token = _sent.set(key or None)
    try:
        yield
    finally:
        _sent.reset(token)


def take_key() -> str | None:
    """The key for this operation. Taken once: a second operation in the block has none."""
    key = _sent.get()
    _sent.set(None)
    return key


def fingerprint(operation: str, arguments: dict[str, Any]) -> str:
    """What was asked, without who and when: tells a repeat from a reused key."""
    asked = json.dumps([operation, {name: _said(value) for name, value in sorted(arguments.items())}])
    return hashlib.sha256(asked.encode()).hexdigest()


def _said(value: Any) -> str:
    """An argument in few words: the bytes of a file are not written out."""
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, list | tuple) and any(isinstance(one, bytes) for one in value):
        return repr([_said(one) for one in value])
    return repr(value)


@dataclass(frozen=True)
class Replay:
    """What came of the same request before."""

    result: Any


def owner_of(actor: Actor) -> str:
    return f"user:{actor.user_id}" if actor.user_id else f"party:{actor.party_id or 0}"


def find(key: str, actor: Actor, operation: str, print_: str) -> Replay | None:
    """The earlier outcome, or None and the key is held until this transaction ends."""
    lock = hashlib.sha256(f"{actor.tenant_id}/{owner_of(actor)}/{key}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(lock[:8], "big", signed=True)])
        if not cursor.fetchone()[0]:
            raise InFlight(_("This request is already being worked on. Wait a moment."))
    known = Once.objects.filter(key=key, actor=owner_of(actor), tenant_id=actor.tenant_id).first()
    if known is None:
        return None
    if (known.operation, known.fingerprint) != (operation, print_):
        raise KeyReused(_("This was sent before with other words. Check whether it was done."))
    return Replay(_recall(known.outcome))


def keep(key: str, actor: Actor, operation: str, print_: str, result: Any, at: datetime) -> None:
    Once.objects.create(
        key=key,
        actor=owner_of(actor),
        operation=operation,
        fingerprint=print_,
        outcome=_remember(result),
        at=at,
    )


def _remember(result: Any) -> dict[str, Any]:
    if isinstance(result, models.Model):
        return {"model": result._meta.label, "id": result.pk}
    if isinstance(result, list | tuple):
        return {"each": [_remember(one) for one in result]}
    return {"value": result}


def _recall(outcome: dict[str, Any]) -> Any:
    if "model" in outcome:
        return apps.get_model(outcome["model"])._default_manager.get(pk=outcome["id"])
    if "each" in outcome:
        return [_recall(one) for one in outcome["each"]]
    return outcome["value"]
