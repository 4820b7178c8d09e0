"""The office opens a forming group: from then on the group keeps its own book."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.founding.steps import open_forming_group
from sentra.cooperative.models import Founding
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.models import User
from sentra.people.roles import Permission


@operation(needs=Permission.OPEN_GROUP)
def open_group(
    name: str, *, form: Founding.Form, chair_email: str, chair_name: str, by: Actor, at: datetime, today: date
) -> User:
    """A group in the office's own district; returns who leads it first, to be handed her link.

    The office gets no rights in the group. Refuses no name, one that an organisation of the district has
    already (case and spaces aside), a bad address, one that works elsewhere.
    """
    district = Tenant.objects.select_for_update().get(pk=by.tenant_id).district_code  # two clicks at once
    if same := _of_that_name(name, district):
        raise Refused(
            _("“%(name)s” is in this district already. Add the village to the name.") % {"name": same.name},
            field="name",
        )
    _group, leader = open_forming_group(
        name, form=form, district_code=district, chair_email=chair_email, chair_name=chair_name, at=at,
        today=today,
    )  # fmt: skip
    return leader


def _of_that_name(name: str, district: str) -> Tenant | None:
    """The group or cooperative of this district whose name reads the same aloud."""
    held = Tenant.objects.filter(district_code=district).exclude(kind=Tenant.Kind.OFFICE)
    return next((one for one in held.order_by("pk") if _aloud(one.name) == _aloud(name)), None)


def _aloud(name: str) -> str:
    return "".join(name.split()).casefold()
