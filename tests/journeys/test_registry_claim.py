"""Three makers ask the office whether they are in its registry, each on her phone: one is and takes her entry
over, one is not and reads why, one takes her question back. Then the office finds that it was wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from sentra.cooperative.jobs import give_entry_back
from sentra.crafts.models import RegistryEntry
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from tests.domain.orders.given import writing
from tests.journeys.cast import PIN
from tests.journeys.conftest import Site, at_home
from tests.journeys.person import Person

DESK = "/registri/pengakuan/"
MINE = "/saya/registri/"


@dataclass
class Stage:
    site: Site
    person: Callable[..., Person]
    unblocked: Any
    omar: Person
    aluh: Person

    def known_of(self, name: str) -> tuple[str, str]:
        """Her phone and address as the cooperative has them."""
        world = self.site.cast.world
        with at_home(self.site.database, self.unblocked), transaction.atomic(), within(world.weavers.pk):
            party = Party.objects.get(pk=world.workshops[name].owner_id)
            return party.phone, party.address

    def waiting(self, name: str) -> str:
        """The end of the address of her question at the office's desk, which Omar has open."""
        link = self.omar.page.locator(f"tbody a[href^='{DESK}']", has_text=name)
        return str(link.get_attribute("href")).removeprefix(DESK)


@pytest.fixture
def stage(site: Site, person: Callable[..., Person], django_db_blocker: Any) -> Stage:
    """The office knows an Aluh; the cooperative knows neither her address nor a telephone number of hers."""
    world = site.cast.world
    with at_home(site.database, django_db_blocker):
        with writing(world.office):
            RegistryEntry.objects.create(
                name="Aluh", phone="+6281250000001", address="RT 2 Desa Harusan", craft_text="Anyaman purun",
                product_text="Tikar", capacity_text="20 lembar sebulan", workers=2,
            )  # fmt: skip
        with writing(world.weavers):
            Party.objects.filter(pk=world.aluh.party_id).update(phone="")
    omar = person("Omar-claims")
    omar.sign_in("omar@dinas-hsu.example")
    return Stage(site, person, django_db_blocker, omar, on_her_phone(site, person, "Aluh"))


def on_her_phone(site: Site, person: Callable[..., Person], name: str) -> Person:
    someone = person(f"{name}-claims", phone=True)
    someone.show_card(site.cast.tokens[name], PIN)
    return someone


@pytest.mark.browser
def test_who_is_who_in_the_registry(stage: Stage) -> None:
    she_asks(stage)
    the_office_finds_her(stage)
    her_entry_is_hers(stage)
    another_is_not_there_and_a_third_asks_no_longer(stage)
    the_office_was_wrong(stage)
    checked = stage.site.manage("check_books")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def she_asks(stage: Stage) -> None:
    aluh = stage.aluh
    aluh.open("/saya/anggota/")
    aluh.follow(MINE)
    aluh.shot("am I in the list")
    aluh.send("/tanya/", about="Tikar purun", agreed=True)
    assert "Dinas mencari Anda" in aluh.text()
    aluh.shot("the office looks")


def asks(stage: Stage, name: str) -> Person:
    someone = on_her_phone(stage.site, stage.person, name)
    someone.open(MINE)
    someone.send("/tanya/", about="Tas purun", agreed=True)
    return someone


def the_office_finds_her(stage: Stage) -> None:
    omar = stage.omar
    omar.open(DESK)
    omar.shot("who asks")
    omar.follow(f"{DESK}{stage.waiting('Aluh')}")
    omar.shot("is it she")
    omar.send("/benar/", press="entry_id")
    omar.shot("answered yes")


def her_entry_is_hers(stage: Stage) -> None:
    aluh = stage.aluh
    assert stage.known_of("Aluh") == ("", ""), "nothing is taken over before she says yes"
    aluh.open(MINE)
    for told in ("Anyaman purun", "Tikar", "RT 2 Desa Harusan", "20 lembar sebulan"):
        assert told in aluh.text()
    aluh.shot("yes this is you")
    aluh.send("/pakai/", agreed=True)
    aluh.shot("she is a candidate")
    aluh.open(MINE)
    assert "RT 2 Desa Harusan" in aluh.text()
    aluh.shot("my entry")
    assert stage.known_of("Aluh") == ("+6281250000001", "RT 2 Desa Harusan")
    budi = stage.person("Budi-claims")
    budi.sign_in("budi@galuh.example")
    budi.open("/anggota/calon/")
    assert "Anyaman purun" in budi.text()
    budi.shot("a candidate with her entry")
    budi.open(f"/pengrajin/{stage.site.cast.workshops['Aluh'].pk}/")
    assert "RT 2 Desa Harusan" in budi.text()
    budi.shot("the gaps are filled")


def another_is_not_there_and_a_third_asks_no_longer(stage: Stage) -> None:
    bariah, cici = asks(stage, "Bariah"), asks(stage, "Cici")
    omar = stage.omar
    omar.open(DESK)
    assert {"Bariah", "Cici"} <= set(omar.page.locator("tbody th a").all_inner_texts())
    cici.send("/batal/")
    cici.shot("she asks no longer")
    omar.open(DESK)
    assert omar.page.locator("tbody th a").all_inner_texts() == ["Bariah"], "nobody reads of Cici any more"
    omar.follow(f"{DESK}{stage.waiting('Bariah')}")
    omar.send("/tolak/", reason="Nama Anda belum ada di daftar kami.")
    bariah.open(MINE)
    assert "Nama Anda belum ada di daftar kami." in bariah.text()
    bariah.shot("no and why")


def the_office_was_wrong(stage: Stage) -> None:
    """It takes its answer back; the worker gives the entry back; she reads it and may ask again."""
    omar, aluh = stage.omar, stage.aluh
    omar.open(DESK)
    row = omar.page.locator("main li:has(strong:text-is('Aluh')) form")
    omar.send(str(row.get_attribute("action")), reason="Aluh yang lain")
    omar.shot("taken back")
    with at_home(stage.site.database, stage.unblocked):
        (job,) = ProcrastinateJob.objects.filter(task_name=give_entry_back.name)
        give_entry_back(**job.args)
    assert stage.known_of("Aluh") == ("", "")
    aluh.open(MINE)
    assert "Dinas menarik jawabannya" in aluh.text()
    assert "RT 2 Desa Harusan" not in aluh.text()
    aluh.shot("the office was wrong")
