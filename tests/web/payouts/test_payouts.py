"""Payouts on screen: one prepares, another approves, the treasurer pays."""

import pytest
from django.urls import reverse

from sentra.capital.models import Slip
from sentra.cooperative.membership.operations import decline_consent
from sentra.people.models import User
from tests.domain.capital.given import all_made, all_paid, approved, more_money, order_in_work, slips
from tests.domain.orders.given import writing
from tests.web.payouts.test_bank_file import shown
from tests.world import NOW, TODAY


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


@pytest.fixture
def earned(world):
    order = order_in_work(world)
    all_made(world, order)
    return order


def test_the_preparer_does_not_see_the_button_and_cannot_approve(world, as_, earned):
    tari = as_(world.tari)
    run = tari.post(reverse("prepare-payout")).url
    page = tari.get(run).content.decode()
    assert "setujui" not in page
    assert tari.post(run + "setujui/").status_code == 403


def test_the_chair_approves_and_the_treasurer_pays(world, as_, earned):
    run = as_(world.tari).post(reverse("prepare-payout")).url
    mira = as_(world.mira)
    assert "setujui" in mira.get(run).content.decode()
    assert mira.post(run + "setujui/").status_code == 302
    more_money(world, account="1-1100")
    tari = as_(world.tari)
    said = {"method": "cash", "paid_on": TODAY.isoformat()} | shown(tari, run)
    assert tari.post(run + "bayar/", said).status_code == 302
    assert f"{run}bayar/" not in tari.get(run).content.decode()


def test_what_is_missing_stands_there_before_paying_and_leads_to_moving_money(world, as_, earned):
    run = approved(world)
    more_money(world, account="1-1200")
    more_money(world, 1_000, account="1-1100")
    lack = sum(slip.net_idr for slip in slips(world, run)) - 1_000
    page, tari = reverse("payout", args=[run.pk]), as_(world.tari)
    shown = tari.get(page).content.decode()
    move = f"{reverse('transfer')}?dari=bank&amp;jumlah={lack}"
    assert move in shown
    assert 'value="cash"' not in shown
    form = tari.get(move.replace("&amp;", "&")).content.decode()
    assert f'value="{lack:,}"'.replace(",", ".") in form
    said = {"source": "bank", "amount_idr": str(lack), "on": TODAY.isoformat()}
    assert tari.post(reverse("save-transfer"), said).status_code == 302
    assert 'value="cash"' in tari.get(page).content.decode()
    assert tari.post(reverse("save-transfer"), said | {"amount_idr": "99.999.999"}).status_code == 422
    assert as_(world.mira).get(reverse("transfer")).status_code == 403


def test_a_slip_is_put_on_the_other_list(world, as_, earned):
    slip = slips(world, approved(world))[0]
    with writing(world.weavers):
        type(slip.party).objects.filter(pk=slip.party_id).update(bank_name="BPD", bank_account="0123456789")
    page, tari = reverse("slip", args=[slip.pk]), as_(world.tari)
    assert f"{page}cara/" in tari.get(page).content.decode()
    assert tari.post(f"{page}cara/", {"method": "bank"}).status_code == 302
    assert 'value="cash"' in tari.get(page).content.decode()
    assert as_(world.mira).post(f"{page}cara/", {"method": "bank"}).status_code == 403


def test_the_same_prepare_sent_twice_makes_one_run(world, as_, earned):
    tari = as_(world.tari)
    first = tari.post(reverse("prepare-payout"), {"_once": "a"}).url
    assert tari.post(reverse("prepare-payout"), {"_once": "a"}).url == first
    assert tari.post(reverse("prepare-payout"), {"_once": "b"}).status_code == 422


def test_papers_are_papers(world, as_, earned):
    run = approved(world)
    tari = as_(world.tari)
    for kind in ("slip.pdf", "daftar-tunai.pdf"):
        answer = tari.get(reverse("payout-paper", args=[run.pk, kind]))
        assert answer.content.startswith(b"%PDF"), kind
    assert tari.get(reverse("payout-paper", args=[run.pk, "apa.pdf"])).status_code == 404
    assert tari.get(reverse("slip-paper", args=[slips(world, run)[0].pk])).content.startswith(b"%PDF")


def test_no_paper_leaves_before_somebody_else_approved(world, as_, earned):
    tari = as_(world.tari)
    run = tari.post(reverse("prepare-payout")).url
    assert "slip.pdf" not in tari.get(run).content.decode()
    for kind in ("slip.pdf", "daftar-tunai.pdf", "bank.csv"):
        assert tari.get(f"{run}surat/{kind}").status_code == 404, kind
    with writing(world.weavers):
        first = Slip.objects.order_by("pk").first()
    assert tari.get(reverse("slip-paper", args=[first.pk])).status_code == 404
    assert "slip.pdf" not in tari.get(reverse("slip", args=[first.pk])).content.decode()


def test_files_carry_the_payouts_own_number(world, as_, earned):
    run = approved(world)
    answer = as_(world.tari).get(reverse("payout-paper", args=[run.pk, "daftar-tunai.pdf"]))
    assert f"daftar-tunai-{run.number}-{run.year}.pdf" in answer["Content-Disposition"]


def test_strangers_and_inspectors_stay_out(world, as_, earned):
    run = approved(world)
    assert as_(world.idah).get(reverse("payout", args=[run.pk])).status_code == 403
    assert as_(world.zahra).get(reverse("payout", args=[run.pk])).status_code == 404


def test_the_desk_and_a_run_ask_a_constant_number_of_queries(world, as_, earned, django_assert_num_queries):
    run = all_paid(world)
    tari = as_(world.tari)
    with django_assert_num_queries(18):
        tari.get(reverse("payouts"))
    with django_assert_num_queries(14):
        tari.get(reverse("payout", args=[run.pk]))
    with django_assert_num_queries(18):
        tari.get(reverse("slip", args=[slips(world, run)[0].pk]))


def test_who_wants_no_messages_has_no_chat_button_on_her_slip(world, as_, earned):
    slip, tari = slips(world, approved(world))[0], as_(world.tari)
    door = reverse("slip", args=[slip.pk])
    assert "wa.me" in tari.get(door).content.decode()  # negative control
    decline_consent(slip.party_id, purpose="messages", by=world.budi, at=NOW)
    page = tari.get(door).content.decode()
    assert "wa.me" not in page
    assert reverse("slip-paper", args=[slip.pk]) in page
