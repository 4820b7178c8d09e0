"""Strangers' pictures: only pixels come through, bombs and masquerades do not."""

import contextlib
import io
import random
import struct
import time
import zlib

import pytest
from PIL import Image, ImageDraw

from sentra.kernel.pictures import MOST_BYTES, MOST_UPLOAD_BYTES, PictureRefused, resized, size_of


def photo(size=(1600, 1200), kind="JPEG", **options):
    image = Image.new("RGB", size, "#d9a441")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2, size[1] // 2), fill="#1f2a5a")
    for step in range(0, size[0], 17):
        draw.line((step, 0, size[0] - step, size[1]), fill="#7a4a21", width=3)
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation=1):
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = "SECRETPHONE"
    block.get_ifd(0x8825).update({1: "S", 2: (2.0, 25.0, 1.0), 3: "E", 4: (115.0, 15.0, 1.0)})
    return block


def bomb(width, height):
    """A valid PNG of one bit a pixel: a few kB that unpack to width × height pixels."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(bytes((width // 8 + 2) * height), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def code_of(content):
    with pytest.raises(PictureRefused) as refused:
        resized(content)
    return refused.value.code


def test_every_width_in_every_kind_within_its_weight():
    made = resized(photo())
    assert [(one.width, one.kind) for one in made] == [
        (width, kind) for width in (320, 640, 1280) for kind in ("avif", "webp", "jpeg")
    ]
    for one in made:
        assert one.height == one.width * 3 // 4
        assert len(one.content) <= MOST_BYTES[one.width]
        assert Image.open(io.BytesIO(one.content)).size == (one.width, one.height)
    assert [one.mime for one in made[:3]] == ["image/avif", "image/webp", "image/jpeg"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_three_formats_are_read(kind):
    assert len(resized(photo((400, 300), kind), widths=(320,), kinds=("webp",))) == 1


def test_the_same_upload_gives_the_same_bytes():
    assert resized(photo()) == resized(photo())


def test_a_narrow_picture_is_never_blown_up():
    assert {one.width for one in resized(photo((200, 100)))} == {200}


def test_noise_is_made_to_fit():
    noise = Image.frombytes("RGB", (1300, 900), random.Random(1).randbytes(1300 * 900 * 3))
    out = io.BytesIO()
    noise.save(out, "PNG")
    for one in resized(out.getvalue(), widths=(1280,)):
        assert len(one.content) <= MOST_BYTES[1280]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_and_with_what_it_was_taken_is_gone(kind):
    upload = photo((400, 300), kind, exif=exif())
    assert b"SECRETPHONE" in upload
    for one in resized(upload):
        image = Image.open(io.BytesIO(one.content))
        assert not image.getexif()
        assert b"SECRETPHONE" not in one.content
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)


def test_comments_are_gone():
    for one in resized(photo((400, 300), comment=b"SECRETNAME"), kinds=("jpeg",)):
        assert b"SECRETNAME" not in one.content


def test_a_picture_taken_sideways_stands_upright():
    (one,) = resized(photo((1600, 1200), exif=exif(orientation=6)), widths=(320,), kinds=("jpeg",))
    assert one.height > one.width
    blue = Image.open(io.BytesIO(one.content)).getpixel((one.width - 30, 30))  # top left turned to the right
    assert blue[2] > blue[0]


def test_clear_parts_turn_white():
    out = io.BytesIO()
    Image.new("RGBA", (100, 100), (255, 0, 0, 0)).save(out, "PNG")
    (one,) = resized(out.getvalue(), widths=(100,), kinds=("jpeg",))
    assert min(Image.open(io.BytesIO(one.content)).getpixel((50, 50))) > 250


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_read(mode):
    out = io.BytesIO()
    Image.new(mode, (120, 80)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert resized(out.getvalue(), widths=(100,), kinds=("jpeg",))[0].width == 100


@pytest.mark.parametrize(("width", "height"), [(13_000, 13_000), (5_000, 5_000), (20_000, 20_000)])
def test_bombs_are_refused_at_once(width, height):
    upload = bomb(width, height)
    assert len(upload) < 60_000
    start = time.monotonic()
    assert code_of(upload) == "pixels"
    assert time.monotonic() - start < 1


def test_the_largest_picture_still_passes():
    assert resized(bomb(6_000, 4_000), widths=(320,), kinds=("jpeg",))[0].height == 213


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("upload", "code"),
    [(b"", "empty"), (SVG, "format"), (b"<?xml version='1.0'?>" + SVG, "format"), (b"%PDF-1.7\n", "format"),
     (b"%PDF-1.4\n" + photo((64, 64)), "format"), (b"GIF89a/*" + photo((64, 64)), "format"),
     (b"%!PS-Adobe-3.0 EPSF", "format"), (photo((64, 64), "GIF"), "format"),
     (photo((64, 64), "TIFF"), "format"), (photo((64, 64), "BMP"), "format"),
     (photo((64, 64), "AVIF"), "format"), (b"\xff\xd8\xff\xe0", "format"),
     (photo((400, 300))[:3_000], "broken"), (photo((1300, 100)), "shape"),
     (b"0" * (MOST_UPLOAD_BYTES + 1), "too_heavy")],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_masquerades_are_refused(upload, code):
    assert code_of(upload) == code


def test_what_hides_behind_a_picture_does_not_come_along():
    for one in resized(photo((400, 300)) + b"PK\x03\x04<script>alert(1)</script>"):
        assert b"<script>" not in one.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(kind):
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    assert code_of(out.getvalue()) == "animated"


def test_the_double_jpeg_of_phones_is_read():
    frames = [Image.open(io.BytesIO(photo((300, 200)))), Image.open(io.BytesIO(photo((150, 100))))]
    out = io.BytesIO()
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    assert resized(out.getvalue(), kinds=("jpeg",))[0].width == 300


def test_size_without_decoding():
    assert size_of(photo((400, 300))) == (400, 300)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_damaged_files_are_read_or_refused_never_worse(kind):
    dice, whole = random.Random(7), photo((200, 150), kind, exif=exif())
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        with contextlib.suppress(PictureRefused):
            resized(bytes(damaged), widths=(64,), kinds=("jpeg",))
