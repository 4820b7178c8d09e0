"""The verbs that write rules down without a meeting: drafts of a forming group, and once what a deed says.

Everything else is changed by a resolution that passed (`meetings.effects`); the database refuses other ways.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import Value, checked_together, keys, rules_on
from sentra.cooperative.models import Clause, Founding, Resolution
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.roles import Permission


@operation(needs=Permission.WRITE_CLAUSES)
def draft_rules(values: Mapping[str, Value], *, by: Actor, at: datetime, today: date) -> int:
    """The group's draft: clause key → value. Says how many changed. Refuses once it lies before a meeting."""
    tenant = Tenant.objects.select_for_update().get(pk=by.tenant_id)
    if tenant.kind != Tenant.Kind.FORMING:
        raise Refused(_("Only a meeting changes a rule."))
    proposed = (Resolution.Stage.PROPOSED, Resolution.Stage.VOTING, Resolution.Stage.PASSED)
    if Resolution.objects.filter(kind=Resolution.Kind.ADOPTION, stage__in=proposed).exists():
        raise Refused(_("The draft lies before the founding meeting. It stands as proposed."))
    now, known = rules_on(today), keys()
    changed = {key: known[key].checked(value) for key, value in values.items() if now.values[key] != value}
    checked_together({**now.values, **changed})
    Clause.objects.bulk_create(
        Clause(key=key, value=value, since=today, draft=True, written_at=at) for key, value in changed.items()
    )
    return len(changed)


@operation(needs=Permission.WRITE_CLAUSES)
def take_over_rules(
    values: Mapping[str, Value], *, deed: str, since: date, by: Actor, at: datetime, today: date
) -> int:
    """Once, for a cooperative founded before Sentra: what its deed says. Every rule must be answered.

    Refuses a second time, a cooperative founded here, no deed, and a value that cannot stand.
    """
    Tenant.objects.select_for_update().get(pk=by.tenant_id, kind=Tenant.Kind.COOPERATIVE)
    if Founding.objects.exists() or Clause.objects.filter(draft=False).exists():
        raise Refused(_("The rules stand already. Only a meeting changes a rule."))
    if not deed.strip():
        raise Refused(_("Give the number and the day of the deed."), field="deed")
    if since > today:
        raise Refused(_("The deed cannot lie in the future."), field="since")
    known = keys()
    missing = [key for key in known if key not in values]
    if missing:
        raise Refused(_("%(name)s is missing.") % {"name": known[missing[0]].title}, field=missing[0])
    Clause.objects.bulk_create(
        Clause(key=key, value=one.checked(values[key]), since=since, deed=deed.strip()[:120], written_at=at)
        for key, one in known.items()
    )
    return len(known)
