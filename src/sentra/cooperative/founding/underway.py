"""The groups an office opened in its district: who leads, since when, how far. Nothing of their books."""

from dataclasses import dataclass
from datetime import date

from sentra.cooperative.models import Founding
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Role
from sentra.people.roles import RoleName

STEPS = (
    Founding.Stage.GATHERING, Founding.Stage.MET, Founding.Stage.FILED, Founding.Stage.APPROVED,
)  # fmt: skip


@dataclass(frozen=True)
class Underway:
    """One group. `done` of `all` steps lie behind it: gathering, meeting, notary, approval."""

    tenant: Tenant
    chairs: tuple[str, ...]
    begun_on: date | None
    stage: str
    done: int
    all: int = len(STEPS)


def underway(district_code: str) -> list[Underway]:
    """Every forming group of the district by name. A constant number of queries, in a scope of its own."""
    held = Tenant.objects.filter(kind=Tenant.Kind.FORMING, district_code=district_code)
    groups = list(held.order_by("name", "pk"))
    ids = [one.pk for one in groups]
    with within(*ids):
        founded = {one.tenant_id: one for one in Founding.objects.filter(tenant__in=ids)}
    led: dict[int, list[str]] = {}
    roles = Role.objects.filter(tenant__in=ids, role=RoleName.CHAIR, until=None).order_by("since", "pk")
    for tenant, name in roles.values_list("tenant_id", "user__name"):
        led.setdefault(tenant, []).append(name)
    return [_underway(one, founded.get(one.pk), tuple(led.get(one.pk, ()))) for one in groups]


def _underway(tenant: Tenant, founding: Founding | None, chairs: tuple[str, ...]) -> Underway:
    if founding is None:
        return Underway(tenant, chairs, None, "", 0)
    done = STEPS.index(Founding.Stage(founding.stage)) if founding.stage in STEPS else 0
    return Underway(tenant, chairs, founding.begun_on, founding.get_stage_display(), done)
