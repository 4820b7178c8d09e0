"""One order under way in the demo: what the buyer wants, who plays, what time it is."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from sentra.console.demo.settle import House
from sentra.kernel.actor import Actor
from sentra.kernel.tenancy import within
from sentra.orders.models import Lead, Order
from sentra.production.models import Assignment

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wish:
    """What a buyer wants: `weeks` from the enquiry to the wished day."""

    code: str
    pieces: int
    buyer: str
    kind: str  # public_office, company, person
    weeks: int = 8
    sizes: dict[str, int] = field(default_factory=dict)
    sample: bool = False


@dataclass
class Play:
    """One order under way: who plays, what time it is, how luck falls (the same every time)."""

    house: House
    wish: Wish
    at: datetime
    dice: random.Random
    lead: Lead | None = None
    order: Order | None = None

    @property
    def day(self) -> date:
        return self.chair.today(self.at)

    @property
    def chair(self) -> Actor:
        return self.house.cast["chair"]

    @property
    def treasurer(self) -> Actor:
        return self.house.cast["treasurer"]

    def later(self, days: float) -> None:
        """Time passes; nobody works at night."""
        self.at += days * DAY
        here = self.at.astimezone(ZoneInfo(self.chair.zone))
        if not 8 <= here.hour < 16:
            self.at = (here + (DAY if here.hour >= 16 else 0 * DAY)).replace(hour=8, minute=30)


def order_id(game: Play) -> int:
    assert game.order is not None
    return int(game.order.pk)


@contextmanager
def look(game: Play) -> Iterator[None]:
    """A reading scope of the house."""
    with transaction.atomic(), within(game.house.tenant.pk):
        yield


def work_in(game: Play, *states: str) -> list[Assignment]:
    with look(game):
        found = Assignment.objects.filter(order_id=order_id(game), state__in=states)
        return list(
            found.select_related("workshop", "stage__product").order_by("stage__position", "due_on", "pk")
        )
