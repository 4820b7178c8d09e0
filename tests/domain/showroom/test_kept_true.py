"""Whatever a listing is made of changes it at once, in the same transaction. Each source is seen to do so."""

import uuid

import pytest
from django.db import connection, transaction

from sentra.console.books import showroom
from sentra.crafts.models import Capacity, Motif, Product, ProductPicture, Skill, Stage
from sentra.crafts.operations import (
    StageFacts,
    publish_product,
    set_product_picture,
    set_stages,
    unpublish_product,
)
from sentra.kernel.models import StoredFile, Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Party, Workshop
from sentra.showroom.jobs import reckon_lead_times
from sentra.showroom.models import LeadTime, ShowroomChoice, ShowroomListing, ShowroomWord
from sentra.showroom.operations import rebuild_showroom
from sentra.stock.models import Place
from sentra.stock.steps import move, place, set_aside, set_free
from tests.domain.crafts.test_products import picture
from tests.domain.orders.given import writing
from tests.domain.showroom.given import agree, bag, faults, listed, lives_in, makers, take_back
from tests.world import NOW


@pytest.fixture
def tas(world):
    return bag(world)


@pytest.fixture(autouse=True)
def _true_at_the_end(world):
    """After every one of these tests the showroom says what is true, by the check."""
    yield
    assert not faults(world.weavers)
    assert not showroom.counts()


def change(world, model, pk, **facts):
    with writing(world.weavers):
        assert model.objects.filter(pk=pk).update(**facts) == 1


def words():
    return set(ShowroomWord.objects.values_list("word", flat=True))


def test_published_it_stands_there_and_unpublished_it_is_gone(world, tas):
    row = listed(tas)
    assert (row.slug, row.cooperative, row.district_code) == ("galuh", "Koperasi Galuh", "63.08")
    assert (row.price_idr, row.motif, row.ready, row.weeks) == (185_000, "Gigi haruan", 0, None)
    assert row.stages == [
        {"position": 1, "name": "Tahap 1", "finish": "half_finished", "adds_idr": 20_000},
        {"position": 2, "name": "Tahap 2", "finish": "finished", "adds_idr": 40_000},
    ]
    unpublish_product(tas.pk, by=world.mira, at=NOW)
    assert not ShowroomListing.objects.exists()
    assert not ShowroomWord.objects.exists()
    publish_product(tas.pk, by=world.mira, at=NOW)
    assert listed(tas).name == tas.name


def test_a_product_that_was_never_published_is_not_there(world):
    made = bag(world, "rahasia")
    unpublish_product(made.pk, by=world.mira, at=NOW)
    change(world, Product, made.pk, price_idr=1)
    with writing(world.weavers):
        Stage.objects.filter(product=made).update(rate_idr=5)
    assert not ShowroomListing.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [
        ("price_idr", 99_000, "price_idr"),
        ("name", "Keranjang purun", "name"),
        ("description", "Muat laptop.", "description"),
        ("code", "keranjang", "code"),
        ("unit", "pasang", "unit"),
        ("sizes", ["S", "L"], "sizes"),
        ("craft_id", "batik-tulis", "craft_code"),
        ("motif_id", None, "motif_id"),
    ],
)
def test_what_a_product_says_of_itself_follows(world, tas, field, value, column):
    change(world, Product, tas.pk, **{field: value})
    assert getattr(listed(tas), column) == value


def test_its_stages_follow(world, tas):
    facts = StageFacts("Jahit", "finished", "finishing-jahit-kait", 8_000, 30)
    with writing(world.weavers):
        Capacity.objects.all().delete()
    set_stages(tas.pk, stages=[facts], by=world.mira, at=NOW)
    row = listed(tas)
    assert [one["name"] for one in row.stages] == ["Jahit"]
    assert (row.finishes, row.techniques) == (["finished"], ["Finishing: jahit dan kait"])
    assert "kait" in words()


def test_a_deleted_product_leaves_nothing(world):
    with writing(world.weavers):
        made = Product.objects.create(
            code="x", name="Xylofon", craft_id="lainnya", price_idr=5, published=True
        )
        assert listed(made).name == "Xylofon"
        made.delete()
    assert not ShowroomListing.objects.exists()


def test_a_picture_follows_and_a_private_one_is_never_there(world, tas):
    set_product_picture(tas.pk, content=picture(), by=world.mira, at=NOW)
    assert [one["width"] for one in listed(tas).pictures] == sorted(
        one["width"] for one in listed(tas).pictures
    )
    assert len(listed(tas).pictures) >= 2
    with writing(world.weavers):
        StoredFile.objects.update(public=False)
    assert listed(tas).pictures == []
    with writing(world.weavers):
        StoredFile.objects.update(public=True)
        assert listed(tas).pictures
        ProductPicture.objects.all().delete()
    assert listed(tas).pictures == []


def test_a_motif_follows(world, tas):
    change(world, Motif, tas.motif_id, name="Naga balimbur", story="Naga mandi.")
    assert (listed(tas).motif, listed(tas).motif_story) == ("Naga balimbur", "Naga mandi.")
    assert "balimbur" in words()
    assert "haruan" not in words()


def store(world, tas, pieces, *, cause, order_id=None, back=False, kind=Place.Kind.STORE):
    with writing(world.weavers):
        last = Stage.objects.filter(product=tas).order_by("-position")[0]
        workshop = world.workshops["Aluh"].pk if kind == Place.Kind.WORKSHOP else None
        ends = [place(Place.Kind.MAKING), place(kind, workshop)]
        move(*(ends[::-1] if back else ends), last.pk, pieces, cause=cause, order_id=order_id, at=NOW)


def test_free_finished_pieces_are_counted_and_those_of_an_order_are_not(world, tas):
    store(world, tas, 7, cause="lot:1")
    assert listed(tas).ready == 7
    store(world, tas, 2, cause="lot:2", kind=Place.Kind.WORKSHOP)
    assert listed(tas).ready == 9
    store(world, tas, 5, cause="lot:3", order_id=44)
    assert listed(tas).ready == 9
    store(world, tas, 3, cause="lot:4", back=True)
    assert listed(tas).ready == 6


def test_pieces_set_aside_or_at_a_stall_are_no_longer_offered(world, tas):
    store(world, tas, 7, cause="lot:1")
    with writing(world.weavers):
        last = Stage.objects.filter(product=tas).order_by("-position")[0]
        set_aside(last.pk, 2, order_id=44, cause="order:44", at=NOW)
        assert listed(tas).ready == 5
        move(place("store"), place("stall", name="A3"), last.pk, 4, cause="brought", order_id=None, at=NOW)
        assert listed(tas).ready == 1
        set_free(44, cause="order:44:lapsed", at=NOW)
    assert listed(tas).ready == 3


def test_how_long_one_piece_takes_follows(world, tas):
    reckon_lead_times(world.weavers, at=NOW)
    assert listed(tas).weeks == 2
    other = bag(world, "tas-lain")
    with writing(world.weavers):
        LeadTime.objects.update(product_id=other.pk)
    assert (listed(tas).weeks, listed(other).weeks) == (None, 2)
    with writing(world.weavers):
        Capacity.objects.all().delete()
        Skill.objects.all().delete()
    reckon_lead_times(world.weavers, at=NOW)
    assert listed(other).weeks is None


def test_a_maker_is_named_only_while_she_agrees(world, tas):
    assert (makers(tas), listed(tas).motif_by) == ([], "")
    agree(world)
    assert (makers(tas), listed(tas).motif_by) == (["Aluh"], "Aluh")
    agree(world, "Cici")
    assert makers(tas) == ["Aluh", "Cici"]
    assert {"aluh", "cici"} <= words()
    take_back(world)
    assert (makers(tas), listed(tas).motif_by) == (["Cici"], "")
    assert "aluh" not in words()


def test_a_party_renamed_or_inactive_and_a_workshop_at_rest_follow(world, tas):
    agree(world)
    change(world, Party, world.aluh.party_id, name="Aluh Purnama")
    assert (makers(tas), listed(tas).motif_by) == (["Aluh Purnama"], "Aluh Purnama")
    change(world, Workshop, world.workshops["Aluh"].pk, active=False)
    assert makers(tas) == []
    change(world, Workshop, world.workshops["Aluh"].pk, active=True)
    assert makers(tas) == ["Aluh Purnama"]
    change(world, Party, world.aluh.party_id, active=False)
    assert makers(tas) == []
    change(world, Party, world.aluh.party_id, active=True, uid=(fresh := uuid.uuid4()))
    assert listed(tas).maker_uids == [fresh]


def test_her_village_follows(world, tas):
    agree(world)
    village = lives_in(world)
    assert listed(tas).villages == [village.code]
    assert listed(tas).makers[0]["village"] == village.name


def test_who_can_no_longer_make_it_is_no_longer_named(world, tas):
    agree(world)
    workshop = world.workshops["Aluh"]
    with writing(world.weavers):
        Skill.objects.filter(workshop=workshop).delete()
    assert makers(tas) == []
    with writing(world.weavers):
        Skill.objects.create(workshop=workshop, technique_id="anyam", level=1)
    assert makers(tas) == ["Aluh"]
    with writing(world.weavers):
        Stage.objects.update(minimum_level=3)
    assert makers(tas) == []
    with writing(world.weavers):
        Skill.objects.filter(workshop=workshop).update(level=4)
    assert makers(tas) == ["Aluh"]
    with writing(world.weavers):
        kept = list(Capacity.objects.filter(workshop=workshop))
        Capacity.objects.filter(workshop=workshop).delete()
    assert makers(tas) == []
    with writing(world.weavers):
        Capacity.objects.bulk_create(kept)
    assert makers(tas) == ["Aluh"]


def test_a_renamed_cooperative_follows_whoever_renames_it(world, tas):
    """Outside any scope: the tenants' own row lies outside the tenants."""
    with transaction.atomic():
        Tenant.objects.filter(pk=world.weavers.pk).update(name="Koperasi Galuh Jaya", slug="galuh-jaya")
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(sentra_writes(), 0), cardinality(sentra_reads())")
            assert cursor.fetchone() in {(0, 0), (0, None)}
    assert (listed(tas).cooperative, listed(tas).slug) == ("Koperasi Galuh Jaya", "galuh-jaya")


def test_what_does_not_concern_it_leaves_the_row_alone(world, tas):
    agree(world)
    before = listed(tas).changed_at
    with writing(world.weavers):
        Skill.objects.update(proven_pieces=12)
        Party.objects.update(phone="+6281200000000")
        Product.objects.filter(pk=tas.pk).update(minimum_lot=9)
        Capacity.objects.update(pieces_a_week=3)
    with writing(world.weavers), connection.cursor() as cursor:
        cursor.execute("SELECT showroom_refresh(%s::bigint[])", [[tas.pk]])
        cursor.execute("SELECT xmin::text::bigint FROM showroom_listing")
    assert listed(tas).changed_at == before


def test_many_at_once_are_written_in_one_go(world):
    with writing(world.weavers):
        made = Product.objects.bulk_create(
            Product(code=f"p-{n}", name=f"Tikar {n}", craft_id="lainnya", price_idr=n + 1, published=True)
            for n in range(30)
        )
    assert ShowroomListing.objects.count() == len(made)
    assert ShowroomWord.objects.get(word="tikar").listings == 30


def test_the_check_finds_a_lie_and_the_rebuild_puts_it_right(world, tas, settings):
    with writing(world.weavers), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sentra.showroom', 'refreshing', true)")
        cursor.execute("UPDATE showroom_listing SET price_idr = 1")
        cursor.execute("SELECT set_config('sentra.showroom', '', true)")
    assert faults(world.weavers) == ["barang tas-purun berbeda dari datanya"]
    with writing(world.weavers), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sentra.showroom', 'refreshing', true)")
        cursor.execute("DELETE FROM showroom_listing")
        cursor.execute("SELECT set_config('sentra.showroom', '', true)")
    assert faults(world.weavers) == ["barang tas-purun tidak ada di etalase"]
    assert rebuild_showroom(by=world.mira, at=NOW) == 1


def test_a_miscounted_word_is_found(world, tas):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sentra.showroom', 'refreshing', true)")
        cursor.execute("UPDATE showroom_word SET listings = 5 WHERE word = 'purun'")
        assert showroom.counts() == ["kata purun dihitung 5, seharusnya 1"]
        cursor.execute("UPDATE showroom_word SET listings = 1 WHERE word = 'purun'")
        cursor.execute("SELECT set_config('sentra.showroom', '', true)")


def test_a_miscounted_choice_is_found(world, tas):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sentra.showroom', 'refreshing', true)")
        cursor.execute("UPDATE showroom_choice SET listings = 5 WHERE kind = 'motif'")
        assert showroom.counts() == ["galuh: pilihan motif Gigi haruan dihitung 5, seharusnya 1"]
        cursor.execute("UPDATE showroom_choice SET listings = 1 WHERE kind = 'motif'")
        cursor.execute("SELECT set_config('sentra.showroom', '', true)")


def test_a_choice_goes_with_its_last_listing(world, tas):
    other = bag(world, "tas-lain")
    motif = ShowroomChoice.objects.get(kind="motif")
    assert (motif.label, motif.listings) == ("Gigi haruan", 2)
    unpublish_product(other.pk, by=world.mira, at=NOW)
    assert ShowroomChoice.objects.get(kind="motif").listings == 1
    unpublish_product(tas.pk, by=world.mira, at=NOW)
    assert not ShowroomChoice.objects.exists()


def test_another_cooperative_is_not_touched(world, tas):
    assert not faults(world.batik)
    with transaction.atomic(), within(world.batik.pk):
        assert listed(tas).slug == "galuh"  # read by everybody
