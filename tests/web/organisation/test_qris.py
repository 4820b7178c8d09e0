"""The settings screen of the QRIS code: pasted or photographed, read aloud, kept after a look."""

import io
import json
from pathlib import Path

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageFilter

from sentra.kernel.pictures import MOST_UPLOAD_BYTES, PictureRefused
from sentra.kernel.qr_reading import texts_in
from sentra.payments.operations import keep_qris
from sentra.payments.queries import kept_qris
from sentra.people.models import User
from tests.domain.payments.given import inside
from tests.world import NOW

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "qris" / "qris_vectors.json").read_text())
STATIC, DYNAMIC = (VECTORS["synthetic"][at]["payload"] for at in (0, 1))


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


def at_desk(actor):
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def sticker(text, pixels=420):
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="png", scale=8, border=4)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB").resize((pixels, pixels))


def photo(*texts, angle=0, size=(1200, 1600), blur=1.5, kind="JPEG"):
    """Stickers on a wall, as a cheap phone sees them."""
    wall = Image.new("RGB", size, (214, 203, 180))
    for at, text in enumerate(texts):
        held = sticker(text).rotate(angle, expand=True, fillcolor=(255, 255, 255))
        wall.paste(held, (120 + 30 * at, 90 + at * 700))
    out = io.BytesIO()
    wall.filter(ImageFilter.GaussianBlur(blur)).save(out, kind, quality=70)
    return out.getvalue()


def look(client, text="", picture=None):
    said = {"text": text, "_once": "a" * 32}
    if picture is not None:
        said["picture"] = SimpleUploadedFile("stiker.jpg", picture, content_type="image/jpeg")
    return client.post(reverse("look-at-qris"), said)


def test_pasted_looked_at_and_kept(world):
    client = at_desk(world.tari)
    answer = look(client, f"{STATIC[:60]}\n{STATIC[60:]}\n")  # as a chat breaks it
    assert answer.status_code == 302
    assert inside(world, kept_qris, world.weavers) is None  # only looked at
    page = client.get(answer.url).content.decode()
    for said in ("KOPERASI PURUN CONTOH", "AMUNTAI", "ID1020000000001", "UMI", "static", "Keep this code"):
        assert said in page
    assert client.post(reverse("keep-qris"), {"text": STATIC, "_once": "b" * 32}).status_code == 302
    page = client.get(reverse("qris")).content.decode()
    assert "Rp10.000" in page
    assert 'class="qr"' in page
    assert "Keep this code" not in client.get(answer.url).content.decode()  # it is the one in use


@pytest.mark.parametrize("angle", [0, 20, 90, 200])
def test_photographed(world, angle):
    answer = look(at_desk(world.mira), picture=photo(STATIC, angle=angle))
    assert answer.status_code == 302
    assert "KOPERASI PURUN CONTOH" in at_desk(world.mira).get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (photo, "No code can be read"),
        (lambda: photo("https://galuh.example"), "no QRIS code"),
        (lambda: photo(STATIC, DYNAMIC), "several QRIS codes"),
        (lambda: b"%PDF-1.7", "cannot be used"),
        (lambda: b"\xff\xd8\xff" + b"0" * (MOST_UPLOAD_BYTES + 1), "too large"),
    ],
)
def test_a_photo_that_says_nothing_of_use(world, picture, says):
    answer = look(at_desk(world.tari), picture=picture())
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_photo_beside_a_link_finds_the_code(world):
    assert look(at_desk(world.tari), picture=photo("https://galuh.example", STATIC)).status_code == 302


def test_neither_nor_and_both_are_refused(world):
    for answer in (look(at_desk(world.tari)), look(at_desk(world.tari), STATIC, photo(STATIC))):
        assert answer.status_code == 422
        assert "one of both" in answer.content.decode()


@pytest.mark.parametrize(("at", "says"), [(1, "Only a static code"), (3, "do not fit"), (4, "small letters")])
def test_a_code_that_cannot_be_kept_says_why_and_shows_no_button(world, at, says):
    client, text = at_desk(world.tari), VECTORS["synthetic"][at]["payload"]
    page = client.get(look(client, text).url).content.decode()
    assert says in page
    assert "Keep this code" not in page
    answer = client.post(reverse("keep-qris"), {"text": text, "_once": "c" * 32})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_put_away(world):
    made = keep_qris(STATIC, by=world.tari, at=NOW)
    client = at_desk(world.tari)
    assert client.post(reverse("put-away-qris"), {"code_id": made.pk, "_once": "d" * 32}).status_code == 302
    assert "No code is kept" in client.get(reverse("qris")).content.decode()


def test_who_may_and_what_it_costs(world, django_assert_num_queries):
    assert at_desk(world.idah).get(reverse("qris")).status_code == 403
    assert look(at_desk(world.wati), STATIC).status_code == 403
    keep_qris(STATIC, by=world.tari, at=NOW)
    client = at_desk(world.tari)
    with django_assert_num_queries(11):
        client.get(reverse("qris"), {"kode": STATIC})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_kind_of_photo_is_read(kind):
    assert texts_in(photo(STATIC, kind=kind)) == [STATIC]


def test_a_bomb_is_refused_before_it_is_decoded():
    out = io.BytesIO()
    Image.new("L", (13_000, 13_000)).save(out, "PNG")
    assert len(out.getvalue()) < 200_000
    with pytest.raises(PictureRefused, match="pixels"):
        texts_in(out.getvalue())
