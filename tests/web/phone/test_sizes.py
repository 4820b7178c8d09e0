"""The maker sees the sizes of her share and the sample the buyer approved; a stranger sees neither."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from sentra.orders.models import Sample
from sentra.orders.operations import show_sample
from sentra.people.cards import new_secret
from sentra.people.operations import issue_card
from sentra.production.operations import accept_offer, offer_plan, split_order
from tests.domain.orders import given
from tests.domain.production.given import able, actor_of, another_maker, assignments
from tests.world import NOW

SIZES = {"S": 7, "M": 20, "L": 13}


def picture():
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "#7a4a21").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def work(world, time_machine):
    """Aluh's share of the last stage, accepted, in an order with an approved sample."""
    time_machine.move_to(NOW, tick=False)
    shirt = given.product(world.weavers, "kemeja", sizes=tuple(SIZES))
    able(world, shirt)
    order = given.accepted(world, given.line(shirt, 40, sizes=SIZES), down_payment_permille=1000)
    shown = show_sample(order.pk, picture=picture(), by=world.mira, at=NOW)
    with given.writing(world.weavers):
        Sample.objects.filter(pk=shown.pk).update(approved=True, answered_at=NOW)
    given.pay(world, order, "down_payment", order.total_idr)
    offer_plan(split_order(order.pk, by=world.mira, at=NOW).pk, by=world.mira, at=NOW)
    mine = [one for one in assignments(world, order) if one.workshop.owner.name == "Aluh"]
    return max(mine, key=lambda one: one.stage.position)


def enter(world, client, party_id):
    secret = new_secret()
    issue_card(party_id, secret=secret, pin="482615", by=world.budi, at=NOW)
    client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": "482615"})
    return client


def sample_of(world, work):
    with given.writing(world.weavers):
        return Sample.objects.select_related("picture").get(order_id=work.order_id).picture


def test_offer_and_job_show_her_sizes_and_the_sample(world, client, work):
    enter(world, client, world.aluh.party_id)
    photo = sample_of(world, work).url
    for name in ("offer", "job"):
        page = client.get(reverse(name, args=[work.pk])).content.decode()
        for size, pieces in work.sizes.items():
            assert f'<span class="sizes-name">{size}</span> <strong>{pieces}</strong>' in page
        assert photo in page
        if name == "offer":
            accept_offer(work.pk, by=actor_of(world, work), at=NOW)
    assert client.get(photo).status_code == 200


def test_who_has_no_share_does_not_see_the_sample(world, client, work):
    stranger = another_maker(world, "Dewi")
    enter(world, client, stranger.owner_id)
    assert client.get(sample_of(world, work).url).status_code == 404
