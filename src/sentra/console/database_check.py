"""`manage check --database default`: the role that serves is a plain one.

Migrations run as the owner, knowingly.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from sentra.config.environment import variable
from sentra.kernel.guard import powers


@register(Tags.database)
def serving_role_is_plain(databases: Sequence[str] | None = None, **_told: Any) -> list[CheckMessage]:
    """Says nothing unless asked with --database, as Django's own database checks do."""
    if variable("SENTRA_ROLE") == "owner":
        return []
    found = [powers(connections[alias]) for alias in databases or []]
    return [Error(f"This database role must not serve: {one}.", id="sentra.E001") for one in found if one]
