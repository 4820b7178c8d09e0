"""Forged, copied and withdrawn labels are told apart without asking the server."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.origin.codes import packed, read, unpacked, written
from sentra.origin.models import Label, LabelLook
from sentra.origin.operations import revoke_label, revoke_labels
from sentra.origin.queries import code_of, looks_at
from sentra.origin.signing import PURPOSE, Signer
from sentra.origin.steps import count_look
from sentra.origin.verifying import Finding
from tests.domain.orders.given import writing
from tests.domain.origin.given import SIGNER, checked, finished_lot, issued, told
from tests.world import NOW, TODAY


@pytest.fixture
def label(world):
    return issued(world, finished_lot(world).lot_id)[0]


def test_a_genuine_label_is_found_genuine(world, label):
    verdict = checked(world, code_of(label))
    assert verdict.finding == Finding.GENUINE
    assert verdict.facts.serial == 1


def test_one_changed_byte_anywhere_is_told(world, label):
    payload, signature = bytes(label.payload), bytes(label.signature)
    for at in range(len(payload)):
        changed = payload[:at] + bytes([payload[at] ^ 1]) + payload[at + 1 :]
        verdict = checked_with(world, written(changed, signature))
        assert verdict.finding in {Finding.CHANGED, Finding.UNKNOWN}, at
        assert verdict.facts is None
    for at in range(64):
        changed = signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :]
        assert checked_with(world, written(payload, changed)).finding == Finding.CHANGED, at


def checked_with(world, code):
    return checked(world, code)


def test_another_cooperatives_key_or_a_key_of_ones_own_does_not_fit(world, label):
    payload = bytes(label.payload)
    for forger in (
        SIGNER.signed(payload, world.batik.uid, 1),
        SIGNER.signed(payload, world.weavers.uid, 2),
        Signer("guess").signed(payload, world.weavers.uid, 1),
    ):
        assert checked(world, written(payload, forger)).finding == Finding.CHANGED


def test_a_label_of_an_unpublished_key_is_unknown(world, label):
    facts = unpacked(bytes(label.payload))
    for other in (replace(facts, key=7), replace(facts, cooperative=world.batik.pk)):
        payload = packed(other)
        made = written(payload, SIGNER.signed(payload, world.batik.uid, other.key))
        assert checked(world, made).finding == Finding.UNKNOWN


def test_a_signature_for_another_purpose_does_not_fit(world, label):
    payload = bytes(label.payload)
    bare = SIGNER._key(world.weavers.uid, 1).sign(payload)
    assert checked(world, written(payload, bare)).finding == Finding.CHANGED
    assert PURPOSE


@pytest.mark.parametrize("text", ["", "https://example.org/", "x.y", "🙂"])
def test_other_text_is_no_label(world, label, text):
    assert checked(world, text).finding == Finding.NO_CODE


def test_the_same_piece_twice_is_a_copy_but_a_lot_is_not(world, label):
    code = code_of(label)
    assert checked(world, code, seen={code}).finding == Finding.COPIED
    (whole,) = issued(world, label.lot_id, "lot")
    assert checked(world, code_of(whole), seen={code_of(whole)}).finding == Finding.GENUINE


def test_a_withdrawn_label_is_told_with_day_and_reason(world, label):
    revoke_label(label.pk, why="lost", by=world.mira, at=NOW)
    verdict = checked(world, code_of(label), seen={code_of(label)})
    assert (verdict.finding, verdict.since, verdict.why) == (Finding.REVOKED, "2026-08-03", "lost")
    assert verdict.facts.serial == 1
    with pytest.raises(Refused, match="withdrawn already"):
        revoke_label(label.pk, why="lost", by=world.mira, at=NOW)
    with pytest.raises(IntegrityError, match="stays as it was issued"), writing(world.weavers):
        connection.cursor().execute("UPDATE origin_label SET revoked_at = NULL, revoked_why = ''")


def test_the_day_it_was_withdrawn_is_the_cooperatives_own(world, label):
    evening = NOW.replace(hour=20)  # already the fourth in Amuntai
    revoke_label(label.pk, why="lost", by=world.mira, at=evening)
    assert checked(world, code_of(label)).since == "2026-08-04"


def test_a_whole_lot_is_withdrawn_and_labelled_anew(world, label):
    assert len(revoke_labels(label.lot_id, why="wrong", by=world.idah, at=NOW)) == 5
    with pytest.raises(Refused, match="No label of this lot"):
        revoke_labels(label.lot_id, why="wrong", by=world.idah, at=NOW)
    assert len(told(world)["revoked"]) == 5
    again = issued(world, label.lot_id)
    assert [one.serial for one in again] == [6, 7, 8, 9, 10]  # a serial is never given twice
    assert checked(world, code_of(again[0])).finding == Finding.GENUINE


def test_withdrawing_asks_for_a_reason_and_a_right(world, label):
    for why in ("", "because"):
        with pytest.raises(Refused, match="Choose why"):
            revoke_label(label.pk, why=why, by=world.mira, at=NOW)
    with pytest.raises(PermissionDenied):
        revoke_label(label.pk, why="lost", by=world.tari, at=NOW)
    with pytest.raises(Label.DoesNotExist):
        revoke_label(label.pk, why="lost", by=world.zahra, at=NOW)
    with pytest.raises(PermissionDenied):
        revoke_labels(label.lot_id, why="lost", by=world.tari, at=NOW)
    with pytest.raises(Refused, match="No label"):
        revoke_labels(label.lot_id, why="lost", by=world.zahra, at=NOW)


def test_a_label_looked_at_very_often_may_be_copied(world, label):
    for _ in range(20):
        count_look(world.weavers.pk, label.pk, on=TODAY)
    with writing(world.weavers):
        assert (looks_at(label, today=TODAY).lately, looks_at(label, today=TODAY).often) == (20, False)
    count_look(world.weavers.pk, label.pk, on=TODAY)
    with writing(world.weavers):
        found = looks_at(label, today=TODAY)
        assert (found.total, found.lately, found.often) == (21, 21, True)
        assert LabelLook.objects.count() == 1
        assert looks_at(label, today=TODAY.replace(month=12)).often is False


def test_what_is_published_names_no_person_and_no_secret(world, label):
    revoke_label(label.pk, why="lost", by=world.mira, at=NOW)
    files = told(world)
    assert set(files["keys"][0]) == {"cooperative", "name", "key", "public"}
    assert set(files["revoked"][0]) == {"cooperative", "label", "since", "why"}
    assert read(code_of(label))
