"""Whose books are open."""

from django.db.models import QuerySet

from sentra.kernel.tenancy import scope
from sentra.ledger.models import Posting


def books() -> int:
    """The tenant the scope writes, else the first it reads (an actor's own)."""
    opened = scope()
    return opened.writes or opened.reads[0]


def postings() -> QuerySet[Posting]:
    return Posting.objects.filter(tenant_id=books())
