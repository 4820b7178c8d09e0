"""What everybody reads of a market: its next days in words, the way, the map, a file for calendars."""

import re
from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse

from sentra.crafts.models import Craft
from sentra.market.operations import change_day
from sentra.market.operations.stalls import StallFacts, set_stall
from sentra.people.models import Party
from tests.domain.market.given import at, market
from tests.domain.orders.given import writing
from tests.web.showroom.given import at as of_house
from tests.web.showroom.given import in_district, shelf, text, visitor
from tests.world import NOW

WEDNESDAY = at("2026-11-25")


@pytest.fixture
def thursday(world, time_machine):
    shelf(world)
    time_machine.move_to(WEDNESDAY, tick=False)
    made = market(
        world, latitude=Decimal("-2.4176"), longitude=Decimal("115.2494"), street="Jalan Tepi Sungai"
    )
    change_day(made.pk, on=date(2026, 12, 3), reason="Haul akbar", by=world.omar, at=NOW)
    return made


def stalls(world, made):
    with writing(world.weavers):
        aluh = Party.objects.get(pk=world.aluh.party_id).uid
    craft = Craft.objects.get(pk="anyaman-purun")
    for told in (
        StallFacts("1", 1, 1, craft.pk, "", world.weavers.uid, aluh),
        StallFacts("2", 1, 2, sells="Wadai"), StallFacts("3", 2, 1),
    ):  # fmt: skip
        set_stall(made.pk, told, by=world.omar, at=NOW)


def of_market(made, name="district-market"):
    return reverse(name, args=["63.08", made.slug])


def test_the_next_days_in_words(world, thursday):
    page = text(visitor("id").get(of_market(thursday)))
    assert "Setiap Kamis, 06.00–10.00 WITA" in page
    assert "Kamis, 26 November 2026, 06.00–10.00 WITA" in page
    assert "Kamis, 3 Desember 2026" in page
    assert "Tutup: Haul akbar" in page
    assert page.count("<time datetime=") == 4


def test_open_now_until_the_hour_it_closes(world, thursday, time_machine):
    time_machine.move_to(at("2026-11-26", "07:00"), tick=False)
    assert "Buka sekarang sampai 10.00" in text(visitor("id").get(of_market(thursday)))
    time_machine.move_to(at("2026-11-26", "10:00"), tick=False)
    assert "Buka sekarang" not in text(visitor("id").get(of_market(thursday)))


def test_a_holiday_says_ask_first(world, time_machine):
    time_machine.move_to(at("2026-12-24"), tick=False)
    made = market(world, weekday=4)
    page = text(visitor("id").get(of_market(made)))
    assert "Libur nasional (Kelahiran Yesus Kristus): pastikan dulu" in page


def test_the_way_leads_out_without_loading_anything(world, thursday):
    page = text(visitor().get(of_market(thursday)))
    assert 'href="geo:-2.417600,115.249400?q=-2.417600,115.249400(Pasar%20Kerajinan%20Kamis)"' in page
    outside = re.findall(r'<a [^>]*href="https://[^>]*>', page)
    assert len(outside) == 2
    assert all('rel="noopener noreferrer"' in one for one in outside)
    assert not re.search(r'src="https?:', page)


def test_the_map_and_the_list_say_the_same(world, thursday, django_assert_num_queries):
    stalls(world, thursday)
    with django_assert_num_queries(6):
        page = text(visitor().get(of_market(thursday)))
    led, listed = re.findall(r'<a href="#(lapak-\d+)"', page), re.findall(r'id="(lapak-\d+)"', page)
    assert set(led) == set(listed)
    assert len(listed) == len(set(listed)) == 3
    assert 'aria-label="Stall 1, ' in page
    assert "Aluh" in page
    assert of_house("home") in page
    assert "Free stalls" in page
    assert "Jalan Tepi Sungai" in page


def test_hidden_of_another_district_or_unknown_is_not_found(world, thursday):
    hidden = market(world, name="Pasar rahasia", shown=False)
    assert visitor().get(of_market(hidden)).status_code == 404
    assert visitor().get(f"/d/64.08/pasar/{thursday.slug}/").status_code == 404
    assert visitor().get("/d/63.08/pasar/tidak-ada/").status_code == 404


def test_a_calendar_file(world, thursday, django_assert_num_queries):
    with django_assert_num_queries(3):
        answer = visitor("id").get(of_market(thursday, "market-calendar"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(one.encode()) <= 75 for one in lines)
    assert "DTSTART:20261125T220000Z" in lines  # Thursday, 06.00 in Amuntai
    assert "DTEND:20261126T020000Z" in lines
    assert lines.count("STATUS:CONFIRMED") == 8
    assert lines.count("STATUS:CANCELLED") == 1
    assert len({one for one in lines if one.startswith("UID:")}) == 9


def test_the_list_of_a_district(world, thursday, django_assert_num_queries):
    with django_assert_num_queries(3):
        page = text(visitor("id").get(in_district("home") + "pasar/"))
    assert of_market(thursday) in page
    assert "Kamis, 26 November 2026" in page


def test_a_district_without_markets_says_so(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = text(visitor().get("/d/63.08/pasar/"))
    assert "No market day is announced yet" in page


def test_a_cooperative_leads_to_where_it_sells(world, thursday):
    assert of_market(thursday) not in text(visitor().get(of_house("home")))
    stalls(world, thursday)
    assert of_market(thursday) in text(visitor().get(of_house("home")))
    assert "/d/63.08/pasar/" in text(visitor().get(of_house("about")))
    assert of_market(thursday) in text(visitor().get(in_district("home")))


def test_over_midnight(world, time_machine):
    time_machine.move_to(at("2026-11-22", "00:30"), tick=False)
    made = market(world, weekday=5, opens=time(20), closes=time(1))
    assert "Buka sekarang sampai 01.00" in text(visitor("id").get(of_market(made)))
