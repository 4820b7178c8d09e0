"""Prices of “why not her” are searched for after the plan is shown, and only while it stands."""

from procrastinate.contrib.django.models import ProcrastinateJob

from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.production.models import Plan
from sentra.production.operations import keep_reasons, offer_plan, split_order
from sentra.production.plans import SEARCH, is_open
from sentra.production.queries import split_view
from sentra.production.shifting import Wish, shift
from sentra.production.whynot import searched
from tests.domain.orders.given import line, making, product, writing
from tests.domain.production.given import able, another_maker
from tests.world import NOW, TODAY


def with_rivals(world):
    """Two quick and three slow makers, nearly full: of some prices the nearest plan says too much."""
    for name in ("Dewi", "Esa"):
        world.workshops[name] = another_maker(world, name)
    made = product(world.weavers)
    able(world, made, paces={"Aluh": 20, "Bariah": 12, "Cici": 3, "Dewi": 2, "Esa": 1})
    order = making(world, line(made, 90), down_payment_permille=1000)
    return order, split_order(order.pk, by=world.mira, at=NOW)


def sharpened(world, plan):
    with reading(world.mira):
        told = searched(plan.pk, today=TODAY)
    return keep_reasons(plan.pk, reasons=told, by=world.mira, at=NOW)


def test_a_plan_asks_for_the_search_of_its_open_prices(world):
    _order, plan = with_rivals(world)
    assert [one for one in plan.reasons if is_open(one)]
    waiting = [job.args for job in ProcrastinateJob.objects.filter(task_name=SEARCH)]
    assert waiting == [{"tenant_id": world.weavers.pk, "plan_id": plan.pk}]


def test_after_the_search_every_price_is_the_cheapest_there_is(world):
    _order, plan = with_rivals(world)
    before = {(one["workshop"], one["stage"]): one for one in plan.reasons if is_open(one)}
    after = {(one["workshop"], one["stage"]): one for one in sharpened(world, plan).reasons}
    assert {key: after[key]["code"] for key in before}.keys() == before.keys()
    for key, one in before.items():
        assert after[key]["numbers"].get("more_idr", 0) <= one["numbers"].get("more_idr", 1 << 60)
    proved = [one for key, one in after.items() if key in before and one["code"] == "dearer"]
    assert proved
    assert all(one["numbers"]["proved"] for one in proved)
    with writing(world.weavers):
        settings = Tenant.objects.get(pk=world.weavers.pk).settings
        again = Plan.objects.select_related("order").get(pk=plan.pk)
        for one in proved:
            wish = Wish(one["workshop"], one["line"], one["stage"], one["numbers"]["pieces"])
            assert shift(again, wish, settings, today=TODAY).more_idr == one["numbers"]["more_idr"]


def test_what_stands_of_the_others_is_left_as_it_was(world):
    _order, plan = with_rivals(world)
    shut = [one for one in plan.reasons if not is_open(one)]
    assert [one for one in sharpened(world, plan).reasons if one in shut] == shut


def test_a_plan_that_was_offered_meanwhile_is_not_searched(world):
    _order, plan = with_rivals(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    with reading(world.mira):
        assert searched(plan.pk, today=TODAY) is None


def test_the_split_page_tells_what_was_searched(world):
    order, plan = with_rivals(world)
    kept = sharpened(world, plan)
    again = keep_reasons(plan.pk, reasons=[], by=world.mira, at=NOW)  # a second job changes nothing
    with reading(world.mira):
        shown = split_view(order.pk).reasons
    assert again.pk == kept.pk
    told = [one for rows in shown.values() for one in rows]
    assert told
    assert all(one in kept.reasons for one in told)
