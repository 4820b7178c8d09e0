"""The chair's page of weights."""

import pytest
from django.urls import reverse

from sentra.kernel.models import Tenant
from tests.domain.production.given import split
from tests.domain.production.test_weights import USUAL
from tests.web.organisation.test_letterhead import at_desk
from tests.world import NOW


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def typed(**changed):
    """The usual weights as the page shows them: parts in percent."""
    kept = USUAL | changed
    return {name: value // 10 if name.endswith("permille") else value for name, value in kept.items()}


def text_of(answer):
    return answer.content.decode()


def test_the_chair_sees_meanings_changes_a_weight_and_the_split_page_says_who(world):
    client = at_desk(world.mira)
    page = text_of(client.get(reverse("weights")))
    assert "One maker more on a stage must save at least this much." in page
    assert "Nobody has changed the weights" in page
    said = typed(late_idr=6_000, behind_permille=250) | {"_once": "a" * 32}
    assert client.post(reverse("save-weights"), said).status_code == 302
    assert Tenant.objects.get(pk=world.weavers.pk).settings["late_idr"] == 6_000
    assert Tenant.objects.get(pk=world.weavers.pk).settings["behind_permille"] == 250
    assert f"Set by {world.mira.name}" in text_of(client.get(reverse("weights")))
    order, _plan = split(world)
    shown = text_of(client.get(reverse("split", args=[order.pk])))
    assert f"Set by {world.mira.name}" in shown
    assert "A dearer maker is chosen if" in shown
    assert reverse("weights") in text_of(client.get(reverse("letterhead")))


def test_the_collecting_place_and_the_kilometres_are_set_on_the_same_page(world):
    client = at_desk(world.mira)
    page = text_of(client.get(reverse("weights")))
    assert "our estimate" in page
    assert ">km<" in page
    said = typed(km_village=1) | {"village_code": "63.08.01.2003", "_once": "c" * 32}
    assert client.post(reverse("save-weights"), said).status_code == 302
    kept = Tenant.objects.get(pk=world.weavers.pk).settings
    assert (kept["collecting_village"], kept["km_village"]) == ("63.08.01.2003", 1)
    page = text_of(client.get(reverse("weights")))
    assert '<option value="63.08.01.2003" selected>' in page
    assert (
        client.post(reverse("save-weights"), said | {"village_code": "1", "_once": "d" * 32}).status_code
        == 422
    )


def test_a_refusal_keeps_what_was_typed(world):
    split(world)
    said = typed(short_idr=123) | {"_once": "b" * 32}
    page = at_desk(world.mira).post(reverse("save-weights"), said)
    assert page.status_code == 422
    assert "must weigh more than the dearest piece" in text_of(page)
    assert 'value="123"' in text_of(page)


def test_nobody_else(world):
    assert at_desk(world.tari).get(reverse("weights")).status_code == 403
    assert reverse("weights") not in text_of(at_desk(world.tari).get(reverse("letterhead")))
