"""The story step by step: each step calls the operations people use, with the days of the story."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from sentra.console.story.cast import Cast
from sentra.console.story.facts import OrderFacts
from sentra.kernel.dates import written_short
from sentra.kernel.tenancy import within
from sentra.orders.models import Lead, Order


def silent(sentence: str) -> None:
    """Nobody listens: the seed plays many orders."""


@dataclass
class Play:
    """One order under way: who plays, what is to happen, what time it is, what is there already."""

    cast: Cast
    facts: OrderFacts
    now: datetime
    listener: Callable[[str], None] = silent
    lead: Lead | None = None
    order: Order | None = None
    lots: dict[int, int] = field(default_factory=dict)  # stage position → lots handed in so far
    part_delivered: bool = False

    @property
    def today(self) -> date:
        """The day where the cooperative lives."""
        return self.cast.chair.today(self.now)

    @property
    def order_id(self) -> int:
        assert self.order is not None, "not quoted yet"
        return int(self.order.pk)

    def wait(self, days: int, hours: int = 0) -> None:
        self.now += timedelta(days=days, hours=hours)

    def wait_until(self, moment: datetime) -> None:
        self.now = max(self.now, moment)

    def tell(self, sentence: str) -> None:
        self.listener(f"[{written_short(self.today)}] {sentence}")

    @contextmanager
    def looking(self) -> Iterator[None]:
        """A scope to read in."""
        with transaction.atomic(), within(self.cast.tenant.pk):
            yield


Step = Callable[[Play], None]


def _steps() -> dict[str, Step]:
    from sentra.console.story import buying, making, settling

    return {
        "enquiry": buying.enquire,
        "quoted": buying.quote_it,
        "accepted": buying.accept_it,
        "sampled": buying.agree_on_a_sample,
        "funded": buying.pay_ahead,
        "split": making.split,
        "offered": making.offer,
        "taken": making.answer,
        "advanced": making.advance,
        "made": making.make,
        "delivered": settling.deliver_the_rest,
        "invoiced": settling.invoice,
        "paid": settling.pay,
        "prepared": settling.prepare,
        "settled": settling.approve_and_pay,
        "closed": settling.close,
    }


STEPS = (
    "enquiry", "quoted", "accepted", "sampled", "funded", "split", "offered", "taken", "advanced", "made",
    "delivered", "invoiced", "paid", "prepared", "settled", "closed",
)  # fmt: skip


def play_order(
    cast: Cast, facts: OrderFacts, *, until: str = "closed", tell: Callable[[str], None] = silent
) -> Play:
    """Play one order up to and including the step `until` (one of STEPS); returns where it stands."""
    play = Play(cast, facts, facts.starts_at, tell)
    steps = _steps()
    for name in STEPS[: STEPS.index(until) + 1]:
        steps[name](play)
    return play
