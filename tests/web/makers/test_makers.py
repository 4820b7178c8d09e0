"""The makers on screen: listed, registered, corrected, given skills, set to rest; the NIK is never shown."""

import uuid

import pytest
from django.urls import reverse

from sentra.crafts.models import Absence, Capacity, Skill
from sentra.crafts.operations import StageFacts, add_product, set_stages
from sentra.kernel.tenancy import reading
from sentra.people.models import Party, User, Worker, Workshop
from sentra.people.operations import register_artisan
from sentra.web.keys import nik_sealer
from tests.world import NOW, TODAY

NIK = "6308014708850001"


@pytest.fixture
def budi(world, client, time_machine):
    """The coordinator, signed in."""
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.budi.user_id))
    return client


@pytest.fixture
def aluh(world):
    return world.workshops["Aluh"].pk


def seen(response):
    return response.content.decode()


def form(**said):
    return {"name": "Siti Aminah", "working_days_a_week": "6"} | said


def test_the_list_is_searched_by_name_and_village(world, budi):
    register_artisan(name="Siti Aminah", village_code="63.08.01.2003", today=TODAY, by=world.budi, at=NOW)
    page = seen(budi.get(reverse("makers"), {"cari": "siti"}))
    assert "Siti Aminah" in page
    assert "Bariah" not in page
    with reading(world.budi):
        village = Party.objects.get(name="Siti Aminah").village.name
    assert "Siti Aminah" in seen(budi.get(reverse("makers"), {"cari": village}))


def test_those_at_rest_have_a_list_of_their_own(world, budi, aluh):
    budi.post(reverse("deactivate-maker", args=[aluh]), {"reason": "Pindah"})
    assert "Aluh" not in seen(budi.get(reverse("makers")))
    assert "Aluh" in seen(budi.get(reverse("makers"), {"status": "istirahat"}))
    assert "Aluh" in seen(budi.get(reverse("makers"), {"status": "semua"}))


@pytest.mark.parametrize("makers", [0, 9])
def test_the_list_asks_a_constant_number_of_queries(world, budi, makers, django_assert_num_queries):
    for n in range(makers):
        register_artisan(
            name=f"Pengrajin {n}", village_code="63.08.01.2003", today=TODAY, by=world.budi, at=NOW
        )
    with django_assert_num_queries(11):
        budi.get(reverse("makers"))


def test_a_long_list_goes_on_by_key(world, budi):
    for n in range(60):
        register_artisan(name=f"Pengrajin {n:02d}", today=TODAY, by=world.budi, at=NOW)
    first = budi.get(reverse("makers"))
    after = first.context["page"].next_after
    second = seen(budi.get(reverse("makers"), {"setelah": after}))
    assert f"setelah={after}" in seen(first)
    assert "Pengrajin 59" in second
    assert "Pengrajin 00" not in second


def test_a_maker_is_registered_and_her_nik_never_comes_back(world, budi):
    answer = budi.post(
        reverse("add-maker"), form(nik=NIK, phone="0812 5000 1234", village_code="63.08.01.2003")
    )
    assert answer.status_code == 302
    page = seen(budi.get(answer.url))
    assert NIK not in page
    assert "••••0001" in page
    assert "0812-5000-1234" in page
    with reading(world.budi):
        kept = Party.objects.get(name="Siti Aminah")
        assert nik_sealer().opened(kept.nik_sealed) == NIK


def test_a_refusal_keeps_what_was_typed_but_not_the_nik(world, budi):
    answer = budi.post(reverse("add-maker"), form(nik=NIK, phone="bukan nomor", address="Jalan Rawa 7"))
    page = seen(answer)
    assert answer.status_code == 422
    assert "Jalan Rawa 7" in page
    assert "bukan nomor" in page
    assert NIK not in page
    wrong = budi.post(reverse("add-maker"), form(nik="1234567890123456"))
    assert wrong.status_code == 422
    assert "1234567890123456" not in seen(wrong)


def test_a_nik_that_is_taken_is_refused_by_its_last_digits(world, budi):
    budi.post(reverse("add-maker"), form(nik=NIK))
    again = budi.post(reverse("add-maker"), form(name="Orang lain", nik=NIK))
    assert again.status_code == 422
    assert "0001" in seen(again)
    assert NIK not in seen(again)


def test_the_same_form_twice_registers_once(world, budi):
    key = uuid.uuid4().hex
    first = budi.post(reverse("add-maker"), form(_once=key))
    assert budi.post(reverse("add-maker"), form(_once=key)).url == first.url
    with reading(world.budi):
        assert Workshop.objects.filter(owner__name="Siti Aminah").count() == 1


def test_what_is_known_is_corrected_and_the_nik_kept(world, budi):
    made = budi.post(reverse("add-maker"), form(nik=NIK)).url
    pk = int(made.rstrip("/").rpartition("/")[2])
    assert "Siti Aminah" in seen(budi.get(reverse("change-maker", args=[pk])))
    answer = budi.post(reverse("save-maker", args=[pk]), form(name="Siti Aminah Binti Udin"))
    assert answer.status_code == 302
    page = seen(budi.get(made))
    assert "Siti Aminah Binti Udin" in page
    assert "••••0001" in page


def test_workers_come_and_go(world, budi, aluh):
    budi.post(reverse("add-worker", args=[aluh]), {"name": "Lina", "weekly_wage_idr": "250.000"})
    assert "250.000" in seen(budi.get(reverse("maker", args=[aluh])))
    with reading(world.budi):
        lina = Worker.objects.get(name="Lina")
    budi.post(reverse("remove-worker", args=[aluh]), {"which": lina.pk})
    with reading(world.budi):
        assert not Worker.objects.get(pk=lina.pk).active


def test_a_wage_that_is_no_amount_is_refused_beside_its_field(budi, aluh):
    answer = budi.post(reverse("add-worker", args=[aluh]), {"name": "Lina", "weekly_wage_idr": "dua ratus"})
    assert answer.status_code == 422
    assert "dua ratus" in seen(answer)
    assert "Lina" in seen(answer)


def test_skills_capacity_and_absences_are_set(world, budi, aluh):
    product = add_product(name="Tikar", craft_code="anyaman-purun", price_idr=50_000, by=world.mira, at=NOW)
    set_stages(
        product.pk,
        stages=[StageFacts("Menganyam", "finished", "anyam-purun", 20_000, 5)],
        by=world.mira,
        at=NOW,
    )
    with reading(world.budi):
        stage = product.stages.get()
    budi.post(reverse("set-skill", args=[aluh]), {"technique_code": "anyam-purun", "level": "3"})
    budi.post(reverse("set-capacity", args=[aluh]), {"stage_id": stage.pk, "pieces_a_week": "7"})
    days = {"from_on": "2026-09-01", "until_on": "2026-09-07", "reason": "Panen"}
    budi.post(reverse("add-absence", args=[aluh]), days)
    page = seen(budi.get(reverse("maker", args=[aluh])))
    assert "Panen" in page
    with reading(world.budi):
        assert Skill.objects.get(workshop_id=aluh).level == 3
        assert Capacity.objects.get(workshop_id=aluh).pieces_a_week == 7
        absence = Absence.objects.get(workshop_id=aluh)
    assert budi.post(reverse("add-absence", args=[aluh]), days).status_code == 422
    budi.post(reverse("remove-absence", args=[aluh]), {"which": absence.pk})
    with reading(world.budi):
        assert not Absence.objects.filter(workshop_id=aluh).exists()


def test_setting_to_rest_needs_a_reason_and_can_be_taken_back(budi, aluh):
    page = reverse("deactivate-maker", args=[aluh])
    assert budi.post(page, {"reason": ""}).status_code == 422
    budi.post(page, {"reason": "Sakit lama"})
    assert "Sakit lama" in seen(budi.get(reverse("maker", args=[aluh])))
    assert budi.post(reverse("reactivate-maker", args=[aluh])).status_code == 302
    assert "Sakit lama" not in seen(budi.get(reverse("maker", args=[aluh])))


def test_one_makers_page_asks_a_constant_number_of_queries(world, budi, aluh, django_assert_num_queries):
    for n in range(12):
        budi.post(reverse("add-worker", args=[aluh]), {"name": f"Pekerja {n}", "weekly_wage_idr": "0"})
    budi.get(reverse("maker", args=[aluh]))  # messages are shown
    with django_assert_num_queries(18):
        budi.get(reverse("maker", args=[aluh]))


def test_an_inspector_looks_and_does_not_change(world, client, aluh):
    client.force_login(User.objects.get(pk=world.idah.user_id))
    page = client.get(reverse("maker", args=[aluh]))
    assert page.status_code == 200
    assert reverse("deactivate-maker", args=[aluh]) not in seen(page)
    assert client.get(reverse("new-maker")).status_code == 403
    assert client.post(reverse("deactivate-maker", args=[aluh]), {"reason": "x"}).status_code == 403


def test_another_cooperative_does_not_find_her(world, client, aluh):
    client.force_login(User.objects.get(pk=world.zahra.user_id))
    assert "Aluh" not in seen(client.get(reverse("makers")))
    for name in ("maker", "change-maker", "fresh-card", "card-paper"):
        assert client.get(reverse(name, args=[aluh])).status_code == 404
    assert client.post(reverse("deactivate-maker", args=[aluh]), {"reason": "x"}).status_code == 404
    assert (
        client.post(reverse("issue-card", args=[aluh]), {"pin": "493817", "pin_again": "493817"}).status_code
        == 404
    )


def test_a_visitor_signs_in_first(world, client):
    assert client.get(reverse("makers")).status_code == 302
