"""What stands on the site whose pages are checked, made by the operations people use.

One cooperative with more goods than a page shows, each with a drawn picture of a photograph's weight, makers
who agreed to be named, an enquiry, a quotation, a labelled lot; another one with nothing yet.
`command()` is how another process fills the database of its environment and prints the names.
"""

import json
import sys
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import xlsxwriter
from django.db import transaction
from django.utils import timezone, translation

from sentra.console.demo.settle import drawn, houses
from sentra.console.pages.visits import Names
from sentra.console.story import Cast, OrderFacts, Play, gather, play_order
from sentra.cooperative.membership import texts
from sentra.cooperative.membership.operations import give_consent
from sentra.crafts.models import Product
from sentra.crafts.operations import (
    StageFacts,
    add_motif,
    add_product,
    draw_photo,
    publish_product,
    set_capacity,
    set_product_picture,
    set_skill,
    set_stages,
)
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.market.models import Stall
from sentra.market.operations import (
    MarketFacts,
    StallFacts,
    add_market,
    change_day,
    lay_out_stalls,
    set_stall,
)
from sentra.orders.facts import BasketFacts, BasketLine, BuyerFacts
from sentra.orders.operations import place_order
from sentra.origin.codes import read, written
from sentra.origin.models import Label
from sentra.origin.operations import issue_labels, revoke_label
from sentra.origin.queries import code_of
from sentra.people.founding import found_tenant
from sentra.people.models import Workshop
from sentra.people.operations import update_artisan
from sentra.quality.models import Lot
from sentra.showroom.jobs import reckon_lead_times
from sentra.stock.consigned_operations import Left, receive_consigned
from sentra.web.actors import guest_of
from sentra.web.keys import label_signer

CHECKOUT = UUID("7f1c6c1e-3b0a-4b7e-9a57-2f6d1c0e8a11")
GOODS = 14  # a page of the catalogue shows 12
SLUG, DISTRICT = "sangatta", "64.08"
EMPTY, EMPTY_DISTRICT = "kosong", "63.05"
VILLAGE = "64.08.04.2001"
MAKERS, MADE = 3, 6  # who agree to be named, and the goods of which each of them makes
STORY = "Meniru akar yang menjalar: lambang keluarga yang saling menopang. " * 6
SIZES = (("Nama", "Ukuran"), ("Ani", "M"), ("Budi", "L"), ("Citra", "jumbo"))  # one row is not clear


def made(*, now: datetime) -> Names:
    """Fill an empty site; the names its addresses are made of."""
    with translation.override("id"), TemporaryDirectory() as folder:
        start = now - timedelta(days=120)
        cast = gather(at=start, slug=SLUG)
        found_tenant(
            Tenant.Kind.COOPERATIVE, slug=EMPTY, name="Koperasi Baru", district_code=EMPTY_DISTRICT, at=start
        )
        facts = OrderFacts(
            starts_at=start, pieces=len(SIZES) - 1, size_list=_size_list(Path(folder)), decliners=0, silent=0,
            faults={}, first_part=0,
        )  # fmt: skip
        names = _shelf(cast, at=now) | _markets(cast, at=now)
        names |= _bought(cast, names, at=now)
        names |= _labels(cast, play_order(cast, facts, until="made"), at=now)
        fresh = replace(facts, starts_at=now - timedelta(days=3))
        return names | {step: _tracked(play_order(cast, fresh, until=step)) for step in ("enquiry", "quoted")}


def _size_list(folder: Path) -> Path:
    path = folder / "ukuran.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(SIZES):
            sheet.write_row(number, 0, row)
    return path


def _tracked(play: Play) -> str:
    assert play.lead is not None
    return str(play.lead.uid)


def _shelf(cast: Cast, *, at: datetime) -> Names:
    """Goods of every kind the drawings know, by makers who agreed to be named; one without a picture."""
    makers = _named(cast, at=at)
    motif = add_motif(name="Wakaroros", story=STORY, maker_id=makers[0].owner_id, by=cast.chair, at=at)
    kinds = [product for house in houses() for product in house["products"]]
    for number in range(GOODS):
        _good(cast, kinds[number % len(kinds)], number, motif_id=motif.pk, makers=makers, at=at)
    reckon_lead_times(cast.tenant, at=at)
    return {
        "slug": SLUG, "district": DISTRICT, "empty": EMPTY, "empty_district": EMPTY_DISTRICT,
        "village": VILLAGE, "code": f"{kinds[0]['code']}-0", "craft": kinds[0]["craft"],
        "bare": cast.product.code, "motif": str(motif.pk), "maker": str(_owner(cast, makers[0])),
    }  # fmt: skip


def _good(
    cast: Cast, facts: dict[str, Any], number: int, *, motif_id: int, makers: list[Workshop], at: datetime
) -> Product:
    chair = cast.chair
    name = facts["name"] if number == 0 else f"{facts['name']} ke-{number + 1}"
    product = add_product(
        name=name, code=f"{facts['code']}-{number}", craft_code=facts["craft"], price_idr=facts["price"],
        description=facts["description"], motif_id=motif_id, by=chair, at=at,
    )  # fmt: skip
    set_stages(product.pk, stages=[StageFacts(*stage) for stage in facts["stages"]], by=chair, at=at)
    with transaction.atomic(), within(cast.tenant.pk):
        route = [(stage.pk, stage.technique_id) for stage in product.stages.all()]
    for workshop in makers if number < MADE else makers[:1]:
        for stage_id, technique in route:
            set_skill(workshop.pk, technique_code=technique, level=3, by=cast.coordinator, at=at)
            set_capacity(workshop.pk, stage_id=stage_id, pieces_a_week=5, by=cast.coordinator, at=at)
    set_product_picture(product.pk, content=_picture(facts["picture"]), by=chair, at=at)
    with transaction.atomic(), within(cast.tenant.pk):
        photo = product.photos.get()
    draw_photo(photo.pk, by=chair, at=at)
    return publish_product(product.pk, by=chair, at=at)


def _markets(cast: Cast, *, at: datetime) -> Names:
    """A market with named, laid out and free stalls and a day that is closed; one with nothing yet."""
    facts = MarketFacts(
        "Pasar Contoh", VILLAGE, at.weekday(), time(6), time(10), at.date() - timedelta(days=90),
        address="Lapangan contoh", latitude=Decimal("0.5109"), longitude=Decimal("117.5390"),
    )  # fmt: skip
    full, bare = (
        add_market(one, by=cast.chair, at=at)
        for one in (facts, replace(facts, name="Pasar Kosong", latitude=None, longitude=None))
    )
    change_day(full.pk, on=at.date() + timedelta(days=7), reason="Upacara", by=cast.chair, at=at)
    lay_out_stalls(full.pk, rows=8, cols=5, by=cast.chair, at=at)
    crafts = sorted({product["craft"] for house in houses() for product in house["products"]})
    with transaction.atomic(), within(cast.tenant.pk):
        makers = [one.owner.uid for one in Workshop.objects.select_related("owner").order_by("pk")[:MAKERS]]
        stalls = list(Stall.objects.filter(market=full).order_by("pk")[:30])
    for number, stall in enumerate(stalls):
        told = StallFacts(
            stall.number, stall.row, stall.col, crafts[number % len(crafts)], cooperative=cast.tenant.uid,
            maker=makers[number] if number < MAKERS else None,
        )  # fmt: skip
        set_stall(full.pk, told, stall_id=stall.pk, by=cast.chair, at=at)
    return {"market": full.slug, "bare_market": bare.slug}


@cache
def _picture(kind: str) -> bytes:
    return drawn(kind, seed=1)


def _named(cast: Cast, *, at: datetime) -> list[Workshop]:
    with transaction.atomic(), within(cast.tenant.pk):
        found = list(Workshop.objects.select_related("owner").order_by("pk")[:MAKERS])
    for one in found:
        update_artisan(one.pk, name=one.owner.name, village_code=VILLAGE, by=cast.coordinator, at=at)
        for purpose in ("showroom", "pay"):
            version = texts.newest()[purpose].version
            give_consent(one.owner_id, purpose=purpose, version=version, by=cast.coordinator, at=at)
    return found


def _bought(cast: Cast, names: Names, *, at: datetime) -> Names:
    """Two pieces of a product lie ready, left by their maker; one of them is bought and not paid yet."""
    with transaction.atomic(), within(cast.tenant.pk):
        ready = Product.objects.get(code=names["code"])
        other = Product.objects.filter(published=True).exclude(pk=ready.pk).order_by("pk")[0]
        last = ready.stages.order_by("-position")[0]
        maker = Workshop.objects.order_by("pk")[0]
    left = [Left(last.pk, 3, ready.price_idr // 2)]
    receive_consigned(maker.pk, lines=left, by=cast.chair, at=at)
    basket = BasketFacts(
        BuyerFacts("Rina Contoh", "person", phone="081200005678"), (BasketLine(ready.pk, 1),),
        promised_on=at.date(), way="fetch", checkout=CHECKOUT,
    )  # fmt: skip
    order = place_order(basket, hold=timedelta(days=1), by=guest_of(cast.tenant), at=at)
    return {
        "ready": str(ready.pk), "toorder": str(other.pk), "ready_code": ready.code, "bought": str(order.uid),
        "checkout": str(CHECKOUT),
    }  # fmt: skip


def _owner(cast: Cast, workshop: Workshop) -> Any:
    with transaction.atomic(), within(cast.tenant.pk):
        return workshop.owner.uid


def _labels(cast: Cast, play: Play, *, at: datetime) -> Names:
    """Labels of the last lot: one genuine, one withdrawn, one changed by a bit."""
    with transaction.atomic(), within(cast.tenant.pk):
        of_order = Lot.objects.filter(assignment__order=play.order_id)
        lot = of_order.filter(assignment__stage__finish="finished").latest("pk")
    labels = issue_labels(lot.pk, kind=Label.Kind.PIECE, signer=label_signer(), by=cast.chair, at=at)
    revoke_label(labels[-1].pk, why=Label.Why.LOST, by=cast.chair, at=at)
    with transaction.atomic(), within(cast.tenant.pk):
        codes = [code_of(one) for one in labels]
    payload, signature = read(codes[0])
    return {
        "label": codes[0], "withdrawn": codes[-1],
        "changed": written(payload[:-1] + bytes([payload[-1] ^ 1]), signature),
    }  # fmt: skip


def main() -> None:
    sys.stdout.write(json.dumps(made(now=timezone.now())))


def command() -> list[str]:
    """What to run with the environment of the site."""
    return [sys.executable, "-c", f"import django; django.setup(); from {__name__} import main; main()"]
