"""Markets, what was said about single days, and the stalls. Everybody may read what its owner shows.

Nothing private stands here: a stall names a cooperative by its uid and a maker by hers. Her name is looked
for in the showroom's listings, so it goes from the map when she takes her consent back (docs/decisions/0025).
"""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from sentra.crafts.models import Craft
from sentra.kernel.fields import Within
from sentra.kernel.tenancy import M_co, TenantManager, TenantModel
from sentra.market.days import Change, Usual
from sentra.people.models import Region
from sentra.people.zones import zone_of


class ShownManager(models.Manager[M_co]):
    """What owners show to everybody, of every owner. No scope is needed; row security says the same."""

    def __init__(self, **shown: bool) -> None:
        super().__init__()
        self.shown = shown

    def deconstruct(self) -> Any:
        return False, f"{type(self).__module__}.{type(self).__qualname__}", None, [], self.shown

    def get_queryset(self) -> models.QuerySet[M_co]:
        return super().get_queryset().filter(**self.shown)


class Market(TenantModel):
    """A place where makers sell on one weekday. Closing at or before the hour of opening: the day after."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    district_code = models.CharField(max_length=5)  # the owner's, Kemendagri
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=80, blank=True)  # along the foot of the map: where one comes in
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)  # degrees, WGS 84
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens = models.TimeField()  # in the district's own zone
    closes = models.TimeField()
    since = models.DateField()
    until = models.DateField(null=True)  # its last day
    closed_on_holidays = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)
    shown = models.BooleanField(default=False)

    objects: ClassVar["TenantManager[Self]"] = TenantManager()
    public: ClassVar["ShownManager[Self]"] = ShownManager(shown=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_code", "slug"], name="market_address"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="market_weekday"),
            models.CheckConstraint(condition=~Q(opens=F("closes")), name="market_has_hours"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="market_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False, latitude__range=(-90, 90),
                    longitude__isnull=False, longitude__range=(-180, 180),
                ),
                name="market_place_on_earth",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> str:
        return zone_of(self.district_code)

    @property
    def usual(self) -> Usual:
        return Usual(
            self.weekday, self.opens, self.closes, self.zone, self.since, self.until, self.closed_on_holidays
        )


class DayChange(TenantModel):
    """What was said about one day: closed (`held_on` null), moved, other hours, or a market besides."""

    market = Within(Market, related_name="changes")
    on = models.DateField()
    held_on = models.DateField(null=True)
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    reason = models.CharField(max_length=160)

    objects: ClassVar["TenantManager[Self]"] = TenantManager()
    public: ClassVar["ShownManager[Self]"] = ShownManager(market__shown=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "market", "on"], name="change_one_a_day"),
            models.UniqueConstraint(fields=["tenant", "market", "held_on"], name="change_one_market_a_day"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(opens=None, closes=None),
                name="change_closed_has_no_hours",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="change_says_why"),
        ]

    @property
    def change(self) -> Change:
        return Change(self.on, self.reason, self.held_on, self.opens, self.closes)


class Stall(TenantModel):
    """A place on the schematic map: row 1 is the farthest from the street, column 1 the leftmost."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    market = Within(Market, related_name="stalls")
    number = models.CharField(max_length=6)
    row = models.PositiveSmallIntegerField()
    col = models.PositiveSmallIntegerField()
    craft = models.ForeignKey(Craft, models.PROTECT, null=True, related_name="+")
    sells = models.CharField(max_length=80, blank=True)  # in words, beside or instead of a craft
    cooperative_uid = models.UUIDField(null=True)  # whose goods are sold here
    maker_uid = models.UUIDField(null=True)  # who stands here; named while she consents

    objects: ClassVar["TenantManager[Self]"] = TenantManager()
    public: ClassVar["ShownManager[Self]"] = ShownManager(market__shown=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "market", "number"], name="stall_number_in_market"),
            models.UniqueConstraint(fields=["tenant", "market", "row", "col"], name="stall_place_in_market"),
            models.CheckConstraint(
                condition=Q(row__range=(1, 30)) & Q(col__range=(1, 30)), name="stall_on_the_map"
            ),
            models.CheckConstraint(
                condition=Q(maker_uid=None) | Q(cooperative_uid__isnull=False),
                name="stall_maker_of_a_cooperative",
            ),
        ]
        indexes = [models.Index(fields=["cooperative_uid"], name="stall_of_cooperative")]
