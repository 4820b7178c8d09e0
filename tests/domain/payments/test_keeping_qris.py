"""The cooperative's own code: kept, replaced, put away, shown with an amount, read back from the drawing."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import zxingcpp
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow, Notice
from sentra.kernel.qr import svg
from sentra.payments.models import QrisCode
from sentra.payments.operations import keep_qris, put_away_qris
from sentra.payments.qris import crc16, read, with_amount
from sentra.payments.queries import kept_qris, qris_for
from tests.domain.orders.given import writing
from tests.domain.payments.given import inside
from tests.rows import copied
from tests.world import NOW, TODAY

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "qris" / "qris_vectors.json").read_text())
STATIC, DYNAMIC = (VECTORS["synthetic"][at]["payload"] for at in (0, 1))


def sealed(body):
    return f"{body}6304{crc16(f'{body}6304')}"


OTHER = sealed(STATIC[:-8].replace("PURUN", "ROTAN"))
SURCHARGE = sealed(STATIC[:-8].replace("5802ID", "550202560450005802ID"))


def keep(world, text=STATIC, *, by=None, at=NOW):
    return keep_qris(text, by=by or world.tari, at=at)


def shown(world, amount_idr=275_000, reference="12/2026", on=TODAY):
    return inside(world, qris_for, world.weavers, amount_idr, reference, on=on)


def test_the_treasurer_keeps_it_and_both_are_told(world):
    made = keep(world, f"  {STATIC}\n")
    assert (made.text, made.merchant_name, made.city, made.nmid, made.criteria) == (
        STATIC, "KOPERASI PURUN CONTOH", "AMUNTAI", "ID1020000000001", "UMI",
    )  # fmt: skip
    with writing(world.weavers):
        told = Notice.objects.filter(name="qris_changed")
        assert {one.to for one in told} == {"role:chair", "role:treasurer"}
        assert "KOPERASI PURUN CONTOH" in str(told[0].words)
        assert AuditRow.objects.get(operation="payments.keep_qris").details == {"nmid": "ID1020000000001"}
    assert keep(world).pk == made.pk  # the same once more is no news
    with writing(world.weavers):
        assert Notice.objects.filter(name="qris_changed").count() == 2


def test_another_code_puts_the_first_away(world):
    first, second = keep(world), keep(world, OTHER, by=world.mira, at=NOW + timedelta(hours=1))
    assert inside(world, kept_qris, world.weavers).pk == second.pk
    with writing(world.weavers):
        assert QrisCode.objects.get(pk=first.pk).put_away_at == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (DYNAMIC, "Only a static code"),
        (VECTORS["synthetic"][3]["payload"], "check digits do not fit"),
        (VECTORS["synthetic"][4]["payload"], "small letters"),
        (VECTORS["library_fixtures"][8]["payload"], "too long"),
        (sealed(STATIC[:-8].replace("ID.CO.QRIS.WWW", "ID.CO.LAIN.WWW")), "national"),
        (SURCHARGE, "adds a fee"),
        ("halo", "not the whole text"),
    ],
)
def test_what_is_not_ours_to_show_is_not_kept(world, text, says):
    with pytest.raises(Refused, match=says) as refusal:
        keep(world, text)
    assert refusal.value.field == "text"
    assert shown(world) is None


def test_put_away_and_nobody_else_may(world):
    made = keep(world)
    for stranger in (world.idah, world.wati, world.omar):
        with pytest.raises(PermissionDenied):
            keep(world, OTHER, by=stranger)
    with pytest.raises(QrisCode.DoesNotExist):
        put_away_qris(made.pk, by=world.zahra, at=NOW)
    put_away_qris(made.pk, by=world.tari, at=NOW)
    assert shown(world) is None
    with pytest.raises(Refused, match="already"):
        put_away_qris(made.pk, by=world.tari, at=NOW)


def test_another_cooperative_shows_none_of_ours(world):
    keep(world)
    assert inside(world, qris_for, world.batik, 1_000, "", on=TODAY) is None
    keep(world, OTHER, by=world.zahra)
    assert shown(world).text != OTHER


@pytest.mark.parametrize("change", ["text", "merchant_name", "kept_by"])
def test_the_database_keeps_it_as_it_was(world, change):
    made = keep(world)
    with writing(world.weavers):
        with pytest.raises(IntegrityError, match="stays as it was kept"), transaction.atomic():
            QrisCode.objects.filter(pk=made.pk).update(**{change: 7 if change == "kept_by" else "000201X"})
        with pytest.raises(IntegrityError, match="stays as it was kept"), transaction.atomic():
            QrisCode.objects.all().delete()
        with pytest.raises(IntegrityError, match="qris_one_code_in_use"), transaction.atomic():
            copied(QrisCode)
        with pytest.raises(IntegrityError, match="qris_text_is_a_code"), transaction.atomic():
            copied(QrisCode, text="halo", put_away_at=NOW)


# ---- shown with an amount --------------------------------------------------------------------------


def test_the_code_with_the_amount_of_an_order(world, django_assert_num_queries):
    keep(world)
    with writing(world.weavers), django_assert_num_queries(1):
        one = qris_for(world.weavers, 275_000, "Pesanan 12/2026 – Dinas Pendidikan", on=TODAY)
    code = read(one.text)
    assert (code.ok, code.type, code.amount_idr, code.nmid) == (True, "dynamic", 275_000, "ID1020000000001")
    assert code.bill == one.bill == "Pesanan 12/2026 Dinas Pen"
    assert (one.amount_idr, one.merchant_name) == (275_000, "KOPERASI PURUN CONTOH")


@pytest.mark.parametrize(
    ("amount_idr", "on", "there"),
    [(1, TODAY, True), (0, TODAY, False), (-5, TODAY, False), (10_000_000, TODAY, True),
     (10_000_001, TODAY, False), (5_000_001, date(2022, 2, 28), False)],
)  # fmt: skip
def test_no_code_for_what_one_payment_cannot_be(world, amount_idr, on, there):
    keep(world)
    assert (shown(world, amount_idr, on=on) is not None) is there


def test_a_code_without_room_goes_without_its_bill(world):
    keep(world, sealed(STATIC[: STATIC.index("62070703A01")] + "6299" + "5095" + "A" * 95))
    one = shown(world)
    assert (one.bill, read(one.text).amount_idr) == ("", 275_000)


def pixels_of(drawing):
    """The drawn SVG as pixels: segno draws rows of modules as lines (`M x y.5 h n`, `m dx dy h n`)."""
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', drawing)[1])
    image = Image.new("L", (size, size), 255)
    path = re.search(r'<path[^>]*stroke="#000"[^>]*d="([^"]+)"|d="([^"]+)"[^>]*stroke="#000"', drawing)
    x, y = 0.0, 0.0
    for move, first, second, run in re.findall(
        r"([Mm])\s*(-?[\d.]+)[ ,]?(-?[\d.]+)h(\d+)", path[1] or path[2]
    ):
        x, y = (float(first), float(second)) if move == "M" else (x + float(first), y + float(second))
        for step in range(int(run)):
            image.putpixel((int(x) + step, int(y)), 0)
        x += int(run)
    return image.resize((size * 6, size * 6), Image.Resampling.NEAREST)


def read_back(drawing):
    (found,) = zxingcpp.read_barcodes(pixels_of(drawing), formats=zxingcpp.BarcodeFormat.QRCode)
    return read(found.text)


@settings(max_examples=40)
@given(st.integers(1, 10_000_000))
def test_the_drawn_code_says_the_amount(amount_idr):
    text = with_amount(read(STATIC), amount_idr, bill="12/2026")
    code = read_back(svg(text))
    assert (code.ok, code.text, code.amount_idr) == (True, text, amount_idr)


def test_the_component_draws_amount_name_and_that_it_is_not_paid(world):
    from sentra.web.templatetags.components import qris

    keep(world)
    one = shown(world)
    drawn = str(qris(one))
    assert read_back(drawn).text == one.text
    plain = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", drawn, flags=re.S)
    assert "Rp275.000" in plain
    assert "KOPERASI PURUN CONTOH" in plain
    assert "Not paid until the cooperative has received it." in plain
    assert not re.search(r"style=|<script", drawn)
