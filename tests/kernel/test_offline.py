"""What a device sends is accepted once: repeated, out of order, or by two requests at the same moment."""

import threading
import uuid

import pytest
from django.db import transaction

from sentra.kernel.errors import Refused
from sentra.kernel.models import Received
from sentra.kernel.offline import Envelope, accept
from sentra.kernel.operation import OPERATIONS, operation
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.people.roles import Permission
from tests.kernel.threads import together
from tests.world import NOW, World


def _raw(uid=None, **changed):
    return {
        "uid": str(uid or uuid.uuid4()), "device": "ponsel-1", "seq": 1,
        "claimed_at": "2031-05-01T00:00:00+07:00",
        "kind": "note", "version": 1, "body": {"name": "Toko"},
    } | changed  # fmt: skip


def _handle(envelope, by, at):
    return {"party": Party.objects.create(kind="buyer", name=envelope.body["name"]).pk}


@pytest.fixture
def receive():
    before = list(OPERATIONS)

    @operation(needs=Permission.MANAGE_PEOPLE)
    def receive(envelope, *, by, at):
        accept(envelope, _handle, by=by, at=at)

    yield receive
    OPERATIONS[:] = before


def _count(tenant):
    with transaction.atomic(), within(tenant):
        return Party.objects.filter(name="Toko").count()


def test_the_same_envelope_acts_once_and_hears_the_first_answer(world):
    envelope = Envelope.parse(_raw())
    with transaction.atomic(), within(writes=world.weavers.pk):
        first = accept(envelope, _handle, by=world.aluh, at=NOW)
        assert accept(envelope, _handle, by=world.aluh, at=NOW) == first
        receipt = Received.objects.get()
        assert (receipt.received_at, receipt.claimed_at.year, receipt.outcome) == (NOW, 2031, first)
    assert _count(world.weavers.pk) == 1


def test_the_order_they_arrive_in_does_not_matter(world, receive):
    sent = [Envelope.parse(_raw(seq=seq)) for seq in (3, 1, 2)]
    for envelope in [*sent, *reversed(sent)]:
        receive(envelope, by=world.mira, at=NOW)
    assert _count(world.weavers.pk) == 3


def test_two_copies_at_the_same_moment_act_once(committed_db, receive):
    world, envelope, ready = World.made(), Envelope.parse(_raw()), threading.Barrier(6, timeout=30)

    def send():
        ready.wait()
        receive(envelope, by=world.mira, at=NOW)

    assert together(*[send] * 6) == [None] * 6
    assert _count(world.weavers.pk) == 1


def test_the_receipt_of_another_cooperative_is_not_ours(world):
    envelope = Envelope.parse(_raw())
    with transaction.atomic(), within(writes=world.weavers.pk):
        accept(envelope, _handle, by=world.mira, at=NOW)
    with transaction.atomic(), within(world.weavers.pk, writes=world.batik.pk):
        accept(envelope, _handle, by=world.zahra, at=NOW)
    assert (_count(world.weavers.pk), _count(world.batik.pk)) == (1, 1)


def test_an_effect_that_failed_leaves_no_receipt(world, receive):
    envelope = Envelope.parse(_raw(body={}))
    with pytest.raises(KeyError):
        receive(envelope, by=world.mira, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        assert not Received.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"uid": "x"},
        {"claimed_at": "kemarin"},
        {"claimed_at": "2026-01-01T00:00:00"},
        {"seq": "a"},
        {"body": None},
    ],
)
def test_an_incomplete_envelope_is_refused(broken):
    with pytest.raises(Refused):
        Envelope.parse(_raw(**broken))
    raw = _raw()
    del raw["kind"]
    with pytest.raises(Refused, match="kind"):
        Envelope.parse(raw)
