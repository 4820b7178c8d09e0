"""Labels are issued for pieces found good, say what the books know, and name nobody."""

import pytest
from django.db import IntegrityError, connection

from sentra.crafts.models import Material, Motif, Product, StageMaterial
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow
from sentra.origin.models import SigningKey
from sentra.origin.operations import retire_key
from sentra.origin.queries import facts_of, lot_to_label, named_makers
from sentra.origin.signing import Signer
from sentra.quality.models import Lot
from sentra.quality.operations import hand_in, inspect
from tests.domain.capital.given import all_paid, inspected, order_in_work, work_of
from tests.domain.orders.given import writing
from tests.domain.origin.given import SIGNER, agree, finished_lot, issued, made_by
from tests.world import NOW, TODAY


def product_of(world):
    with writing(world.weavers):
        return Product.objects.get(code="tas-purun")


def test_each_piece_has_its_own_serial_and_says_what_the_books_know(world):
    found = finished_lot(world)
    with writing(world.weavers):
        made = Product.objects.get(code="tas-purun")
        made.motif = Motif.objects.create(name="Kembang manggis")
        made.save(update_fields=["motif"])
        purun = Material.objects.create(name="Purun", unit="ikat", price_idr=10_000)
        StageMaterial.objects.create(stage=made.stages.get(position=1), material=purun, units=2)
    labels = issued(world, found.lot_id)
    assert [one.serial for one in labels] == [1, 2, 3, 4, 5]
    assert [one.number for one in labels] == [1, 2, 3, 4, 5]
    facts = facts_of(labels[3])
    assert (facts.cooperative, facts.key, facts.label) == (world.weavers.pk, 1, 4)
    assert (facts.kind, facts.finish, facts.way, facts.serial, facts.pieces) == (
        "piece",
        "finished",
        "other",
        4,
        5,
    )
    assert (facts.product, facts.motif, facts.materials) == ("Produk tas-purun", "Kembang manggis", "Purun")
    assert facts.issued_on == TODAY
    assert [(one.name, one.first_on, one.last_on) for one in facts.stages] == [
        ("Tahap 1", TODAY, TODAY), ("Tahap 2", TODAY, TODAY),
    ]  # fmt: skip


def test_one_label_for_the_whole_lot(world):
    found = finished_lot(world)
    (label,) = issued(world, found.lot_id, "lot")
    assert (label.pieces, label.serial, facts_of(label).pieces) == (5, 1, 5)
    with pytest.raises(Refused, match="has its label"):
        issued(world, found.lot_id, "lot")


def test_no_person_stands_in_what_is_signed(world):
    found = finished_lot(world)
    for who in (world.aluh, world.bariah):
        agree(world, who, "showroom")
        agree(world, who, "pay")
    for label in issued(world, found.lot_id):
        payload = bytes(label.payload)
        assert not any(name in payload for name in (b"Aluh", b"Bariah"))


def test_never_more_labels_than_good_pieces(world):
    found = finished_lot(world)
    issued(world, found.lot_id, pieces=3)
    with pytest.raises(Refused, match="Only 2 pieces") as refused:
        issued(world, found.lot_id, pieces=3)
    assert refused.value.field == "pieces"
    with pytest.raises(Refused, match="Only 2 pieces"):
        issued(world, found.lot_id, pieces=0)
    assert [one.serial for one in issued(world, found.lot_id)] == [4, 5]
    with pytest.raises(Refused, match="Every piece"):
        issued(world, found.lot_id)


def test_a_lot_without_good_pieces_has_no_label(world):
    order = order_in_work(world, pieces=5)
    (work,) = work_of(world, order, 1)
    waiting = hand_in(work.pk, pieces=2, by=world.idah, at=NOW)
    with pytest.raises(Refused, match="No piece of this lot"):
        issued(world, waiting.pk)
    inspect(waiting.pk, accepted=0, rework=2, rejected=0, grade="", by=world.idah, at=NOW)
    with pytest.raises(Refused, match="No piece of this lot"):
        issued(world, waiting.pk)
    assert facts_of(issued(world, inspected(world, work, 3).lot_id)[0]).finish == "half_finished"


@pytest.mark.parametrize("kind", ["", "box"])
def test_an_unknown_kind_is_refused(world, kind):
    with pytest.raises(Refused, match="what each label is for"):
        issued(world, finished_lot(world).lot_id, kind)


def test_who_may_and_who_may_not(world):
    found = finished_lot(world)
    for who in (world.tari, world.wati, world.budi, world.aluh):
        with pytest.raises(PermissionDenied):
            issued(world, found.lot_id, by=who)
    with pytest.raises(Lot.DoesNotExist):
        issued(world, found.lot_id, by=world.zahra)
    assert issued(world, found.lot_id, by=world.idah)


def test_the_audit_keeps_no_secret(world):
    issued(world, finished_lot(world).lot_id)
    assert SIGNER.secret not in repr(SIGNER)
    with writing(world.weavers):
        row = AuditRow.objects.filter(operation="origin.issue_labels").get()
    assert row.details["labels"] == 5
    assert SIGNER.secret not in str(row.details)


def test_printing_is_never_batik(world):
    found = finished_lot(world)
    made_by(world, product_of(world), "cetak-tekstil", "jahit-konveksi", craft="batik-tulis")
    with pytest.raises(Refused, match="may not be called batik"):
        issued(world, found.lot_id)
    made_by(world, product_of(world), "cetak-tekstil", "jahit-konveksi", craft="tekstil-cetak")
    assert {one.way for one in issued(world, found.lot_id)} == {"printed"}


def test_the_database_refuses_batik_for_a_printed_product(world):
    """The second fence: somebody writes past the operation."""
    found = finished_lot(world)
    made_by(world, product_of(world), "canting-tulis", "jahit-konveksi", craft="batik-tulis")
    label = issued(world, found.lot_id, pieces=1)[0]
    assert label.way == "tulis"
    made_by(world, product_of(world), "cetak-tekstil", "jahit-konveksi", craft="batik-tulis")
    label.pk, label.number, label.serial = None, 99, 99
    with pytest.raises(IntegrityError, match="printed and no batik"), writing(world.weavers):
        label.save(force_insert=True)


def test_the_database_refuses_a_label_of_another_product(world):
    found = finished_lot(world)
    label = issued(world, found.lot_id, pieces=1)[0]
    with writing(world.weavers):
        other = Product.objects.create(code="lain", name="Lain", craft_id="anyaman-purun", price_idr=1)
    label.pk, label.number, label.serial, label.product = None, 99, 99, other
    with pytest.raises(IntegrityError, match="another product"), writing(world.weavers):
        label.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        "payload = '\\x01'",
        "signature = decode(repeat('00', 64), 'hex')",
        "way = 'tulis'",
        "serial = 9",
        "number = 9",
    ],
)
def test_what_was_issued_never_changes(world, change):
    issued(world, finished_lot(world).lot_id)
    with pytest.raises(IntegrityError, match="stays as it was issued"), writing(world.weavers):
        connection.cursor().execute(f"UPDATE origin_label SET {change}")
    with pytest.raises(IntegrityError, match="stays as it was issued"), writing(world.weavers):
        connection.cursor().execute("DELETE FROM origin_label WHERE id = (SELECT min(id) FROM origin_label)")


def test_a_key_stays_and_is_retired_once(world):
    issued(world, finished_lot(world).lot_id)
    with writing(world.weavers):
        key = SigningKey.objects.get()
    with pytest.raises(IntegrityError, match="as it was published"), writing(world.weavers):
        SigningKey.objects.update(public=b"x" * 32)
    with pytest.raises(PermissionDenied):
        retire_key(key.pk, by=world.idah, at=NOW)
    with pytest.raises(SigningKey.DoesNotExist):
        retire_key(key.pk, by=world.zahra, at=NOW)
    assert retire_key(key.pk, by=world.mira, at=NOW).retired_at == NOW
    with pytest.raises(Refused, match="retired already"):
        retire_key(key.pk, by=world.mira, at=NOW)


def test_another_secret_of_the_server_makes_the_next_key(world):
    found = finished_lot(world)
    issued(world, found.lot_id, pieces=1)
    label = issued(world, found.lot_id, pieces=1, signer=Signer("another secret"))[0]
    assert facts_of(label).key == 2
    with writing(world.weavers):
        assert [key.retired_at for key in SigningKey.objects.order_by("number")] == [NOW, None]


def test_each_cooperative_has_a_key_of_its_own(world):
    assert SIGNER.public(world.weavers.uid, 1) != SIGNER.public(world.batik.uid, 1)
    assert SIGNER.public(world.weavers.uid, 1) != SIGNER.public(world.weavers.uid, 2)


def makers(world, lot_id):
    with writing(world.weavers):
        return named_makers(lot_to_label(lot_id), zone="Asia/Makassar")


def test_a_maker_is_named_and_her_pay_told_only_with_her_yes(world):
    from sentra.cooperative.membership.operations import withdraw_consent

    lot_id = finished_lot(world).lot_id
    assert makers(world, lot_id) == ([], 2)
    agree(world, world.aluh, "pay")  # without her name there is no pay either
    assert makers(world, lot_id) == ([], 2)
    agree(world, world.aluh, "showroom")
    ((aluh,), others) = makers(world, lot_id)
    assert (aluh.name, aluh.stages, aluh.paid_idr, others) == ("Aluh", ("Tahap 1",), None, 1)
    all_paid(world)
    ((aluh,), _others) = makers(world, lot_id)
    assert aluh.paid_idr == (20_000, 20_000)
    agree(world, world.bariah, "showroom")
    assert [(one.name, one.paid_idr) for one in makers(world, lot_id)[0]] == [
        ("Aluh", (20_000, 20_000)),
        ("Bariah", None),
    ]
    for purpose, left in (("pay", [("Aluh", None), ("Bariah", None)]), ("showroom", [("Bariah", None)])):
        withdraw_consent(world.aluh.party_id, purpose=purpose, by=world.aluh, at=NOW)
        assert [(one.name, one.paid_idr) for one in makers(world, lot_id)[0]] == left


def test_who_may_be_named_costs_five_queries(world, django_assert_num_queries):
    lot_id = finished_lot(world).lot_id
    for who in (world.aluh, world.bariah):
        agree(world, who, "showroom")
        agree(world, who, "pay")
    with writing(world.weavers):
        lot = lot_to_label(lot_id)
        with django_assert_num_queries(5):
            assert len(named_makers(lot, zone="Asia/Makassar")[0]) == 2


def test_the_number_of_queries_of_an_issue_does_not_grow_with_the_pieces(
    world, django_assert_max_num_queries
):
    found = finished_lot(world, pieces=12)
    with django_assert_max_num_queries(24):
        assert len(issued(world, found.lot_id)) == 12
