"""Member cards: issued, replaced, revoked; and coming in with one."""

from datetime import timedelta

import pytest
from django.db import transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within
from sentra.people import cards
from sentra.people.cards import card_holder, enter, new_pin, new_secret, pin_trouble
from sentra.people.models import MemberCard, Party
from sentra.people.operations import deactivate_artisan, issue_card, revoke_card
from sentra.people.queries import maker
from tests.world import NOW, World

PIN, WRONG = "284957", "284958"


def issue(world: World, secret: str = "first-secret", pin: str = PIN, by=None) -> MemberCard:
    return issue_card(world.aluh.party_id, secret=secret, pin=pin, by=by or world.budi, at=NOW)


def come_in(world: World, pin: str = PIN, secret: str = "first-secret", minutes: int = 0) -> MemberCard:
    return enter(world.weavers.pk, secret=secret, pin=pin, at=NOW + timedelta(minutes=minutes))


def test_a_card_lets_its_artisan_in(world):
    card = issue(world)
    assert come_in(world) == card
    holder = card_holder(world.weavers.pk, card.pk)
    assert holder is not None
    assert holder.name == "Aluh"


def test_neither_secret_nor_pin_is_kept_or_told(world):
    card = issue(world)
    with transaction.atomic(), within(world.weavers.pk):
        told = AuditRow.objects.get(operation="people.issue_card").details
        page = maker(world.workshops["Aluh"].pk)
    assert told == {"party_id": world.aluh.party_id}
    for text in (repr(page), card.secret_hash, card.pin_hash):
        assert "first-secret" not in text
        assert PIN not in text


def test_a_new_card_kills_the_old(world):
    old, new = issue(world), issue(world, "second-secret")
    assert (old.number, new.number) == (1, 2)
    with pytest.raises(Refused):
        come_in(world)
    assert come_in(world, secret="second-secret") == new
    with transaction.atomic(), within(world.weavers.pk):
        page = maker(world.workshops["Aluh"].pk)
    assert [card.revoked_reason for card in page.cards] == ["", "replaced"]
    assert page.live_card is not None
    assert page.live_card.number == 2


def test_a_revoked_card_opens_nothing_at_once(world):
    card = issue(world)
    revoke_card(card.pk, reason="hilang", by=world.budi, at=NOW)
    assert card_holder(world.weavers.pk, card.pk) is None
    with pytest.raises(Refused):
        come_in(world)
    with pytest.raises(Refused, match="already"):
        revoke_card(card.pk, reason="hilang", by=world.budi, at=NOW)


def test_an_inactive_artisan_stays_out_and_gets_no_card(world):
    card = issue(world)
    deactivate_artisan(world.workshops["Aluh"].pk, reason="pindah", by=world.budi, at=NOW)
    assert card_holder(world.weavers.pk, card.pk) is None
    with pytest.raises(Refused):
        come_in(world)
    with pytest.raises(Refused, match="not active"):
        issue(world, "second-secret")


def test_five_wrong_pins_and_the_card_rests(world):
    issue(world)
    for _ in range(4):
        with pytest.raises(Refused, match="not right"):
            come_in(world, WRONG)
    with pytest.raises(Refused, match="rests"):
        come_in(world, WRONG)
    with pytest.raises(Refused, match="rests"):
        come_in(world, PIN, minutes=14)
    assert come_in(world, PIN, minutes=15).failures == 0


def test_the_right_pin_forgives_the_wrong_ones(world):
    issue(world)
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Refused):
                come_in(world, WRONG)
        come_in(world)


def test_an_unknown_card_costs_as_much_as_a_wrong_pin(world, monkeypatch):
    issue(world)
    worked = []
    monkeypatch.setattr(cards, "make_password", lambda pin: worked.append("unknown"))
    monkeypatch.setattr(cards, "check_password", lambda pin, kept: bool(worked.append("known")))
    answers = []
    for secret, tenant in (
        ("first-secret", world.weavers.pk),
        ("no-such", world.weavers.pk),
        ("first-secret", 0),
    ):
        with pytest.raises(Refused) as refusal:
            enter(tenant, secret=secret, pin=WRONG, at=NOW)
        answers.append((str(refusal.value), refusal.value.field))
    assert worked == ["known", "unknown", "unknown"]
    assert len(set(answers)) == 1


def test_a_card_opens_only_its_own_cooperative(world):
    issue(world)
    with pytest.raises(Refused):
        enter(world.batik.pk, secret="first-secret", pin=PIN, at=NOW)


@pytest.mark.parametrize(
    "pin",
    [
        "12345",
        "1234567",
        "abcdef",
        "123456",
        "654321",
        "000000",
        "112211",
        "482482",
        "010190",
        "900131",
        "１２３４５６",
    ],
)
def test_bad_pins_are_refused(world, pin):
    with pytest.raises(Refused) as refusal:
        issue(world, pin=pin)
    assert refusal.value.field == "pin"
    assert pin not in str(refusal.value)


def test_our_own_pins_and_secrets_are_good():
    assert all(pin_trouble(new_pin()) == "" for _ in range(200))
    assert len({new_secret() for _ in range(100)}) == 100


def test_who_may_not(world):
    card = issue(world)
    for by in (world.tari, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            issue(world, by=by)
    with pytest.raises(Party.DoesNotExist):
        issue(world, by=world.zahra)
    with pytest.raises(MemberCard.DoesNotExist):
        revoke_card(card.pk, reason="mine", by=world.zahra, at=NOW)
