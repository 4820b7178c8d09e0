"""The lifecycle is a table: every stage is reached, every end is an end, and the diagram is drawn from it."""

from sentra.orders.models import Lead, Order
from sentra.orders.stages import LEAD, ORDER

S = Order.Stage


def test_every_stage_is_reached_from_the_first():
    """A quotation is one beginning, goods bought as they lie the other."""
    reached, fresh = set(), {S.QUOTED, S.PLACED}
    while fresh:
        stage = fresh.pop()
        reached.add(stage)
        fresh |= {step.target for step in ORDER.steps.values() if stage in step.sources} - reached
    assert reached == set(S)


def test_the_ends_are_ends():
    assert [stage for stage in S if not ORDER.verbs(stage)] == [S.CLOSED, S.CANCELLED, S.LAPSED]
    assert LEAD.verbs(Lead.State.CLOSED) == []


def test_nothing_is_cancelled_once_delivered():
    assert [stage for stage in S if ORDER.allows("cancel", stage)] == [
        S.QUOTED,
        S.PLACED,
        S.ACCEPTED,
        S.MAKING,
    ]


def test_the_diagram_names_every_verb():
    assert all(f": {verb}" in ORDER.diagram() for verb in ORDER.steps)
