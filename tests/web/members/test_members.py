"""The register, candidates, one member, her leaving in the browser; lists cost the same at 1,000 members."""

import pytest
from django.db import transaction
from django.urls import reverse

from sentra.cooperative.models import Consent, Leaving, Member
from sentra.kernel.tenancy import within
from sentra.ledger.queries import balances_of_party
from sentra.people.models import Party, User
from tests.domain.cooperative.given import cash, expulsion, member, resigning, running_loan, saved
from tests.domain.showroom.given import bag
from tests.kernel.pdf_text import pages
from tests.world import NOW, TODAY


@pytest.fixture
def enter(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def come(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return come


def crowd(world, n):
    with transaction.atomic(), within(writes=world.weavers.pk):
        people = Party.objects.bulk_create(
            [Party(kind="person", name=f"Anggota {i:04}", registered_on=TODAY) for i in range(n)]
        )
        Member.objects.bulk_create(
            [Member(number=100 + i, party=one, joined_on=TODAY) for i, one in enumerate(people)]
        )


def test_the_register_costs_the_same_with_a_thousand_members(world, enter, django_assert_num_queries):
    client = enter(world.mira)
    with django_assert_num_queries(12):
        assert client.get(reverse("members")).status_code == 200
    crowd(world, 1_000)
    with django_assert_num_queries(12):
        page = client.get(reverse("members")).content.decode()
    assert "Anggota 0049" in page
    assert "Anggota 0050" not in page
    assert "setelah=149" in page
    second = client.get(reverse("members") + "?setelah=149").content.decode()
    assert "Anggota 0050" in second
    assert "Anggota 0049" not in second


def test_the_register_is_searched_by_name_and_number(world, enter):
    crowd(world, 20)
    client = enter(world.wati)
    assert "Anggota 0007" in client.get(reverse("members") + "?cari=0007").content.decode()
    found = client.get(reverse("members") + "?cari=103").content.decode()
    assert "Anggota 0003" in found
    assert "Anggota 0004" not in found


def test_the_register_on_paper_keeps_former_members(world, enter):
    one = member(world)
    member(world, "Bariah")
    with transaction.atomic(), within(writes=world.weavers.pk):
        Member.objects.filter(pk=one.pk).update(left_on=TODAY, left_how="died")
    answer = enter(world.mira).get(reverse("members-paper"))
    told = " ".join(pages(answer.content))
    assert "Aluh" in told
    assert "Bariah" in told
    assert "Meninggal" in told


def test_from_the_paper_to_the_number(world, enter):
    client = enter(world.budi)
    facts = {"who": "", "name": "Ibu Rusmini", "asked_on": TODAY.isoformat(), "agreed": "on"}
    assert client.post(reverse("ask-to-join"), facts).url == reverse("candidates")
    shown = client.get(reverse("candidates")).content.decode()
    assert "Ibu Rusmini" in shown
    assert "/terima/" not in shown  # a coordinator writes down and does not decide
    client = enter(world.mira)
    page = client.get(reverse("candidates")).content.decode()
    door = next(part for part in page.split('"') if part.endswith("/terima/"))
    answer = client.post(door, {"joined_on": TODAY.isoformat()})
    told = client.get(answer.url).content.decode()
    assert "Ibu Rusmini" in told
    assert "1" in told


def test_a_refusal_without_a_reason_comes_back(world, enter):
    enter(world.budi).post(
        reverse("ask-to-join"),
        {"who": world.aluh.party_id, "asked_on": TODAY.isoformat(), "agreed": "on"},
    )
    client = enter(world.mira)
    page = client.get(reverse("candidates")).content.decode()
    door = next(part for part in page.split('"') if part.endswith("/tolak/"))
    assert client.post(door, {"reason": ""}).status_code == 422
    assert client.post(door, {"reason": "Di luar daerah kerja"}).status_code == 302
    assert "Di luar daerah kerja" in client.get(reverse("candidates")).content.decode()


def test_without_the_tick_nothing_is_written(world, enter):
    answer = enter(world.budi).post(
        reverse("ask-to-join"), {"who": world.aluh.party_id, "asked_on": TODAY.isoformat()}
    )
    assert answer.status_code == 422


def test_a_member_page_shows_what_the_books_hold(world, enter):
    one = member(world)
    cash(world)
    saved(world, one, principal=123_000)
    running_loan(world, one, 77_000)
    page = enter(world.wati).get(reverse("member", args=[one.pk])).content.decode()
    assert "123.000" in page
    assert "77.000" in page
    assert reverse("give-consent", args=[one.pk]) not in page  # a supervisor reads


def test_a_consent_taken_back_takes_the_name_off_the_public_page(world, enter):
    one = member(world)
    bag(world)
    client = enter(world.budi)
    home = reverse("public-home", args=["galuh"])
    assert "Aluh" not in client.get(home).content.decode()
    version = "2026-11"
    client.post(reverse("give-consent", args=[one.pk]), {"purpose": "showroom", "version": version})
    assert "Aluh" in client.get(home).content.decode()
    client.post(reverse("withdraw-consent", args=[one.pk]), {"purpose": "showroom"})
    assert "Aluh" not in client.get(home).content.decode()
    with transaction.atomic(), within(world.weavers.pk):
        assert Consent.objects.filter(party_id=one.party_id, purpose="showroom").count() == 1


def test_she_leaves_and_three_people_do_it(world, enter):
    one = member(world)
    cash(world)
    saved(world, one, principal=100_000, voluntary=50_000)
    running_loan(world, one, 40_000)
    door = reverse("leaving", args=[one.pk])
    client = enter(world.budi)
    assert "110.000" in client.get(door).content.decode()
    client.post(reverse("ask-to-leave", args=[one.pk]), {"how": "resigned", "reason": "Pindah"})
    client = enter(world.mira)
    assert client.post(reverse("settle-leaving", args=[one.pk])).status_code == 302
    assert "110.000" in client.get(door).content.decode()
    assert client.post(reverse("pay-leaving", args=[one.pk]), {}).status_code == 403
    client = enter(world.tari)
    facts = {"method": "cash", "paid_on": TODAY.isoformat()}
    assert client.post(reverse("pay-leaving", args=[one.pk]), facts).status_code == 302
    with transaction.atomic(), within(world.weavers.pk):
        assert Leaving.objects.get(member=one).stage == "paid"
        assert balances_of_party(one.party_id) == {}
    shown = client.get(reverse("members") + "?status=keluar").content.decode()
    assert "Aluh" in shown


def test_who_wrote_it_down_reads_that_another_settles(world, enter):
    one = member(world)
    resigning(world, one, by=world.mira)
    client = enter(world.mira)
    page = client.get(reverse("leaving", args=[one.pk])).content.decode()
    assert reverse("settle-leaving", args=[one.pk]) not in page
    assert client.post(reverse("settle-leaving", args=[one.pk])).status_code == 422


def test_an_heir_is_named_and_paid(world, enter):
    one = member(world)
    cash(world)
    saved(world, one, principal=100_000)
    client = enter(world.budi)
    client.post(
        reverse("ask-to-leave", args=[one.pk]), {"how": "died", "died_on": TODAY.isoformat(), "reason": ""}
    )
    enter(world.mira).post(reverse("settle-leaving", args=[one.pk]))
    facts = {"method": "cash", "paid_on": TODAY.isoformat()}
    refused = enter(world.tari).post(reverse("pay-leaving", args=[one.pk]), facts)
    assert refused.status_code == 422
    enter(world.budi).post(
        reverse("name-heir", args=[one.pk]), {"who": "", "name": "Rahmah", "proof": "SK ahli waris 12/2026"}
    )
    assert enter(world.tari).post(reverse("pay-leaving", args=[one.pk]), facts).status_code == 302


def test_expelled_only_when_a_meeting_has_passed_it(world, enter):
    one = member(world)
    client = enter(world.budi)
    asked = {"how": "expelled", "reason": ""}
    assert client.post(reverse("ask-to-leave", args=[one.pk]), asked).status_code == 422
    expulsion(world, one)
    assert client.post(reverse("ask-to-leave", args=[one.pk]), asked).status_code == 302


def test_a_stranger_sees_no_member(world, enter):
    one = member(world)
    client = enter(world.zahra)
    assert client.get(reverse("member", args=[one.pk])).status_code == 404
    assert client.get(reverse("leaving", args=[one.pk])).status_code == 404
    assert client.post(reverse("settle-leaving", args=[one.pk])).status_code == 404
    assert "Aluh" not in client.get(reverse("members")).content.decode()
    assert enter(world.idah).get(reverse("members")).status_code == 403


@pytest.mark.parametrize(("name", "count"), [("member", 17), ("leaving", 17), ("candidates", None)])
def test_pages_count_their_queries(world, enter, name, count, django_assert_num_queries):
    one = member(world)
    client = enter(world.mira)
    if count is None:
        url, count = reverse(name), 10
    else:
        url = reverse(name, args=[one.pk])
    with django_assert_num_queries(count):
        assert client.get(url).status_code == 200
