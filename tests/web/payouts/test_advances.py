"""An open advance on screen: handed back by the maker, or written off with a reason; never by anybody."""

import pytest
from django.urls import reverse

from sentra.capital.models import Advance
from sentra.capital.operations import grant_advance
from sentra.kernel.tenancy import reading
from sentra.people.models import User
from sentra.production.models import Assignment
from tests.domain.capital.given import more_money, order_in_work
from tests.world import NOW, TODAY


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


@pytest.fixture
def given(world):
    """An advance of 40,000 rupiah for work that is accepted."""
    order = order_in_work(world)
    more_money(world, account="1-1200")
    with reading(world.mira):
        work = Assignment.objects.filter(order=order, accepted__gt=0).order_by("pk").first()
    return grant_advance(work.pk, amount_idr=40_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)


def _open(world, advance):
    with reading(world.mira):
        return Advance.objects.get(pk=advance.pk).open_idr


def test_she_hands_part_back_and_the_rest_is_written_off(world, as_, given):
    page = reverse("advance", args=[given.pk])
    back = {"amount_idr": "25.000", "method": "cash", "paid_on": TODAY.isoformat()}
    assert as_(world.tari).post(page + "kembali/", back).status_code == 302
    assert _open(world, given) == 15_000
    assert as_(world.mira).post(page + "hapus/", {"reason": "Banjir"}).status_code == 302
    assert _open(world, given) == 0
    shown = as_(world.mira).get(page).content.decode()
    assert "kembali/" not in shown
    assert "hapus/" not in shown


def test_more_than_is_open_is_refused_with_what_was_typed(world, as_, given):
    page = reverse("advance", args=[given.pk])
    back = {"amount_idr": "50.000", "method": "cash", "paid_on": TODAY.isoformat()}
    answer = as_(world.tari).post(page + "kembali/", back)
    assert answer.status_code == 422
    assert 'value="50.000"' in answer.content.decode()
    assert _open(world, given) == 40_000


def test_each_sees_only_what_is_hers_to_do_and_others_may_not(world, as_, given):
    page = reverse("advance", args=[given.pk])
    tari = as_(world.tari).get(page).content.decode()
    assert "kembali/" in tari
    assert "hapus/" not in tari
    assert as_(world.tari).post(page + "hapus/", {"reason": "x"}).status_code == 403
    assert as_(world.mira).post(page + "kembali/", {}).status_code == 403
    assert as_(world.idah).get(page).status_code == 403
    assert as_(world.zahra).get(page).status_code == 404


def test_a_wrong_one_is_taken_back_by_the_treasurer(world, as_, given):
    page = reverse("advance", args=[given.pk])
    url = reverse("take-back-advance", args=[given.pk])
    assert url in as_(world.tari).get(page).content.decode()
    assert as_(world.tari).post(url, {"reason": ""}).status_code == 422
    assert as_(world.tari).post(url, {"reason": "Salah orang"}).status_code == 302
    shown = as_(world.tari).get(page).content.decode()
    assert "Salah orang" in shown
    assert url not in shown
    assert _open(world, given) == 0


def test_who_granted_it_sees_no_button_to_write_it_off(world, as_):
    order = order_in_work(world)
    more_money(world)
    with reading(world.mira):
        work = Assignment.objects.filter(order=order, accepted__gt=0).order_by("pk").first()
    hers = grant_advance(work.pk, amount_idr=1_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
    url = reverse("write-off-advance", args=[hers.pk])
    assert url not in as_(world.mira).get(reverse("advance", args=[hers.pk])).content.decode()
    assert as_(world.mira).post(url, {"reason": "Sakit"}).status_code == 422
