"""Aluh reports where there is no network: it waits on her phone, goes by itself, and counts once."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.db import transaction

from sentra.kernel.tenancy import within
from sentra.production.models import Progress
from tests.conftest import _use
from tests.domain.capital.given import order_in_work, work_of
from tests.journeys.cast import PIN
from tests.journeys.person import Person
from tests.journeys.pictures import drawn

CODES = count(1)
KEPT, SENT = "Tersimpan di HP", "sudah terkirim"


@pytest.fixture
def work(site: Any, django_db_blocker: Any) -> Any:
    """Work she has taken."""
    with django_db_blocker.unblock():
        from django.conf import settings

        before = settings.DATABASES["default"]["NAME"]
        _use(site.database)
        order = order_in_work(site.cast.world, pieces=10, code=f"dompet-{next(CODES)}")
        yield work_of(site.cast.world, order)[0]
        _use(before)


def told(site: Any, work: Any) -> list[tuple[int, bool]]:
    with transaction.atomic(), within(site.cast.world.weavers.pk):
        said = Progress.objects.filter(assignment_id=work.pk).order_by("pk")
        return [(one.pieces, one.picture_id is not None) for one in said]


def report(aluh: Person, pieces: int, *, photo: bool = False) -> None:
    """Fill in and press; no page has to arrive."""
    aluh.page.fill("[name=pieces]", str(pieces))
    if photo:
        picture = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": drawn("tas-purun", 3)}
        aluh.page.set_input_files("[name=picture]", picture)
        aluh.page.locator("[data-photo-preview] img").wait_for()
    aluh.page.locator("form[data-envelope] button:not([type=button])").last.click()


def status(aluh: Person, words: str) -> None:
    aluh.page.locator("[data-envelopes]").filter(has_text=words).wait_for(timeout=15_000)


def test_a_report_waits_for_the_network_and_counts_once(
    site: Any, work: Any, person: Callable[..., Person]
) -> None:
    aluh = person("Aluh-offline", phone=True)
    aluh.show_card(site.cast.tokens["Aluh"], PIN)
    job = f"/saya/kerja/{work.pk}/"
    aluh.open(job)
    aluh.context.set_offline(True)
    letters: list[str] = []
    aluh.page.on("request", lambda one: letters.append(one.post_data or "") if "amplop" in one.url else None)
    quiet, aluh.complaints = aluh.complaints, []
    report(aluh, 2, photo=True)
    status(aluh, KEPT)
    aluh.shot("kept on the phone")
    assert all("ERR_INTERNET_DISCONNECTED" in one for one in aluh.complaints), aluh.complaints
    aluh.complaints = quiet
    assert told(site, work) == []

    aluh.context.set_offline(False)
    status(aluh, SENT)
    aluh.shot("sent afterwards")
    assert told(site, work) == [(2, True)]
    again = json.loads(letters[-1])
    token = aluh.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    answer = aluh.context.request.post(
        f"{site.url}/saya/amplop/", data=again, headers={"X-CSRFToken": token, "Referer": site.url}
    )
    assert answer.status == 200
    assert told(site, work) == [(2, True)]  # the same envelope, however often

    aluh.open(job)
    report(aluh, 9_999)
    status(aluh, "Anda")  # the refusal stands there, the form keeps its number
    aluh.shot("refused")
    aluh.open(job)
    aluh.page.wait_for_timeout(500)
    assert not aluh.page.locator("[data-envelopes]").is_visible()  # and is not sent for ever
    with aluh.page.expect_navigation():
        report(aluh, 3)
    assert told(site, work) == [(2, True), (3, False)]
    aluh.shot("told at once")


def test_another_person_of_the_phone_does_not_send_hers(
    site: Any, work: Any, person: Callable[..., Person]
) -> None:
    phone = person("Shared-phone", phone=True)
    phone.show_card(site.cast.tokens["Aluh"], PIN)
    phone.open(f"/saya/kerja/{work.pk}/")
    phone.page.route("**/saya/amplop/", lambda route: route.abort())
    quiet, phone.complaints = phone.complaints, []
    report(phone, 4)
    status(phone, KEPT)
    phone.show_card(site.cast.tokens["Bariah"], PIN)
    phone.complaints = quiet
    phone.page.unroute("**/saya/amplop/")
    phone.open("/saya/")
    phone.page.wait_for_timeout(1_000)
    assert told(site, work) == []
    phone.show_card(site.cast.tokens["Aluh"], PIN)
    status(phone, SENT)
    assert told(site, work) == [(4, False)]


def test_without_javascript_the_form_is_a_form(site: Any, work: Any, person: Callable[..., Person]) -> None:
    plain = person("Aluh-plain", phone=True, javascript=False)
    plain.show_card(site.cast.tokens["Aluh"], PIN)
    plain.open(f"/saya/kerja/{work.pk}/")
    plain.send("/lapor/", pieces=1)
    assert told(site, work) == [(1, False)]
