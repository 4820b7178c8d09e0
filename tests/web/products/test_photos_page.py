"""Photographs from the field on screen: sent by a coordinator, answered by the maker, shown to everybody."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sentra.crafts.jobs import draw_one
from sentra.crafts.models import ProductPhoto
from sentra.crafts.operations import (
    StageFacts,
    agree_to_photo,
    publish_product,
    refuse_photo,
    send_photos,
    set_product_picture,
    set_stages,
)
from sentra.crafts.photo_queries import waiting_photos
from sentra.crafts.pictures import card_folder
from sentra.kernel.idempotency import sending
from sentra.kernel.tenancy import reading
from sentra.showroom.queries import listing
from sentra.web.showroom.share import share_of
from tests.domain.crafts.test_products import add, picture
from tests.web.phone.test_phone import door
from tests.web.products.test_products import mira
from tests.world import NOW

__all__ = ["door", "mira"]  # fixtures


@pytest.fixture
def tas(world):
    product = add(world)
    steps = [StageFacts("Menganyam", "finished", "anyam-purun", 35_000, 12)]
    set_stages(product.pk, stages=steps, by=world.mira, at=NOW)
    return publish_product(product.pk, by=world.mira, at=NOW)


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def send(client, tas, world, *files, **more):
    told = {"product": tas.pk, "maker": world.aluh.party_id, "pictures": list(files)} | more
    return client.post(reverse("send-photos"), told, follow=True)


def drafts(world, tas, *contents: bytes) -> list[ProductPhoto]:
    send_photos(tas.pk, maker_id=world.aluh.party_id, contents=contents, by=world.mira, at=NOW)
    with reading(world.mira):
        return waiting_photos()


def test_many_are_sent_at_once_and_the_bad_one_is_named(mira, world, tas):
    page = send(mira, tas, world, file("a.jpg", picture()), file("rusak.jpg", b"x"), file("b.jpg", picture()))
    said = page.content.decode()
    assert "2 foto tersimpan." in said
    assert "rusak.jpg: Hanya gambar JPEG, PNG, atau WebP yang dapat dipakai." in said
    assert said.count("/berkas/") == 2


def test_without_a_maker_nothing_is_kept_and_the_form_says_why(mira, world, tas):
    page = send(mira, tas, world, file("a.jpg", picture()), maker="")
    assert page.status_code == 422
    assert f'<option value="{tas.pk}" selected>' in page.content.decode()
    with reading(world.mira):
        assert tas.photos.count() == 0


def test_the_page_asks_as_often_for_many_photos_as_for_one(mira, world, tas, django_assert_num_queries):
    for count in (1, 5):
        send_photos(
            tas.pk, maker_id=world.aluh.party_id, contents=[picture(64, 64)] * count, by=world.mira, at=NOW
        )
        with django_assert_num_queries(12):
            mira.get(reverse("photos"))


def test_she_says_yes_on_her_phone_and_everybody_sees_it_in_all_kinds(door, world, tas):
    first, second = drafts(world, tas, picture(), picture(colour="#224466"))
    phone, _answer, _card = door(world.aluh)
    assert reverse("my-photos") in phone.get(reverse("my-home")).content.decode()
    assert phone.get(second.source.url).status_code == 200
    public = reverse("public-product", args=["galuh", tas.code])
    for draft in (first, second):
        assert "/media/" not in Client().get(public).content.decode()
        assert phone.post(reverse("show-my-photo", args=[draft.pk])).status_code == 302
    for draft in (first, second):
        draw_one(tenant_id=world.weavers.pk, photo_id=draft.pk)
    page = Client().get(public).content.decode()
    assert page.count('<source type="image/avif"') == page.count('<source type="image/webp"') >= 2
    assert 'class="more-photos"' in page
    assert phone.post(reverse("hide-my-photo", args=[second.pk])).status_code == 302
    assert 'class="more-photos"' not in Client().get(public).content.decode()


def test_she_cannot_answer_for_another(door, world, tas):
    (draft,) = drafts(world, tas, picture())
    phone, _answer, _card = door(world.bariah)
    assert phone.post(reverse("show-my-photo", args=[draft.pk])).status_code in {403, 404}
    assert phone.get(draft.source.url).status_code == 404
    with reading(world.mira):
        assert tas.photos.get().agreed_at is None


def test_a_photograph_thrown_away_goes_from_the_drawn_card_too(
    door, world, tas, django_capture_on_commit_callbacks
):
    (draft,) = drafts(world, tas, picture())
    agree_to_photo(draft.pk, by=world.mira, at=NOW)
    draw_one(tenant_id=world.weavers.pk, photo_id=draft.pk)
    found = listing("galuh", tas.code)
    assert Client().get(share_of(found.card)[0]).status_code == 200
    folder = card_folder(world.weavers.pk, tas.pk)
    assert len(storages["private"].listdir(folder)[1]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        refuse_photo(draft.pk, by=world.mira, at=NOW)
    assert storages["private"].listdir(folder)[1] == []


def test_the_cooperatives_own_photo_is_thrown_away(mira, world, tas):
    set_product_picture(tas.pk, content=picture(), by=world.mira, at=NOW)
    assert mira.post(reverse("remove-product-picture", args=[tas.pk]), follow=True).status_code == 200
    with reading(world.mira):
        assert not tas.photos.exists()
    assert "/media/" not in Client().get(reverse("public-product", args=["galuh", tas.code])).content.decode()


def test_older_photos_have_a_page(mira, world, tas, monkeypatch):
    monkeypatch.setattr("sentra.crafts.photo_queries.MOST_SHOWN", 2)
    for draft in drafts(world, tas, *[picture()] * 3)[:2]:
        agree_to_photo(draft.pk, by=world.mira, at=NOW)
    with reading(world.mira):
        last = waiting_photos()[-1]
    agree_to_photo(last.pk, by=world.mira, at=NOW)
    page = mira.get(reverse("photos")).content.decode()
    assert f"?sebelum={last.pk - 1}" in page
    assert mira.get(reverse("photos"), {"sebelum": last.pk - 1}).content.decode().count("/berkas/") == 1


def test_a_replayed_sending_answers_though_a_photograph_is_gone(world, tas):
    """The receipt of the request names no row that may be thrown away."""
    told = {"maker_id": world.aluh.party_id, "contents": [picture()], "by": world.mira, "at": NOW}
    with sending("k1"):
        first = send_photos(tas.pk, **told)
    with reading(world.mira):
        (draft,) = waiting_photos()
    refuse_photo(draft.pk, by=world.mira, at=NOW)
    with sending("k1"):
        assert tuple(send_photos(tas.pk, **told)) == tuple(first)
