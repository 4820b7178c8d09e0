"""The office opens a forming group: from then on the group keeps its own book."""

from datetime import date, datetime

from sentra.cooperative.founding.steps import open_forming_group
from sentra.cooperative.models import Founding
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.models import User
from sentra.people.roles import Permission


@operation(needs=Permission.OPEN_GROUP)
def open_group(
    name: str, *, form: Founding.Form, chair_email: str, chair_name: str, by: Actor, at: datetime, today: date
) -> User:
    """A group in the office's own district; returns who leads it first, to be handed her link.

    The office gets no rights in the group. Refuses no name, a bad address, one that works elsewhere.
    """
    district = Tenant.objects.get(pk=by.tenant_id).district_code
    _group, leader = open_forming_group(
        name, form=form, district_code=district, chair_email=chair_email, chair_name=chair_name, at=at,
        today=today,
    )  # fmt: skip
    return leader
