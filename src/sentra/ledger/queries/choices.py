"""Small lists for forms: accounts to book on, and up to when the books are closed."""

from datetime import date

from sentra.ledger.models import Account, Period
from sentra.ledger.queries.whose import books


def account_choices() -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.name}") for one in Account.objects.order_by("code")]


def closed_until() -> date | None:
    """The first day of the last closed month, or None."""
    last: date | None = (
        Period.objects.filter(tenant_id=books()).order_by("-month").values_list("month", flat=True).first()
    )
    return last
