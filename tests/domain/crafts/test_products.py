"""Products, their stages and pictures, motifs."""

import io
from dataclasses import replace

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction
from PIL import Image

from sentra.crafts.models import Craft, Product, ProductPicture, Stage, Technique
from sentra.crafts.operations import (
    StageFacts,
    add_motif,
    add_product,
    change_product,
    publish_product,
    set_capacity,
    set_product_picture,
    set_stages,
    unpublish_product,
)
from sentra.crafts.queries import craft_choices, product_card, product_cards
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow, StoredFile
from sentra.kernel.tenancy import within
from tests.world import NOW, World

WEAVE = StageFacts("Anyam", "half_finished", "anyam-purun", 20_000, 12)
FINISH = StageFacts("Finishing", "finished", "finishing-jahit-kait", 8_000, 30, minimum_level=2)


def add(world: World, name: str = "Tas purun besar", by=None, **facts) -> Product:
    told = {"craft_code": "anyaman-purun", "price_idr": 50_000} | facts
    return add_product(name=name, by=by or world.mira, at=NOW, **told)


def stages(world: World, product: Product, *wanted: StageFacts, by=None) -> Product:
    return set_stages(product.pk, stages=wanted, by=by or world.mira, at=NOW)


def picture(width: int = 1600, height: int = 1200, colour: str = "#7a4a21") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def rows(product: Product) -> list[Stage]:
    return list(Stage.objects.filter(product=product).order_by("position"))


def test_crafts_and_techniques_are_there(db):
    assert {"anyaman-purun", "batik-tulis", "kopiah-jangang", "lainnya"} <= set(dict(craft_choices()))
    assert Technique.objects.filter(family="batik").count() >= 5
    assert Craft.objects.exclude(name_en="").count() == Craft.objects.count()


def test_a_product_takes_its_code_from_its_name(world):
    product = add(world, sizes=["S", " M ", "S", ""], minimum_lot=5)
    assert (product.code, product.sizes, product.published) == ("tas-purun-besar", ["S", "M"], False)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "???"}, "name"),
        ({"craft_code": "none"}, "craft_code"),
        ({"price_idr": 0}, "price_idr"),
        ({"minimum_lot": 0}, "minimum_lot"),
        ({"sizes": [str(size) for size in range(41)]}, "sizes"),
    ],
)
def test_what_cannot_be_is_refused(world, facts, field):
    with pytest.raises(Refused) as refusal:
        add(world, **facts)
    assert refusal.value.field == field


def test_a_code_belongs_to_one_product_of_a_cooperative(world):
    add(world)
    with pytest.raises(Refused) as refusal:
        add(world)
    assert refusal.value.field == "code"
    assert add(world, by=world.zahra).tenant_id == world.batik.pk


def test_a_price_change_stands_in_the_audit(world):
    product = add(world)
    motif = add_motif(
        name="Mata punai", story="Mata burung", maker_id=world.aluh.party_id, by=world.mira, at=NOW
    )
    change_product(
        product.pk,
        name="Tas",
        craft_code="anyaman-purun",
        price_idr=60_000,
        motif_id=motif.pk,
        by=world.mira,
        at=NOW,
    )
    with transaction.atomic(), within(world.weavers.pk):
        assert AuditRow.objects.get(operation="crafts.change_product").details["price_idr"] == 60_000
        card = product_card(product.pk)
    assert (card.name, card.code, card.motif, card.motif_story) == (
        "Tas",
        "tas-purun-besar",
        "Mata punai",
        "Mata burung",
    )
    with pytest.raises(Refused):
        add_motif(name=" Mata  punai ", by=world.mira, at=NOW)


def test_stages_are_numbered_in_their_order(world):
    product = add(world)
    stages(world, product, WEAVE, FINISH)
    with transaction.atomic(), within(world.weavers.pk):
        card = product_card(product.pk)
    assert [(one.position, one.name) for one in card.stages] == [(1, "Anyam"), (2, "Finishing")]
    assert card.labour_idr == 28_000


def test_changed_stages_stay_the_same_stages(world):
    product = add(world)
    stages(world, product, WEAVE, FINISH)
    with transaction.atomic(), within(world.weavers.pk):
        first, second = rows(product)
    dye = StageFacts("Warnai", "raw", "warnai-serat", 5_000, 40)
    cheaper = replace(WEAVE, rate_idr=21_000, stage_id=first.pk)
    stages(world, product, dye, cheaper, replace(FINISH, stage_id=second.pk))
    with transaction.atomic(), within(world.weavers.pk):
        assert [(stage.position, stage.name, stage.rate_idr) for stage in rows(product)] == [
            (1, "Warnai", 5_000), (2, "Anyam", 21_000), (3, "Finishing", 8_000),
        ]  # fmt: skip
        assert [stage.pk for stage in rows(product)][1:] == [first.pk, second.pk]
    stages(world, product, replace(FINISH, stage_id=second.pk))
    with transaction.atomic(), within(world.weavers.pk):
        assert [(stage.pk, stage.position) for stage in rows(product)] == [(second.pk, 1)]


@pytest.mark.parametrize(
    "wanted",
    [
        (),
        (WEAVE,),
        (FINISH, WEAVE),
        (FINISH, replace(WEAVE, finish="raw"), FINISH),
        (replace(FINISH, name=" "),),
        (replace(FINISH, finish="polished"),),
        (replace(FINISH, rate_idr=-1),),
        (replace(FINISH, pieces_a_week=0),),
        (replace(FINISH, minimum_level=5),),
        (replace(FINISH, handover_weeks=-1),),
        (replace(FINISH, technique_code="magic"),),
        (replace(FINISH, stage_id=999_999),),
        (FINISH,) * 13,
    ],
)
def test_ways_that_lead_nowhere_are_refused(world, wanted):
    product = add(world)
    with pytest.raises(Refused):
        stages(world, product, *wanted)


def test_one_stage_cannot_stand_twice_and_not_in_another_product(world):
    product, other = add(world), add(world, "Topi")
    stages(world, product, FINISH)
    with transaction.atomic(), within(world.weavers.pk):
        (stage,) = rows(product)
    same = replace(FINISH, stage_id=stage.pk)
    for target, wanted in ((product, (same, same)), (other, (same,))):
        with pytest.raises(Refused, match="meanwhile"):
            stages(world, target, *wanted)


def test_leaving_out_a_stage_takes_her_word_for_it_along(world):
    product = add(world)
    stages(world, product, WEAVE, FINISH)
    with transaction.atomic(), within(world.weavers.pk):
        first, second = rows(product)
    workshop = world.workshops["Aluh"]
    set_capacity(workshop.pk, stage_id=first.pk, pieces_a_week=10, by=world.budi, at=NOW)
    stages(world, product, replace(FINISH, stage_id=second.pk))
    with transaction.atomic(), within(world.weavers.pk):
        assert workshop.capacities.count() == 0


def test_a_stage_with_work_on_it_stays(world, monkeypatch):
    product = add(world)
    stages(world, product, WEAVE, FINISH)
    with transaction.atomic(), within(world.weavers.pk):
        _, second = rows(product)

    def hangs(self) -> None:
        raise IntegrityError

    monkeypatch.setattr(Stage, "delete", hangs)
    with pytest.raises(Refused, match="left out"):
        stages(world, product, replace(FINISH, stage_id=second.pk))


def test_only_what_can_be_made_is_published(world):
    product = add(world)
    with pytest.raises(Refused):
        publish_product(product.pk, by=world.mira, at=NOW)
    stages(world, product, FINISH)
    assert publish_product(product.pk, by=world.mira, at=NOW).published
    with transaction.atomic(), within(world.weavers.pk):
        assert [card.product_id for card in product_cards(published=True)] == [product.pk]
    assert not unpublish_product(product.pk, by=world.mira, at=NOW).published
    with transaction.atomic(), within(world.weavers.pk):
        assert product_cards(published=True) == []


def test_a_picture_comes_in_widths_and_the_old_one_goes(world, django_capture_on_commit_callbacks):
    product = add(world)
    set_product_picture(product.pk, content=picture(), by=world.mira, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        old = list(StoredFile.objects.filter(public=True))
        photo = product_card(product.pk).photo
    assert photo is not None
    assert (photo.width, photo.height) == (640, 480)
    assert [part.split()[1] for part in photo.srcset.split(", ")] == ["320w", "640w", "1280w"]
    with django_capture_on_commit_callbacks(execute=True):
        set_product_picture(product.pk, content=picture(400, 330, "#1f2a5a"), by=world.mira, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        assert list(ProductPicture.objects.values_list("width", flat=True)) == [320, 400]
        assert StoredFile.objects.filter(public=True).count() == 2
    assert not any(storages["default"].exists(file.path) for file in old)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", picture(5000, 20)])
def test_what_is_no_usable_picture_is_refused(world, content):
    with pytest.raises(Refused) as refusal:
        set_product_picture(add(world).pk, content=content, by=world.mira, at=NOW)
    assert refusal.value.field == "picture"


def test_lists_ask_the_same_number_of_questions(world, django_assert_num_queries):
    for number in range(8):
        stages(world, add(world, f"Produk {number}"), WEAVE, FINISH)
    with transaction.atomic(), within(world.weavers.pk), django_assert_num_queries(3):
        assert len(product_cards()) == 8
    with transaction.atomic(), within(world.weavers.pk):
        assert [card.name for card in product_cards(search="produk 3")] == ["Produk 3"]
        assert product_cards(published=True) == product_cards(craft_code="batik-cap") == []


def test_who_may_not(world):
    product = add(world)
    for by in (world.tari, world.budi, world.aluh):
        with pytest.raises(PermissionDenied):
            add(world, by=by)
    for verb in (
        lambda: stages(world, product, FINISH, by=world.zahra),
        lambda: publish_product(product.pk, by=world.zahra, at=NOW),
        lambda: set_product_picture(product.pk, content=picture(), by=world.zahra, at=NOW),
    ):
        with pytest.raises(Product.DoesNotExist):
            verb()
    with transaction.atomic(), within(world.batik.pk):
        assert product_cards() == []


def test_pictures_stand_inside_the_fences(world):
    """Negative control: raw SQL cannot hang our picture on the neighbours' product, nor read it."""
    product = add(world)
    set_product_picture(product.pk, content=picture(), by=world.mira, at=NOW)
    with transaction.atomic(), within(world.batik.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM crafts_productpicture")
        assert cursor.fetchone() == (0,)
    with pytest.raises(IntegrityError, match="same_tenant"):
        _hang_on(product, world.batik.pk)


def _hang_on(product: Product, tenant: int) -> None:
    file = "INSERT INTO kernel_storedfile (tenant_id, uid, name, mime, size, sha256, public, path, made_at)"
    hung = "INSERT INTO crafts_productpicture (tenant_id, product_id, file_id, width, height)"
    values = "VALUES (%s, gen_random_uuid(), '', '', 0, '', true, '', now()) RETURNING id"
    with transaction.atomic(), within(writes=tenant), connection.cursor() as cursor:
        cursor.execute(f"{file} {values}", [tenant])
        cursor.execute(f"{hung} VALUES (%s, %s, %s, 1, 1)", [tenant, product.pk, cursor.fetchone()[0]])
