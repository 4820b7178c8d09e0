"""Who keeps a market, on a phone and without JavaScript: announce, change a day, lay out stalls, name one."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from sentra.market.models import DayChange, Market, Stall
from sentra.people.models import User
from tests.domain.market.given import market, village
from tests.web.showroom.given import shelf, text
from tests.world import NOW

TYPED = {
    "name": "Pasar Kamis", "weekday": "3", "opens": "06:00", "closes": "10:00", "since": "2026-01-01",
    "shown": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def desk(actor):
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def test_the_officer_announces_a_market(world):
    omar = desk(world.omar)
    assert "No market is announced yet" in text(omar.get(reverse("own-markets")))
    assert omar.get(reverse("new-market")).status_code == 200
    answer = omar.post(reverse("add-market"), TYPED | {"village_code": village().pk})
    made = Market.public.get()
    assert answer["Location"] == reverse("own-market", args=[made.pk])
    page = text(omar.get(answer["Location"]))
    assert "Every Thursday, 06.00–10.00 WITA" in page
    assert "Thursday, 6 August 2026" in page
    omar.post(
        reverse("change-market", args=[made.pk]), TYPED | {"village_code": village().pk, "name": "Lain"}
    )
    assert "Lain" in text(omar.get(reverse("own-markets")))
    assert 'value="Lain"' in text(omar.get(reverse("edit-market", args=[made.pk])))


def test_a_place_may_be_written_with_a_decimal_comma(world):
    place = {"village_code": village().pk, "latitude": "-2,4176", "longitude": "115.2494"}
    desk(world.omar).post(reverse("add-market"), TYPED | place)
    made = Market.public.get()
    assert (str(made.latitude), str(made.longitude)) == ("-2.417600", "115.249400")


def test_a_night_market_and_one_besides_say_so(world):
    omar = desk(world.omar)
    omar.post(
        reverse("add-market"), TYPED | {"village_code": village().pk, "opens": "18:00", "closes": "01:00"}
    )
    made = Market.public.get()
    assert "18.00–01.00 WITA (the day after)" in text(omar.get(reverse("own-market", args=[made.pk])))
    besides = {"on": "2026-08-09", "what": "held", "opens": "08:00", "closes": "11:00", "reason": "HUT"}
    omar.post(reverse("change-market-day", args=[made.pk]), besides)
    address = reverse("district-market", args=["63.08", made.slug])
    assert "A market besides: HUT" in text(Client(headers={"accept-language": "en"}).get(address))


def test_what_was_typed_comes_back_with_the_reason(world):
    answer = desk(world.omar).post(
        reverse("add-market"), TYPED | {"village_code": village().pk, "closes": "06:00"}
    )
    assert answer.status_code == 422
    assert "It closes at another hour" in text(answer)
    assert 'value="Pasar Kamis"' in text(answer)


def test_a_day_is_different_and_as_always_again(world):
    omar, made = desk(world.omar), market(world)
    said = {"on": "2026-08-06", "what": "moved", "reason": "Haul"}
    missing = omar.post(reverse("change-market-day", args=[made.pk]), said)
    assert "Say on which day" in text(missing)
    omar.post(reverse("change-market-day", args=[made.pk]), said | {"held_on": "2026-08-07"})
    kept = DayChange.public.get()
    assert kept.held_on == date(2026, 8, 7)
    assert "held on Friday, 7 August 2026" in text(omar.get(reverse("own-market", args=[made.pk])))
    omar.post(reverse("market-day-as-always", args=[made.pk]), {"change": kept.pk})
    assert not DayChange.public.exists()


@pytest.mark.parametrize(("what", "held_on"), [("closed", None), ("held", date(2026, 8, 6))])
def test_a_forgotten_other_day_means_nothing_unless_it_is_moved(world, what, held_on):
    omar, made = desk(world.omar), market(world)
    said = {"on": "2026-08-06", "what": what, "reason": "Sebab", "held_on": "2026-08-07"}
    omar.post(reverse("change-market-day", args=[made.pk]), said)
    assert DayChange.public.get().held_on == held_on


def test_stalls_are_laid_out_named_and_taken_away(world, django_assert_num_queries):
    shelf(world)
    omar, made = desk(world.omar), market(world)
    omar.post(reverse("lay-out-stalls", args=[made.pk]), {"rows": 2, "cols": 2})
    first = Stall.public.order_by("pk")[0]
    address = reverse("stall", args=[made.pk, first.pk])
    assert address in text(omar.get(reverse("own-market", args=[made.pk])))
    form = text(omar.get(address))
    assert "Koperasi Galuh" in form
    assert "Aluh" in form
    assert "Bariah" not in form
    typed = {"number": "1", "row": "1", "col": "1", "craft_code": "anyaman-purun"}
    omar.post(reverse("change-stall", args=[made.pk, first.pk]), typed | {"cooperative": world.weavers.uid})
    first.refresh_from_db(from_queryset=Stall.public.all())
    assert first.cooperative_uid == world.weavers.uid
    assert omar.get(reverse("new-stall", args=[made.pk])).status_code == 200
    omar.post(reverse("add-stall", args=[made.pk]), typed | {"number": "9", "row": "9"})
    omar.post(reverse("remove-stall", args=[made.pk, first.pk]))
    assert sorted(Stall.public.values_list("number", flat=True)) == ["2", "3", "4", "9"]
    wrong = omar.post(reverse("add-stall", args=[made.pk]), typed | {"number": "9", "row": "8"})
    assert "Another stall has this number" in text(wrong)


def test_who_may_not_is_sent_away_and_a_stranger_finds_nothing(world):
    made = market(world)
    assert desk(world.tari).get(reverse("own-markets")).status_code == 403
    assert desk(world.mira).get(reverse("own-market", args=[made.pk])).status_code == 404
    assert Client().get(reverse("own-markets")).status_code == 302
