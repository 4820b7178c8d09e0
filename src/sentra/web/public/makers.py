"""Who the makers are: counts of all, names and villages only of those who agreed to be shown."""

from dataclasses import dataclass

from django.db.models import Count

from sentra.cooperative.membership.queries import agreeing
from sentra.cooperative.models import Consent
from sentra.kernel.models import Tenant
from sentra.people.models import Region, Workshop
from sentra.people.queries import places

MOST_NAMED = 60


@dataclass(frozen=True)
class Makers:
    workshops: int
    villages: int
    district: str
    named: tuple[tuple[str, str], ...]  # name, village: only while her consent is in force


def makers_of(host: Tenant) -> Makers:
    """Four queries, inside the scope of the host."""
    counted = Workshop.objects.filter(active=True).aggregate(
        workshops=Count("pk"), villages=Count("village", distinct=True)
    )
    district = Region.objects.filter(pk=host.district_code).values_list("name", flat=True).first()
    return Makers(counted["workshops"], counted["villages"], district or "", _named())


def _named() -> tuple[tuple[str, str], ...]:
    shown = Workshop.objects.filter(active=True, owner_id__in=agreeing(Consent.Purpose.SHOWROOM))
    found = shown.select_related("owner", "village__parent").order_by("owner__name", "pk")[:MOST_NAMED]
    return tuple((one.owner.name, places(one.village)[0]) for one in found)
