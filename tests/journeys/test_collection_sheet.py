"""Budi takes dues at a meeting: by keyboard, without a network, without JavaScript; each counts once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from sentra.cooperative.models import Member
from sentra.cooperative.savings.operations import open_sheet
from sentra.ledger import queries as books
from tests.conftest import _use
from tests.domain.orders.given import writing
from tests.journeys.person import Person


@pytest.fixture
def sheet(site: Any, django_db_blocker: Any) -> Any:
    """A meeting today with the three makers as members since January."""
    world = site.cast.world
    with django_db_blocker.unblock():
        before = settings.DATABASES["default"]["NAME"]
        _use(site.database)
        today = world.budi.today(timezone.now())
        with writing(world.weavers):
            for number, workshop in enumerate(world.workshops.values(), start=1):
                Member.objects.get_or_create(
                    party_id=workshop.owner_id, defaults={"number": number, "joined_on": today.replace(day=1)}
                )
        yield open_sheet(today, place="Balai desa", by=world.budi, at=timezone.now())
        _use(before)


def cash(site: Any) -> int:
    with writing(site.cast.world.weavers):
        return books.balance_of("1-1100")


def test_enter_pays_what_stands_there_and_nothing_is_lost(
    site: Any, sheet: Any, person: Callable[..., Person]
) -> None:
    budi = person("Budi-sheet", phone=True)
    budi.sign_in("budi@galuh.example")
    budi.open(f"/simpanan/lembar/{sheet.pk}/")
    budi.shot("the sheet")
    before = cash(site)
    stands = budi.page.locator("input[name^=dues]").first.input_value()
    owed = int(stands.replace(".", ""))
    budi.page.keyboard.press("Enter")
    budi.page.locator(".dues-done").first.wait_for()
    assert cash(site) == before + owed

    budi.context.set_offline(True)
    quiet, budi.complaints = budi.complaints, []
    budi.page.locator("li[data-member] input[inputmode]:enabled").first.fill("20.000")
    budi.page.keyboard.press("Enter")
    budi.page.locator("[data-sheet-words]").filter(has_text="Tidak ada sinyal").wait_for()
    budi.shot("kept without a network")
    assert cash(site) == before + owed
    budi.complaints = quiet
    budi.context.set_offline(False)
    budi.page.locator(".dues-done").nth(1).wait_for(timeout=30_000)
    assert cash(site) == before + owed + 20_000
    budi.page.reload()
    assert budi.page.locator("li[data-member] input[name=take]").count() == 1
    budi.shot("two have paid")


def test_without_javascript_it_is_a_form(site: Any, sheet: Any, person: Callable[..., Person]) -> None:
    plain = person("Budi-plain", javascript=False)
    plain.sign_in("budi@galuh.example")
    plain.open(f"/simpanan/lembar/{sheet.pk}/")
    before = cash(site)
    plain.page.locator("[name=take]").first.check()
    plain.page.locator("input[name^=dues]").first.fill("15.000")
    plain.shot("ticked")
    plain.send("/catat/")
    assert cash(site) == before + 15_000
    plain.send("/tutup/", counted_idr="15.000")
    plain.shot("closed")
