"""A sample is shown before bulk work and answered once."""

import io

import pytest
from PIL import Image

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Notice
from sentra.kernel.notices import letter
from sentra.orders.models import Order, Sample
from sentra.orders.operations import approve_sample, refuse_sample, show_sample
from sentra.orders.steps import locked, ready_to_make
from tests.domain.orders.given import accepted, making, writing
from tests.world import NOW


def photo():
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "#7a4a21").save(out, "JPEG")
    return out.getvalue()


def show(world, order, picture=None, by=None):
    return show_sample(order.pk, picture=picture, by=by or world.mira, at=NOW)


def test_the_buyer_wants_a_change_then_agrees(world):
    order = accepted(world, needs_sample=True, down_payment_permille=0)
    first = show(world, order, photo())
    assert first.picture.size > 0
    refuse_sample(first.pk, remark="Warna 100% lebih tua", by=world.mira, at=NOW)
    with writing(world.weavers):
        assert ready_to_make(locked(order.pk)) == ["sample"]
        assert letter(Notice.objects.filter(name="sample_answered").first()).text == "Warna 100% lebih tua"
    approve_sample(show(world, order).pk, by=world.mira, at=NOW)
    with writing(world.weavers):
        assert ready_to_make(locked(order.pk)) == []


def test_a_sample_is_answered_once(world):
    sample = show(world, accepted(world))
    approve_sample(sample.pk, by=world.mira, at=NOW)

    for verb in (
        lambda: approve_sample(sample.pk, by=world.mira, at=NOW),
        lambda: refuse_sample(sample.pk, remark="x", by=world.mira, at=NOW),
    ):
        with pytest.raises(Refused):
            verb()


def test_what_cannot_be_is_refused(world):
    order = accepted(world)
    with pytest.raises(Refused) as refusal:
        show(world, order, b"no picture")
    assert refusal.value.field == "picture"
    sample = show(world, order)
    with pytest.raises(Refused) as refusal:
        refuse_sample(sample.pk, remark=" ", by=world.mira, at=NOW)
    assert refusal.value.field == "remark"


def test_no_sample_once_work_has_begun(world):
    with pytest.raises(Refused):
        show(world, making(world))


def test_only_those_who_may_and_never_a_stranger(world):
    order = accepted(world)
    sample = show(world, order)

    with pytest.raises(PermissionDenied):
        show(world, order, by=world.tari)
    with pytest.raises(PermissionDenied):
        approve_sample(sample.pk, by=world.tari, at=NOW)
    with pytest.raises(Order.DoesNotExist):
        show(world, order, by=world.zahra)
    for verb in (
        lambda: approve_sample(sample.pk, by=world.zahra, at=NOW),
        lambda: refuse_sample(sample.pk, remark="x", by=world.zahra, at=NOW),
    ):
        with pytest.raises(Sample.DoesNotExist):
            verb()
