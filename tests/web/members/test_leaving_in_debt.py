"""A member who leaves or dies owing more than she saved: the page says who owes what, and what to do."""

import pytest
from django.urls import reverse

from sentra.people.models import User
from tests.domain.cooperative.given import cash, member, running_loan, saved
from tests.world import NOW, TODAY


@pytest.fixture
def enter(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def come(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return come


def after_settling(world, enter, how, *, saved_idr, loan_idr):
    one = member(world)
    cash(world)
    saved(world, one, principal=saved_idr)
    loan = running_loan(world, one, loan_idr) if loan_idr else None
    said = {"how": how, "died_on": TODAY.isoformat() if how == "died" else "", "reason": ""}
    enter(world.budi).post(reverse("ask-to-leave", args=[one.pk]), said)
    answer = enter(world.mira).post(reverse("settle-leaving", args=[one.pk]), follow=True)
    assert answer.status_code == 200
    return one, loan, answer.content.decode()


def test_who_died_owing_more_than_she_saved(world, enter):
    one, loan, shown = after_settling(world, enter, "died", saved_idr=195_000, loan_idr=1_800_000)
    assert "Bendahara membayar sisanya" not in shown
    assert "Dibayar paling lambat" not in shown
    assert "−Rp0" not in shown.replace("\xa0", "")
    assert "Rp1.605.000 masih terutang" in shown.replace("\xa0", "")
    assert reverse("loan", args=[loan.pk]) in shown
    assert "Tulis ahli warisnya" in shown
    heir = {"who": "", "name": "Rahmah", "proof": "SK ahli waris 12/2026"}
    enter(world.budi).post(reverse("name-heir", args=[one.pk]), heir)
    shown = enter(world.mira).get(reverse("leaving", args=[one.pk])).content.decode()
    assert "ahli waris Rahmah" in shown


def test_who_resigned_in_debt_owes_it_herself(world, enter):
    _one, _loan, shown = after_settling(world, enter, "resigned", saved_idr=100_000, loan_idr=150_000)
    assert "Aluh masih berutang" in shown


@pytest.mark.parametrize(("loan_idr", "sentence"), [(0, "Bendahara membayar"), (100_000, "Tidak ada sisa")])
def test_without_debt_left_nothing_is_asked(world, enter, loan_idr, sentence):
    _one, _loan, shown = after_settling(world, enter, "resigned", saved_idr=100_000, loan_idr=loan_idr)
    assert sentence in shown
    assert "masih terutang" not in shown
    assert ("Dibayar paling lambat" in shown) == (loan_idr == 0)
