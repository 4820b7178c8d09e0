"""Products on screen: made, priced, given stages and a photo, shown to everybody or not."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from sentra.crafts.models import Product
from sentra.crafts.operations import StageFacts, add_product, set_stages
from sentra.crafts.queries import product_card
from sentra.kernel.tenancy import reading
from sentra.people.models import User
from tests.world import NOW

FACTS = {
    "name": "Tas purun", "craft_code": "anyaman-purun", "price_idr": "185.000", "minimum_lot": "5",
    "unit": "buah", "sizes": "S, M , L", "motif_id": "", "description": "Tas belanja",
}  # fmt: skip


@pytest.fixture
def mira(world, client, time_machine):
    """The chair, signed in."""
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


@pytest.fixture
def bag(world):
    return add_product(name="Tas purun", craft_code="anyaman-purun", price_idr=185_000, by=world.mira, at=NOW)


@pytest.fixture
def made(world, bag):
    steps = [
        StageFacts("Menganyam", "raw", "anyam-purun", 35_000, 12),
        StageFacts("Menjahit", "finished", "finishing-jahit-kait", 30_000, 15, 3, 1),
    ]
    return set_stages(bag.pk, stages=steps, by=world.mira, at=NOW)


def seen(response):
    return response.content.decode()


def row(n, name="", **said):
    """One row of the stages' form as a browser sends it."""
    facts = {
        "position": n,
        "name": name,
        "finish": "",
        "technique_code": "",
        "rate_idr": "",
        "pieces_a_week": "",
    }
    facts |= {"minimum_level": 1, "handover_weeks": 0, "stage_id": ""} | said
    return {f"{key}_{n}": value for key, value in facts.items()}


def weaving(n, **said):
    facts = {"finish": "raw", "technique_code": "anyam-purun", "rate_idr": "35.000", "pieces_a_week": 12}
    return row(n, "Menganyam", **facts | said)


def sewing(n, **said):
    facts = {
        "finish": "finished",
        "technique_code": "finishing-jahit-kait",
        "rate_idr": "30.000",
        "pieces_a_week": 15,
    }
    return row(n, "Menjahit", **facts | said)


def stages_of(world, product):
    with reading(world.mira):
        return [(one.position, one.name, one.rate_idr) for one in product_card(product.pk).stages]


def test_a_product_is_made_and_corrected(world, mira):
    answer = mira.post(reverse("add-product"), FACTS)
    with reading(world.mira):
        bag = Product.objects.get()
    assert answer.url == reverse("product-stages", args=[bag.pk])
    assert (bag.price_idr, bag.sizes, bag.minimum_lot) == (185_000, ["S", "M", "L"], 5)
    assert "S, M, L" in seen(mira.get(reverse("change-product", args=[bag.pk])))
    mira.post(reverse("save-product", args=[bag.pk]), FACTS | {"price_idr": "190000", "sizes": ""})
    with reading(world.mira):
        bag.refresh_from_db()
    assert (bag.price_idr, bag.sizes) == (190_000, [])


def test_mistakes_come_back_with_everything_that_was_typed(mira):
    answer = mira.post(reverse("add-product"), FACTS | {"price_idr": "1,5 juta", "description": "Kulit asli"})
    assert answer.status_code == 422
    assert "1,5 juta" in seen(answer)
    assert "Kulit asli" in seen(answer)


def test_the_same_form_twice_makes_one_product(world, mira):
    form = FACTS | {"_once": uuid.uuid4().hex}
    assert mira.post(reverse("add-product"), form).url == mira.post(reverse("add-product"), form).url
    with reading(world.mira):
        assert Product.objects.count() == 1


def test_stages_are_added_changed_reordered_and_left_out(world, mira, bag):
    save = reverse("save-stages", args=[bag.pk])
    answer = mira.post(save, {"rows": 3} | weaving(1) | sewing(2) | row(3))
    assert answer.url == reverse("product", args=[bag.pk])
    assert stages_of(world, bag) == [(1, "Menganyam", 35_000), (2, "Menjahit", 30_000)]
    with reading(world.mira):
        first, last = product_card(bag.pk).stages
    between = row(
        3,
        "Memotong",
        position=1,
        finish="raw",
        technique_code="anyam-purun",
        rate_idr="5000",
        pieces_a_week=9,
    )
    known = weaving(1, stage_id=first.stage_id, position=2, rate_idr="36.000") | sewing(
        2, stage_id=last.stage_id, position=3
    )
    mira.post(save, {"rows": 4} | known | between | row(4))
    assert stages_of(world, bag) == [
        (1, "Memotong", 5_000),
        (2, "Menganyam", 36_000),
        (3, "Menjahit", 30_000),
    ]
    with reading(world.mira):
        cutting, weave, sew = product_card(bag.pk).stages
    assert (weave.stage_id, sew.stage_id) == (first.stage_id, last.stage_id)
    rest = weaving(1, stage_id=weave.stage_id, out_1="on") | sewing(2, stage_id=sew.stage_id)
    gone = {"out_1": "on"} | row(3, "Memotong", stage_id=cutting.stage_id, position=1, finish="raw",
                                 technique_code="anyam-purun", rate_idr="5000", pieces_a_week=9)  # fmt: skip
    mira.post(save, {"rows": 3} | rest | gone)
    assert [name for _at, name, _rate in stages_of(world, bag)] == ["Memotong", "Menjahit"]


def test_a_half_filled_stage_is_asked_about(mira, bag):
    answer = mira.post(reverse("save-stages", args=[bag.pk]), {"rows": 2} | sewing(1, rate_idr="") | row(2))
    assert answer.status_code == 422
    assert "Menjahit" in seen(answer)
    assert answer.context["form"].errors.keys() == {"rate_idr_1"}


def test_a_way_that_ends_unfinished_is_refused_with_the_rows_kept(mira, bag):
    answer = mira.post(reverse("save-stages", args=[bag.pk]), {"rows": 2} | weaving(1) | row(2))
    assert answer.status_code == 422
    assert "Menganyam" in seen(answer)


@pytest.mark.parametrize("rows", ["", "-1", "999999999999", "²", "abc"])
def test_a_forged_number_of_rows_is_harmless(mira, bag, rows):
    assert mira.post(reverse("save-stages", args=[bag.pk]), {"rows": rows} | weaving(1)).status_code == 422


def test_the_page_shows_what_each_stage_earns(mira, made):
    page = mira.get(reverse("product", args=[made.pk]))
    assert "65.000" in seen(page)  # both stages
    assert "120.000" in seen(page)  # what is left of the price
    assert "420.000" in seen(page)  # 12 pieces a week at 35.000
    assert [bar["value"] for bar in page.context["bars"]] == [35_000, 30_000, 120_000]


def test_it_is_shown_to_everybody_only_with_stages(world, mira, bag):
    assert mira.post(reverse("publish-product", args=[bag.pk])).status_code == 422
    mira.post(reverse("save-stages", args=[bag.pk]), {"rows": 1} | sewing(1))
    assert mira.post(reverse("publish-product", args=[bag.pk])).status_code == 302
    with reading(world.mira):
        assert Product.objects.get().published
    mira.post(reverse("unpublish-product", args=[bag.pk]))
    with reading(world.mira):
        assert not Product.objects.get().published


def test_a_photo_is_kept_and_what_is_none_is_refused(world, mira, bag):
    out = io.BytesIO()
    Image.effect_noise((900, 700), 60).convert("RGB").save(out, "JPEG")
    upload = SimpleUploadedFile("tas.jpg", out.getvalue(), content_type="image/jpeg")
    assert mira.post(reverse("product-picture", args=[bag.pk]), {"picture": upload}).status_code == 302
    assert "srcset" in seen(mira.get(reverse("product", args=[bag.pk])))
    trap = SimpleUploadedFile("tas.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")
    assert mira.post(reverse("product-picture", args=[bag.pk]), {"picture": trap}).status_code == 422
    assert mira.post(reverse("product-picture", args=[bag.pk]), {}).status_code == 422


def test_a_motif_is_added(world, mira):
    form = {"name": "Kembang teratai", "story": "Bunga di rawa"}
    assert mira.post(reverse("add-motif"), form).status_code == 302
    assert mira.post(reverse("add-motif"), form).status_code == 422
    assert "Kembang teratai" in seen(mira.get(reverse("new-product")))


@pytest.mark.parametrize("products", [3, 12])
def test_the_list_asks_a_constant_number_of_queries(world, mira, products, django_assert_num_queries):
    for n in range(products):
        one = add_product(name=f"Tas {n}", craft_code="anyaman-purun", price_idr=1_000, by=world.mira, at=NOW)
        set_stages(
            one.pk, stages=[StageFacts("Anyam", "finished", "anyam-purun", 500, 5)], by=world.mira, at=NOW
        )
    with django_assert_num_queries(11):
        mira.get(reverse("products"))


def test_an_inspector_looks_and_does_not_change(world, client, made):
    client.force_login(User.objects.get(pk=world.idah.user_id))
    page = client.get(reverse("product", args=[made.pk]))
    assert page.status_code == 200
    assert reverse("product-stages", args=[made.pk]) not in seen(page)
    assert client.get(reverse("new-product")).status_code == 403
    assert client.post(reverse("add-product"), FACTS).status_code == 403
    for name in ("publish-product", "save-stages", "save-product", "product-picture"):
        assert client.post(reverse(name, args=[made.pk])).status_code == 403


def test_an_office_has_no_products(world, client):
    client.force_login(User.objects.get(pk=world.omar.user_id))
    assert client.get(reverse("products")).status_code == 403


def test_another_cooperative_does_not_find_it(world, client, made):
    client.force_login(User.objects.get(pk=world.zahra.user_id))
    assert "Tas purun" not in seen(client.get(reverse("products")))
    for name in ("product", "change-product", "product-stages"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 404
    assert client.post(reverse("publish-product", args=[made.pk])).status_code == 404
    assert client.post(reverse("save-stages", args=[made.pk]), {"rows": 1} | sewing(1)).status_code == 404
