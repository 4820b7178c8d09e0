"""What the treasurer sees of a slip at the bank, a failed one, one tried again, and work that came back."""

import re

import pytest
from django.urls import reverse

from sentra.capital.models import Deduction
from sentra.capital.operations import agree_deduction, fail_slip, send_slips
from sentra.people.models import Party, User
from tests.domain.capital.given import (
    all_made,
    all_paid,
    approved,
    delivered,
    inspected,
    made_in_lots,
    more_money,
    once_more,
    order_in_work,
    slip_of,
    work_of,
)
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


@pytest.fixture
def tari(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    with writing(world.weavers):
        Party.objects.filter(kind="artisan").update(bank_name="BPD", bank_account="0990001234")
    return client


@pytest.fixture
def sent(world, tari):
    """Aluh's slip, at the bank with the others of its run."""
    more_money(world)
    all_made(world, order_in_work(world))
    run = approved(world)
    send_slips(run.pk, by=world.tari, at=NOW)
    return slip_of(world, run, world.aluh.party_id)


def page(client, name, pk):
    return client.get(reverse(name, args=[pk])).content.decode()


def paid_by(text):
    """How the page's form would pay."""
    form = re.search(r'action="[^"]*/bayar/".*?</form>', text, re.S).group()
    return re.findall(r'<(?:input type="hidden"|select) name="method"[^>]*', form)


def test_what_is_at_the_bank_is_paid_by_the_bank_alone(world, tari, sent):
    text = page(tari, "slip", sent.pk)
    assert "Transfer ini ada di bank" in text
    assert paid_by(text) == ['<input type="hidden" name="method" value="bank"']
    assert reverse("fail-slip", args=[sent.pk]) in text
    assert reverse("try-slip-again", args=[sent.pk]) not in text
    assert reverse("change-slip-method", args=[sent.pk]) not in text
    facts = {"paid_on": TODAY.isoformat(), "method": "cash"}
    assert tari.post(reverse("pay-slip", args=[sent.pk]), facts).status_code == 422
    facts["method"] = "bank"
    assert tari.post(reverse("pay-slip", args=[sent.pk]), facts).status_code == 302
    assert once_more(world, sent).state == "paid"


def test_a_failed_one_is_named_with_its_reason_and_leads_on(world, tari, sent):
    facts = {"reason": "Nomor rekening salah"}
    assert tari.post(reverse("fail-slip", args=[sent.pk]), facts).status_code == 302
    run = page(tari, "payout", sent.run_id)
    assert "1 transfer gagal" in run
    assert re.search(rf'{reverse("slip", args=[sent.pk])}">Aluh</a>, Rp[\d.]+: Nomor rekening salah', run)
    text = page(tari, "slip", sent.pk)
    assert "Nomor rekening salah" in text
    assert "Bayar dengan cara lain" in text
    assert reverse("fail-slip", args=[sent.pk]) not in text  # it failed already
    assert reverse("change-slip-method", args=[sent.pk]) in text


def test_tried_again_it_waits_for_the_next_file(world, tari, sent):
    fail_slip(sent.pk, reason="Rekening ditutup", by=world.tari, at=NOW)
    again = reverse("try-slip-again", args=[sent.pk])
    assert again in page(tari, "slip", sent.pk)
    assert tari.post(again).status_code == 302
    assert once_more(world, sent).state == "waiting"
    text = page(tari, "slip", sent.pk)
    assert again not in text
    assert "Rekening ditutup" not in text
    run = page(tari, "payout", sent.run_id)
    assert "transfer gagal" not in run
    assert "1 transfer menunggu" in run
    assert tari.post(again).status_code == 422  # pressed on an old page


def test_nobody_but_the_treasurer_sees_a_way_to_pay(world, tari, sent):
    tari.force_login(User.objects.get(pk=world.mira.user_id))
    text = page(tari, "slip", sent.pk)
    assert reverse("fail-slip", args=[sent.pk]) not in text
    assert tari.post(reverse("try-slip-again", args=[sent.pk])).status_code == 403


def test_work_is_asked_back_from_delivered_lots_only_and_stands_on_the_slip(world, tari):
    more_money(world)
    order = order_in_work(world)
    found = made_in_lots(world, order)
    all_paid(world)
    asking = reverse("ask-returned", args=[world.aluh.party_id])
    assert asking not in page(tari, "deductions", world.aluh.party_id)  # all of it still lies with us
    facts = {"inspection_id": found.pk, "pieces": 2, "reason": "Anyaman lepas"}
    assert tari.post(asking, facts).status_code == 422
    delivered(world, order)
    assert asking in page(tari, "deductions", world.aluh.party_id)
    assert tari.post(asking, facts).status_code == 302
    with writing(world.weavers):
        made = Deduction.objects.get(inspection=found)
    agree_deduction(made.pk, by=world.aluh, at=NOW)
    inspected(world, work_of(world, order_in_work(world, code="tikar"))[0], 10)
    slip = slip_of(world, approved(world), world.aluh.party_id)
    text = page(tari, "slip", slip.pk)
    assert re.search(rf"2 buah kembali: Anyaman lepas · #{order}.*?−Rp40\.000", text, re.S)
    text = tari.post(asking, facts | {"pieces": 39}).content.decode()
    assert 'value="39"' in text
    assert "bisa kembali" in text
