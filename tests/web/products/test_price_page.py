"""The price helper on screen: nothing typed is lost, the answer stands beside today's price."""

import pytest
from django.urls import reverse

from sentra.crafts.models import CostSheet, Product
from sentra.crafts.operations import StageFacts, add_product, set_stages
from sentra.crafts.queries import product_card
from sentra.kernel.tenancy import reading
from sentra.people.models import User
from tests.world import NOW

FLOOR = {"hour_idr": "15.000", "hours_a_day": "8", "from_on": "2026-08-01", "source": "Rapat anggota"}


@pytest.fixture
def sign_in(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def as_(who):
        client.force_login(User.objects.get(pk=who.user_id))
        return client

    return as_


@pytest.fixture
def bag(world):
    made = add_product(name="Tas", craft_code="anyaman-purun", price_idr=50_000, by=world.mira, at=NOW)
    steps = [
        StageFacts("Anyam", "half_finished", "anyam-purun", 20_000, 12),
        StageFacts("Jahit", "finished", "finishing-jahit-kait", 8_000, 30),
    ]
    return set_stages(made.pk, stages=steps, by=world.mira, at=NOW)


def sheet(world, bag, **said):
    with reading(world.mira):
        weave, sew = (one.stage_id for one in product_card(bag.pk).stages)
    facts = {
        "rows": "2", "name_1": "Purun", "quantity_1": "1 ikat", "idr_1": "12.000", "stage_1": str(weave),
        "name_2": "Tali", "quantity_2": "2", "idr_2": "8500", "stage_2": "", f"hours_{weave}": "1,5",
        f"hours_{sew}": "0.67", "overhead_permille": "10", "fee_permille": "15",
    }  # fmt: skip
    return facts | said


def seen(answer):
    return answer.content.decode()


def test_from_the_floor_to_the_used_price(world, sign_in, bag):
    mira, page = sign_in(world.mira), reverse("price-helper", args=[bag.pk])
    assert mira.get(page).status_code == 200
    assert mira.post(reverse("set-wage-floor", args=[bag.pk]), FLOOR).url == page
    assert mira.post(reverse("count-price", args=[bag.pk]), sheet(world, bag)).url == page
    shown = mira.get(page)
    assert "69.000" in seen(shown)  # suggested
    assert "106.666" in seen(shown)  # weaving, in a day of work
    assert 'value="1,5"' in seen(shown)  # the sheet is open again as it was typed
    assert 'value="Purun"' in seen(shown)
    with reading(world.mira):
        kept = CostSheet.objects.get()
    assert mira.post(reverse("use-price", args=[bag.pk]), {"sheet": kept.pk}).status_code == 302
    with reading(world.mira):
        assert Product.objects.get().price_idr == 69_000


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"idr_1": "1,5 juta"}, "idr_1"), ({"name_2": ""}, "name_2"), ({"idr_2": ""}, "idr_2"),
        ({"fee_permille": "banyak"}, "fee_permille"), ({"fee_permille": "1,25"}, "fee_permille"),
    ],
)  # fmt: skip
def test_a_mistake_comes_back_with_everything_typed(world, sign_in, bag, said, field):
    mira = sign_in(world.mira)
    mira.post(reverse("set-wage-floor", args=[bag.pk]), FLOOR)
    answer = mira.post(reverse("count-price", args=[bag.pk]), sheet(world, bag, **said))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert "1 ikat" in seen(answer)


def test_without_a_floor_it_says_so_and_keeps_what_was_typed(world, sign_in, bag):
    answer = sign_in(world.mira).post(reverse("count-price", args=[bag.pk]), sheet(world, bag))
    assert answer.status_code == 422
    assert "1 ikat" in seen(answer)


def test_who_sees_which_door(world, sign_in, bag):
    page = reverse("price-helper", args=[bag.pk])
    assert "count-price" not in seen(sign_in(world.tari).get(page))
    assert reverse("count-price", args=[bag.pk]) not in seen(sign_in(world.tari).get(page))
    assert reverse("set-wage-floor", args=[bag.pk]) in seen(sign_in(world.tari).get(page))
    assert reverse("set-wage-floor", args=[bag.pk]) not in seen(sign_in(world.budi).get(page))
    assert sign_in(world.tari).post(reverse("count-price", args=[bag.pk]), {}).status_code == 403
    assert sign_in(world.budi).post(reverse("set-wage-floor", args=[bag.pk]), FLOOR).status_code == 403
    assert sign_in(world.zahra).get(page).status_code == 404


@pytest.mark.parametrize("rows", ["", "-1", "99999", "²"])
def test_a_forged_number_of_rows_is_harmless(world, sign_in, bag, rows):
    told = sheet(world, bag, rows=rows)
    assert sign_in(world.mira).post(reverse("count-price", args=[bag.pk]), told).status_code == 422


def test_the_page_asks_the_same_number_of_queries_with_many_sheets(
    world, sign_in, bag, django_assert_num_queries
):
    mira, page = sign_in(world.mira), reverse("price-helper", args=[bag.pk])
    mira.post(reverse("set-wage-floor", args=[bag.pk]), FLOOR)
    for count in range(3):
        mira.post(reverse("count-price", args=[bag.pk]), sheet(world, bag))
        if count in (0, 2):
            with django_assert_num_queries(18):
                mira.get(page)
