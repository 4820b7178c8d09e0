"""Who the makers are, in one sentence: counts only, no names."""

from dataclasses import dataclass

from django.db.models import Count

from sentra.kernel.models import Tenant
from sentra.people.models import Region, Workshop


@dataclass(frozen=True)
class Makers:
    workshops: int
    villages: int
    district: str


def makers_of(host: Tenant) -> Makers:
    """Two queries, inside the scope of the host."""
    counted = Workshop.objects.filter(active=True).aggregate(
        workshops=Count("pk"), villages=Count("village", distinct=True)
    )
    district = Region.objects.filter(pk=host.district_code).values_list("name", flat=True).first()
    return Makers(counted["workshops"], counted["villages"], district or "")
