"""A payout by bank file: from the account on the maker's page to her row in bank.csv."""

import re

import pytest
from django.urls import reverse

from sentra.capital.operations import change_slip_method
from sentra.people.models import Party, User
from sentra.people.operations import set_bank_account
from tests.domain.capital.given import all_made, approved, more_money, order_in_work, slip_of, slips
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

ACCOUNT = "0990001234"


@pytest.fixture
def tari(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    return client


def shown(client, page):
    """What the forms of the page hand back."""
    return dict(re.findall(r'name="(shown\w*)" value="([^"]+)"', client.get(page).content.decode()))


def paper(run, kind):
    return reverse("payout-paper", args=[run.pk, kind])


def test_a_maker_with_an_account_is_in_the_bank_file_and_paid_with_it(world, tari):
    set_bank_account(
        world.workshops["Aluh"].pk, bank_name="BPD Contoh", bank_account=ACCOUNT, by=world.budi, at=NOW
    )
    all_made(world, order_in_work(world))
    run = approved(world)
    rows = tari.get(paper(run, "bank.csv")).content.decode()
    hers = slip_of(world, run, world.aluh.party_id)
    [row] = [line for line in rows.splitlines() if "Aluh" in line]
    assert all(part in row for part in ("BPD Contoh", ACCOUNT, str(hers.net_idr)))
    assert "Bariah" not in rows
    assert tari.get(paper(run, "daftar-bank.pdf")).content.startswith(b"%PDF")
    more_money(world)
    page = reverse("payout", args=[run.pk])
    pay = {"method": "bank", "paid_on": TODAY.isoformat()}
    assert tari.post(f"{page}bayar/", pay).status_code == 422  # it does not say what it showed
    assert tari.post(f"{page}bayar/", pay | shown(tari, page)).status_code == 302
    states = {slip.party.name: (slip.method, slip.state) for slip in slips(world, run)}
    assert states == {"Aluh": ("bank", "paid"), "Bariah": ("cash", "waiting")}


def test_a_list_without_a_slip_is_no_paper(world, tari):
    all_made(world, order_in_work(world))
    run = approved(world)
    for kind in ("daftar-bank.pdf", "bank.csv"):
        answer = tari.get(paper(run, kind), follow=True)
        assert answer.redirect_chain == [(reverse("payout", args=[run.pk]), 302)]
        assert "Coba lagi dulu" in answer.content.decode()


def test_the_bank_has_the_file_it_was_shown(world, tari):
    with writing(world.weavers):
        Party.objects.filter(kind="artisan").update(bank_name="BPD", bank_account=ACCOUNT)
    all_made(world, order_in_work(world))
    run = approved(world)
    page = reverse("payout", args=[run.pk])
    old = shown(tari, page)
    change_slip_method(slips(world, run)[0].pk, method="cash", by=world.tari, at=NOW)
    answer = tari.post(f"{page}kirim/", old)
    assert answer.status_code == 422
    assert "Daftarnya berubah" in answer.content.decode()
    assert tari.post(f"{page}kirim/", shown(tari, page)).status_code == 302
