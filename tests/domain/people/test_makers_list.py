"""The makers' list: pages by key, search, and as many queries for three as for thirty."""

import pytest
from django.db import transaction

from sentra.kernel.tenancy import within
from sentra.people.models import Workshop
from sentra.people.operations import add_worker, issue_card, register_artisan
from sentra.people.queries import maker, maker_of, makers, makers_count, village_choices
from tests.world import NOW, TODAY, World


def register(world: World, name: str, **facts) -> Workshop:
    return register_artisan(name=name, by=world.budi, at=NOW, today=TODAY, **facts)


@pytest.fixture
def many(world: World) -> World:
    for number in range(27):
        register(
            world, f"Perajin {number:02}", village_code="63.08.01.2003" if number % 2 else "63.08.01.2008"
        )
    return world


def test_pages_follow_each_other_without_gap_or_repeat(many):
    seen, after = [], None
    with transaction.atomic(), within(many.weavers.pk):
        while True:
            page = makers(after=after, size=7)
            seen += [row.name for row in page.rows]
            if (after := page.next_after) is None:
                break
        assert makers_count() == 30
    assert seen == sorted(seen)
    assert len(set(seen)) == 30


def test_two_of_one_name_both_appear(world):
    register(world, "Aluh")
    with transaction.atomic(), within(world.weavers.pk):
        first = makers(size=1)
        second = makers(size=1, after=first.next_after)
    assert [first.rows[0].name, second.rows[0].name] == ["Aluh", "Aluh"]
    assert first.rows[0].workshop_id != second.rows[0].workshop_id


def test_queries_do_not_grow_with_rows(many, django_assert_num_queries):
    with transaction.atomic(), within(many.weavers.pk):
        for size in (3, 30):
            with django_assert_num_queries(1):
                makers(size=size)
        with django_assert_num_queries(3):
            maker(many.workshops["Aluh"].pk)


def test_search_by_name_and_village(many):
    with transaction.atomic(), within(many.weavers.pk):
        assert [row.name for row in makers(search="perajin 05").rows] == ["Perajin 05"]
        assert {row.village for row in makers(search="namang").rows} == {"Sungai Namang"}
        assert len(makers(village_code="63.08.01").rows) == 27
        assert len(makers(village_code="63.08.01.2008").rows) == 14
        assert makers(search="%").rows == ()


def test_a_row_says_workers_and_card(world):
    workshop = world.workshops["Aluh"]
    add_worker(workshop.pk, name="Rina", weekly_wage_idr=1, by=world.budi, at=NOW)
    issue_card(world.aluh.party_id, secret="s", pin="284957", by=world.budi, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        aluh, bariah, _cici = makers().rows
        assert maker_of(world.aluh.party_id) == workshop
    assert (aluh.workers, aluh.has_card) == (1, True)
    assert (bariah.workers, bariah.has_card) == (0, False)


def test_a_stranger_sees_nobody(many):
    with transaction.atomic(), within(many.batik.pk):
        assert makers(active=None).rows == ()
        with pytest.raises(Workshop.DoesNotExist):
            maker(many.workshops["Aluh"].pk)


def test_villages_to_choose_from(db):
    groups = dict(village_choices("63.08"))
    assert ("63.08.01.2003", "Sungai Namang") in groups["Danau Panggang"]
    assert dict(village_choices("61.71"))["Pontianak Kota"] == [("61.71.05", "Pontianak Kota")]
