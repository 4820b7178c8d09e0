"""A promise no plan could keep is asked about once, beside the earliest day; it is not refused."""

from datetime import date

from django.urls import reverse

from sentra.orders.models import Order
from sentra.production.promise import earliest_day
from sentra.production.rules import Rules
from tests.domain.orders import given
from tests.domain.production.given import able
from tests.web.leads.test_leads import quotation
from tests.world import TODAY


def test_an_early_promise_is_asked_about(world, mira):
    bag = given.product(world.weavers)
    with given.writing(world.weavers):
        assert earliest_day([(bag.pk, 5)], rules=Rules(), today=TODAY) is None
    able(world, bag)  # three makers, ten pieces a week each: 412 take 14 weeks
    with given.writing(world.weavers):
        first = earliest_day([(bag.pk, 412)], rules=Rules(), today=TODAY)
        assert earliest_day([(bag.pk, 30)], rules=Rules(), today=TODAY) < first
        assert earliest_day([(bag.pk, 10**6)], rules=Rules(), today=TODAY) >= first  # not before the horizon
    said = quotation(bag, pieces_0="412", promised_on="2026-08-20")
    answer = mira.post(reverse("save-quote"), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Earliest day" in page
    assert 'name="early"' in page
    assert mira.post(reverse("save-quote"), said | {"early": "on"}).status_code == 302
    later = said | {"promised_on": first.isoformat(), "_once": "z" * 32}
    assert mira.post(reverse("save-quote"), later).status_code == 302
    with given.writing(world.weavers):
        assert {one.promised_on for one in Order.objects.all()} == {date(2026, 8, 20), first}
