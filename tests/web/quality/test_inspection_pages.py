"""The inspector's list and the hand-in page: which order, what is still to come, and why not yet."""

import pytest
from django.urls import reverse

from sentra.people.models import User
from sentra.quality.operations import hand_in
from tests.domain.capital.given import inspected, order_in_work, work_of
from tests.world import NOW


@pytest.fixture
def idah(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.idah.user_id))
    return client


def lots(idah, **search):
    return idah.get(reverse("lots"), search).content.decode()


def test_open_work_names_its_order_and_is_found(world, idah):
    one, two = order_in_work(world), order_in_work(world, code="tikar")
    page = lots(idah)
    assert reverse("order", args=[one.pk]) in page
    assert reverse("order", args=[two.pk]) in page
    for words in (str(two), str(two.number), "produk tikar"):
        page = lots(idah, cari=words)
        assert reverse("order", args=[two.pk]) in page
        assert reverse("order", args=[one.pk]) not in page
    assert "Dinas Pendidikan" in lots(idah, cari="dinas pend")
    assert lots(idah, cari="xyz").count("<table") == 0


def test_what_is_handed_in_or_cannot_begin_offers_no_taking_in(world, idah):
    order = order_in_work(world)
    (first,), (second,) = work_of(world, order), work_of(world, order, 2)
    page = lots(idah)
    assert reverse("hand-in", args=[first.pk]) in page
    assert reverse("hand-in", args=[second.pk]) not in page  # nothing of the stage before
    hand_in(first.pk, pieces=first.accepted, by=world.idah, at=NOW)
    assert reverse("hand-in", args=[first.pk]) not in lots(idah)


def test_a_later_stage_opens_with_the_first_pieces_of_the_one_before(world, idah):
    order = order_in_work(world)
    (first,), (second,) = work_of(world, order), work_of(world, order, 2)
    url = reverse("hand-in", args=[second.pk])
    page = idah.get(url).content.decode()
    assert "tahap sebelumnya" in page
    assert reverse("take-in", args=[second.pk]) not in page
    inspected(world, first, 5)
    page = idah.get(url).content.decode()
    assert reverse("take-in", args=[second.pk]) in page
    assert 'value="5"' in page
    assert url in lots(idah)
