"""Her membership on her phone; whoever acts for her is named on every screen, and stops at once."""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from sentra.cooperative.membership.operations import end_delegation, let_act
from sentra.cooperative.models import Application, Consent, Delegation, Leaving
from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within
from sentra.people.cards import new_secret
from sentra.people.models import MemberCard
from sentra.people.operations import issue_card, revoke_card
from sentra.production.operations import offer_plan
from tests.domain.cooperative import savings_given
from tests.domain.cooperative.given import member
from tests.domain.production.given import assignments, split
from tests.world import NOW

PIN = "482615"


@pytest.fixture
def door(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def enter(actor):
        secret = new_secret()
        issue_card(actor.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
        client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
        return client

    return enter


def told(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_she_asks_to_join_and_is_a_candidate(world, door):
    client = door(world.aluh)
    assert client.post(reverse("my-asking"), {}).status_code == 422
    assert client.post(reverse("my-asking"), {"agreed": "1"}).status_code == 302
    with transaction.atomic(), within(world.weavers.pk):
        assert Application.objects.get().asked_by is None


def test_she_agrees_and_takes_it_back(world, door):
    client = door(world.aluh)
    client.post(reverse("my-consent"), {"purpose": "showroom", "version": "2026-11"})
    client.post(reverse("my-consent-withdrawn"), {"purpose": "showroom"})
    with transaction.atomic(), within(world.weavers.pk):
        one = Consent.objects.get(party_id=world.aluh.party_id, purpose="showroom")
        assert (one.written_by, one.withdrawn_at) == (None, NOW)


def test_she_asks_to_leave_and_stays(world, door):
    member(world)
    client = door(world.aluh)
    assert reverse("my-leaving") in told(client, "my-membership")
    client.post(reverse("my-leaving"))
    assert reverse("my-staying") in told(client, "my-membership")
    client.post(reverse("my-staying"))
    with transaction.atomic(), within(world.weavers.pk):
        assert Leaving.objects.get().stage == "withdrawn"


def test_she_names_a_delegate_by_her_card_and_ends_it(world, door):
    issued = issue_card(world.bariah.party_id, secret=new_secret(), pin=PIN, by=world.budi, at=NOW)
    client = door(world.aluh)
    wrong = client.post(reverse("my-delegate"), {"card": 999, "permissions": ["answer_offer"]})
    assert wrong.status_code == 422
    client.post(reverse("my-delegate"), {"card": issued.number, "permissions": ["answer_offer"]})
    assert "Bariah" in told(client, "my-membership")
    with transaction.atomic(), within(world.weavers.pk):
        held = Delegation.objects.get()
    client.post(reverse("my-delegate-ended"), {"which": held.pk})
    assert "Bariah" not in told(client, "my-membership")


# ---- acting for another -------------------------------------------------------------------------


def lent(world, *permissions):
    return let_act(
        world.aluh.party_id, delegate_id=world.bariah.party_id,
        permissions=permissions or ["see_own_work", "answer_offer"], by=world.aluh, at=NOW,
    )  # fmt: skip


def acting(world, door, *permissions):
    held = lent(world, *permissions)
    client = door(world.bariah)
    client.post(reverse("act-for"), {"delegation": held.pk})
    return client, held


def test_the_phone_asks_for_whom_she_acts(world, door):
    held = lent(world)
    client = door(world.bariah)
    assert f'value="{held.pk}"' in told(client, "my-home")
    client.post(reverse("act-for"), {"delegation": held.pk})
    assert "Aluh" in told(client, "my-home")
    client.post(reverse("act-for"), {"delegation": "0"})
    assert 'class="acting"' not in told(client, "my-home")


def screens():
    """Every screen of the phone that needs no further number."""
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str) and name.startswith("my-")}
    return sorted(names)


def test_every_screen_names_for_whom_one_acts(world, door):
    client, _held = acting(world, door)
    shown = 0
    for name in screens():
        try:
            url = reverse(name)
        except Exception:  # noqa: BLE001  # it needs a number
            continue
        answer = client.get(url, follow=True)
        if answer.status_code == 200:
            shown += 1
            assert "<strong>Aluh</strong>" in answer.content.decode(), name
    assert shown >= 6


def test_she_answers_for_her_and_both_names_stand_in_the_audit(world, door):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    work = next(one for one in assignments(world, order) if one.workshop.owner_id == world.aluh.party_id)
    own = next(one for one in assignments(world, order) if one.workshop.owner_id == world.bariah.party_id)
    client, _held = acting(world, door)
    assert "<strong>Aluh</strong>" in told(client, "offer", work.pk)
    assert client.get(reverse("offer", args=[own.pk])).status_code == 404  # hers waits until she is herself
    assert client.post(reverse("accept-offer", args=[work.pk]), {"pieces": work.proposed}).status_code == 302
    with transaction.atomic(), within(world.weavers.pk):
        row = AuditRow.objects.filter(operation="production.accept_offer").get()
        assert (row.party_id, row.on_behalf_of) == (world.bariah.party_id, world.aluh.party_id)


def test_only_what_was_named_may_be_done(world, door):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    work = next(one for one in assignments(world, order) if one.workshop.owner_id == world.aluh.party_id)
    client, _held = acting(world, door, "report_progress")
    assert client.post(reverse("accept-offer", args=[work.pk]), {"pieces": 1}).status_code == 403
    assert client.get(reverse("my-membership")).status_code == 403


def test_a_delegate_sees_the_savings_of_whom_she_acts_for_and_asks_nothing(world, door):
    aluh, bariah = savings_given.member(world), savings_given.member(world, "Bariah", 2)
    savings_given.save(world, aluh, 123_000)
    savings_given.save(world, bariah, 456_000)
    asked = savings_given.wish(world, aluh, 300_000, 3)
    client, _held = acting(world, door, "see_own_savings")
    page = told(client, "my-savings")
    assert "Rp123.000" in page
    assert "Rp456.000" not in page
    page = told(client, "my-loan")
    assert "Rp300.000" in page
    assert reverse("withdraw-wish", args=[asked.pk]) not in page
    assert client.post(reverse("withdraw-wish", args=[asked.pk])).status_code == 403
    wanted = {"principal_idr": "100.000", "months": "2", "purpose": "Bahan"}
    assert client.post(reverse("ask-loan"), wanted).status_code == 403


def test_it_stops_at_once(world, door):
    client, held = acting(world, door)
    end_delegation(held.pk, by=world.aluh, at=NOW)
    page = told(client, "my-home")
    assert 'class="acting"' not in page
    assert "Bariah" in page


def test_a_dead_card_ends_acting_too(world, door):
    client, _held = acting(world, door)
    with transaction.atomic(), within(world.weavers.pk):
        card = MemberCard.objects.get(party_id=world.bariah.party_id, revoked_at=None)
    revoke_card(card.pk, reason="Hilang", by=world.budi, at=NOW)
    assert client.get(reverse("my-home")).status_code == 302


def test_nobody_acts_under_anothers_delegation(world, door):
    held = lent(world)
    client = door(world.cici)
    client.post(reverse("act-for"), {"delegation": held.pk})
    assert 'class="acting"' not in told(client, "my-home")
    assert "Aluh" not in told(client, "my-home")
