"""How long one piece takes, reckoned for everybody to read."""

from collections.abc import Mapping
from datetime import datetime

from sentra.kernel.actor import Actor
from sentra.kernel.operation import operation
from sentra.people.roles import Permission
from sentra.showroom.models import LeadTime


@operation(needs=Permission.MANAGE_PRODUCTS)
def state_lead_times(weeks: Mapping[int, int], *, by: Actor, at: datetime) -> None:
    """Product → whole weeks till one piece could be ready. A product left out has none from now on."""
    LeadTime.objects.exclude(product__in=weeks).delete()
    LeadTime.objects.bulk_create(
        [LeadTime(product_id=one, weeks=count, reckoned_at=at) for one, count in sorted(weeks.items())],
        update_conflicts=True,
        unique_fields=["tenant", "product"],
        update_fields=["weeks", "reckoned_at"],
    )
