"""A message is written in its reader's language, a letter in the house's, whoever acts."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from sentra.capital.documents import slip_pdf, slip_text
from sentra.capital.operations import grant_advance
from sentra.capital.queries import slip_detail
from sentra.kernel.models import Notice
from sentra.kernel.notices import inbox, notify
from sentra.orders.documents import confirmation, quotation
from sentra.orders.models import Order
from sentra.orders.notices import quotation_chat
from sentra.people.models import User
from sentra.people.operations import issue_card
from sentra.production.operations import decline_offer, offer_plan, withdraw_assignment
from tests.domain.capital.given import all_made, approved, order_in_work, slips, work_of
from tests.domain.orders.given import writing
from tests.domain.production.given import actor_of, assignments, split
from tests.world import NOW


def desk(actor, language):
    """What she reads on her desk."""
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(pk=actor.user_id))
    return client.get(reverse("home")).content.decode()


def phone(world, maker, language):
    """What a maker reads on her phone."""
    client = Client(headers={"accept-language": language})
    card = issue_card(
        maker.party_id, secret="rahasia-uji-rahasia-uji-rahasia-", pin="482913", by=world.mira, at=NOW
    )
    client.post(
        reverse("card-login", args=[f"{world.weavers.pk}.rahasia-uji-rahasia-uji-rahasia-"]),
        {"pin": "482913"},
    )
    assert card.party_id == maker.party_id
    return client.get(reverse("my-home")).content.decode()


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_a_chair_reads_english_and_a_maker_indonesian_whoever_acted(world, time_machine, spoken):
    time_machine.move_to(NOW, tick=False)
    with override(spoken):  # the language of whoever presses the buttons
        order, plan = split(world)
        offer_plan(plan.pk, by=world.mira, at=NOW)
        mine, other = assignments(world, order)[:2]
        her = actor_of(world, mine)
        withdraw_assignment(mine.pk, reason="Pesanan dibagi lagi", by=world.mira, at=NOW)
        decline_offer(other.pk, reason="Panen", by=actor_of(world, other), at=NOW)
    assert " declined</a>" in desk(world.mira, "en")
    assert " menolak</a>" in desk(world.mira, "id")
    read = phone(world, her, "id")
    assert "Alasan: Pesanan dibagi lagi" in read
    assert "Reason:" not in read


def test_a_day_is_written_in_the_readers_language(world):
    with override("id"):
        order = order_in_work(world)
        work = work_of(world, order)[0]
        grant_advance(work.pk, amount_idr=50_000, method="bank", paid_on=NOW.date(), by=world.tari, at=NOW)
    for language, day in (("id", "3 Agustus 2026"), ("en", "3 August 2026")):
        with writing(world.weavers), override(language):
            letters = inbox([f"party:{work.workshop.owner_id}"], most=20)
            assert day in next(one.text for one in letters if one.name == "advance_paid")


def test_a_gap_that_nobody_fills_is_seen_at_once(world):
    with writing(world.weavers):
        with pytest.raises(KeyError, match="nobody"):
            notify("role:chair", "x", subject="For %(nobody)s", text="", at=NOW)
        notify("role:chair", "x", subject="Half", text="%(said)s", at=NOW, said="100% katun, %(buyer)s")
        assert inbox(["role:chair"], most=1)[0].text == "100% katun, %(buyer)s"
        assert Notice.objects.filter(name="x").first().text == "%(said)s"


def test_letters_that_leave_the_house_are_in_its_language(world):
    order = order_in_work(world)
    all_made(world, order)
    slip, said = slips(world, approved(world))[0], {}
    for language in ("id", "en"):
        with override(language), writing(world.weavers):
            told = Order.objects.select_related("buyer").get(pk=order.pk)
            told.buyer.phone = "+6281234567890"
            said[language] = (
                unquote(quotation_chat(told, cooperative="Koperasi Galuh", address="https://x.id/k/")),
                slip_text(slip_detail(slip.pk), cooperative="Koperasi Galuh"),
                quotation(order.pk).content,
                confirmation(order.pk).content,
                slip_pdf(slip.pk, at=NOW),
            )
    assert said["id"] == said["en"]
    assert "Penawaran" in said["en"][0]
    assert "Halo" in said["en"][1]
