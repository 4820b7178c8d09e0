"""The 412 uniforms: played by the operations, told in Indonesian, with books that balance at the end."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sentra.console.story import STEPS, OrderFacts, gather, play_order
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.ledger.queries import balance_of, balance_of_source
from sentra.orders.models import DeliveryLine, Order
from sentra.production.models import Assignment
from sentra.quality.models import Inspection
from sentra.stock.queries import in_store


def told() -> str:
    out = io.StringIO()
    call_command("story", stdout=out)
    return out.getvalue()


def test_the_story_ends_with_settled_books(db: Any) -> None:
    text = told()
    assert text.rstrip().endswith("Buku seimbang")
    assert "Rp117.420.000" in text
    tenant = Tenant.objects.get(slug="story-1")
    with transaction.atomic(), within(tenant.pk):
        order = Order.objects.get()
        assert order.stage == Order.Stage.CLOSED
        assert sum(DeliveryLine.objects.values_list("pieces", flat=True)) == 412
        assert DeliveryLine.objects.count() == 2
        finals = Assignment.objects.filter(stage__position=3).values_list("final", flat=True)
        assert sum(final or 0 for final in finals) == 412
        states = set(Assignment.objects.values_list("state", flat=True))
        assert states == {"done", "declined", "expired"}
        assert Assignment.objects.filter(state="declined").values("workshop").distinct().count() == 3
        found = Inspection.objects.values_list("grade", "rework", "rejected")
        assert {"B"} <= {grade for grade, _rework, _rejected in found}
        assert sum(rework for _grade, rework, _rejected in found) > 0
        assert sum(rejected for _grade, _rework, rejected in found) >= 2
        assert in_store() == []
        for account in ("1-1300", "1-1330", "1-1410", "1-1420", "2-1110", "2-1200"):
            assert balance_of(account) == 0
        assert balance_of_source(f"order:{order.pk}", "4-1200") == -order.total_idr


def test_it_is_the_same_story_every_time_in_a_new_place(db: Any) -> None:
    first, second = told(), told()
    assert [line for line in first.splitlines() if line.startswith("[")] == [
        line for line in second.splitlines() if line.startswith("[")
    ]
    assert Tenant.objects.filter(slug__in=["story-1", "story-2"]).count() == 2


def test_it_stops_where_it_is_told_to(db: Any) -> None:
    facts = OrderFacts()
    play = play_order(gather(at=facts.starts_at), facts, until="taken")
    with play.looking():
        assert Order.objects.get().stage == Order.Stage.MAKING
        assert not Inspection.objects.exists()
    assert STEPS[-1] == "closed"


def test_broken_books_are_said_with_the_exit_code(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sentra.console import books
    from sentra.console.books.found import Found
    from sentra.console.management.commands import check_books

    broken = (*books.CHECKS, ("uji", lambda _tenant: Found(1, ["entri 7 tidak seimbang"])))
    monkeypatch.setattr(check_books, "CHECKS", broken)
    with pytest.raises(CommandError) as trouble:
        call_command("story", until="quoted", stdout=io.StringIO())
    assert trouble.value.returncode == 1
