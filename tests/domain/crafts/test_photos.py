"""Photographs from the field: drafts, the maker's word, all sizes in the background."""

import io
from contextlib import contextmanager

import pytest
from django.db import transaction
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from sentra.crafts.models import Product, ProductPhoto, ProductPicture
from sentra.crafts.operations import (
    agree_to_photo,
    draw_photo,
    publish_product,
    refuse_photo,
    send_photos,
    set_product_picture,
)
from sentra.crafts.operations.photos import DRAW, MOST_PHOTOS
from sentra.crafts.photo_queries import waiting_photos
from sentra.crafts.queries import product_card
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.files import read
from sentra.kernel.models import StoredFile
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.showroom.queries import listing
from tests.domain.crafts.test_products import FINISH, add, picture, stages
from tests.world import NOW


@pytest.fixture
def tas(world):
    product = add(world)
    stages(world, product, FINISH)
    return publish_product(product.pk, by=world.mira, at=NOW)


def with_gps() -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (900, 600), "#445566")
    exif = image.getexif()
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[1] = "S"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def send(world, tas, *contents: bytes, by=None, maker=None):
    """The drafts that are kept, and what is refused."""
    kept, refused = send_photos(
        tas.pk,
        maker_id=maker or world.aluh.party_id,
        contents=contents or (picture(),),
        by=by or world.mira,
        at=NOW,
    )
    with inside(world):
        return waiting_photos()[-kept:] if kept else [], refused


@contextmanager
def inside(world):
    with transaction.atomic(), within(world.weavers.pk, writes=world.weavers.pk):
        yield


def shown(tas) -> list[tuple[int, str, int]]:
    found = listing("galuh", tas.code)
    return [(one.photo, one.mime, one.width) for one in found.card.pictures]


def test_a_draft_is_shown_to_nobody_and_nothing_of_the_camera_is_kept(world, tas):
    (draft,), refused = send(world, tas, with_gps())
    assert refused == []
    assert (draft.agreed_at, draft.maker_id, draft.source.public) == (None, world.aluh.party_id, False)
    with inside(world):
        kept = read(draft.source)
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert b"Camera" not in kept
    assert shown(tas) == []
    assert draw_photo(draft.pk, by=world.mira, at=NOW) == 0
    with inside(world):
        assert not ProductPicture.objects.exists()


def test_what_cannot_be_used_is_named_and_the_rest_is_kept(world, tas):
    kept, refused = send(world, tas, picture(), b"no picture", picture(colour="#123456"))
    assert [one.place for one in kept] == [1, 2]
    assert refused == [(2, "Only JPEG, PNG or WebP pictures can be used.")]


def test_a_bomb_is_refused_before_it_is_decoded(world, tas):
    out = io.BytesIO()
    Image.new("1", (6000, 6000)).save(out, "PNG")
    kept, refused = send(world, tas, out.getvalue())
    assert (kept, refused) == (
        [],
        [(1, "The picture has more than 24 million pixels. Set the camera to a smaller size.")],
    )


@pytest.mark.parametrize(("count", "field"), [(0, "pictures"), (13, "pictures")])
def test_none_and_too_many_at_once_are_refused(world, tas, count, field):
    with pytest.raises(Refused) as refusal:
        send_photos(tas.pk, maker_id=world.aluh.party_id, contents=[picture()] * count, by=world.mira, at=NOW)
    assert refusal.value.field == field


def test_one_too_small_to_be_looked_at_is_refused(world, tas):
    kept, refused = send(world, tas, picture(640, 319))
    assert kept == []
    assert "at least 320 pixels" in refused[0][1]


def test_a_product_has_at_most_twelve(world, tas):
    small = picture(320, 320)
    send(world, tas, *[small] * (MOST_PHOTOS - 1))
    with pytest.raises(Refused, match="There is room for 1"):
        send(world, tas, small, small)


def test_only_an_active_maker_can_be_asked(world, tas):
    with inside(world):
        school = Party.objects.create(kind=Party.Kind.BUYER, name="SMP Amuntai").pk
    with pytest.raises(Refused) as refusal:
        send(world, tas, maker=school)
    assert refusal.value.field == "maker"


def test_her_yes_draws_every_size_and_kind_once(world, tas):
    (draft,), _refused = send(world, tas)
    agree_to_photo(draft.pk, by=world.aluh, at=NOW)
    agree_to_photo(draft.pk, by=world.aluh, at=NOW)
    assert ProcrastinateJob.objects.filter(task_name=DRAW).count() == 1
    assert draw_photo(draft.pk, by=world.mira, at=NOW) == 9
    assert draw_photo(draft.pk, by=world.mira, at=NOW) == 9
    assert shown(tas) == [
        (1, f"image/{kind}", width) for width in (320, 640, 1280) for kind in ("avif", "jpeg", "webp")
    ]
    with inside(world):
        assert product_card(tas.pk).photo.width == 640


def test_staff_write_down_her_word_in_their_name(world, tas):
    (draft,), _refused = send(world, tas)
    agreed = agree_to_photo(draft.pk, by=world.mira, at=NOW)
    assert agreed.by_staff == world.mira.user_id
    (hers,), _refused = send(world, tas)
    assert agree_to_photo(hers.pk, by=world.aluh, at=NOW).by_staff is None


def test_nobody_else_answers_for_her(world, tas):
    (draft,), _refused = send(world, tas)
    for answer in (agree_to_photo, refuse_photo):
        with pytest.raises(PermissionDenied):
            answer(draft.pk, by=world.bariah, at=NOW)


def test_her_no_throws_everything_away_also_later(world, tas):
    (draft,), _refused = send(world, tas)
    agree_to_photo(draft.pk, by=world.aluh, at=NOW)
    draw_photo(draft.pk, by=world.mira, at=NOW)
    refuse_photo(draft.pk, by=world.aluh, at=NOW)
    with inside(world):
        assert product_card(tas.pk).photo is None
        assert not ProductPhoto.objects.exists()
        assert not StoredFile.objects.exists()
    assert shown(tas) == []
    assert draw_photo(draft.pk, by=world.mira, at=NOW) == 0


def test_the_cooperatives_own_picture_stands_first_and_makes_room_for_its_next(world, tas):
    (draft,), _refused = send(world, tas)
    agree_to_photo(draft.pk, by=world.aluh, at=NOW)
    draw_photo(draft.pk, by=world.mira, at=NOW)
    for colour in ("#111111", "#eeeeee"):
        set_product_picture(tas.pk, content=picture(colour=colour), by=world.mira, at=NOW)
    assert shown(tas)[:3] == [(0, "image/webp", width) for width in (320, 640, 1280)]
    assert {photo for photo, _mime, _width in shown(tas)} == {0, 1}
    with inside(world):
        own = ProductPhoto.objects.get(place=0)
    assert draw_photo(own.pk, by=world.mira, at=NOW) == 9
    with inside(world):
        assert Product.objects.get().picture_id in own.widths.values_list("file_id", flat=True)
