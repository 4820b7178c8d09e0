"""The dues as the clauses set them, in order of their days: what `dues.expected` is fed with."""

from datetime import date

from sentra.cooperative.clauses import keys
from sentra.cooperative.models import Clause
from sentra.cooperative.savings.dues import Rate

PRINCIPAL, MANDATORY = "principal_savings_idr", "mandatory_savings_idr"


def due_rates() -> list[Rate]:
    """Each change of pokok or wajib. Before a key's first clause its first value holds. One query."""
    rows = list(Clause.objects.filter(key__in=(PRINCIPAL, MANDATORY)).order_by("since", "pk"))
    values = {key: int(keys()[key].default) for key in (PRINCIPAL, MANDATORY)}
    for row in reversed(rows):
        values[row.key] = int(row.value)
    rates = [Rate(date.min, values[PRINCIPAL], values[MANDATORY])]
    for row in rows:
        values[row.key] = int(row.value)
        if rates[-1].since == row.since:
            rates.pop()
        rates.append(Rate(row.since, values[PRINCIPAL], values[MANDATORY]))
    return rates
