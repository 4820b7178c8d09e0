"""Builds the catalogue to print part by part, telling how far it is."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.core.files.storage import storages
from django.urls import reverse
from django.utils.translation import gettext

from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.kernel.notices import in_the_house_language
from sentra.kernel.tenancy import reading
from sentra.showroom.links import code_of
from sentra.showroom.models import PrintedCatalogue, ShortLink
from sentra.showroom.operations.catalogue import OPEN, finish_catalogue, give_up_catalogue, note_goods
from sentra.showroom.printing import Press, bound, goods_of, laid_out
from sentra.showroom.queries.every import Offered

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def build(catalogue_id: int, *, by: Actor, clock: Clock) -> None:
    """Run again it does nothing twice. What cannot be laid out ends it with its reason."""
    with reading(by):
        asked = PrintedCatalogue.objects.get(pk=catalogue_id)
        house = Tenant.objects.get(pk=by.tenant_id)
        press = _press(asked, house, by, clock())
    if asked.stage not in OPEN:
        return
    goods, parts = goods_of(house.slug), []
    try:
        for title, content, done in laid_out(press):
            parts.append((title, content))
            note_goods(catalogue_id, done=done, goods=goods, by=by, at=clock())
        content = bound(parts)
    except Exception:
        log.exception("catalogue %s of tenant %s was not built", catalogue_id, by.tenant_id)
        with in_the_house_language():
            why = gettext("Something went wrong while laying it out. Try again, or tell who runs the site.")
        give_up_catalogue(catalogue_id, trouble=why, by=by, at=clock())
        return
    finish_catalogue(catalogue_id, content=content, by=by, at=clock())


def _press(asked: PrintedCatalogue, house: Tenant, by: Actor, at: datetime) -> Press:
    """A code leads by the link for print where there is one, so that its visits are counted."""
    printed = ShortLink.objects.filter(channel=ShortLink.Channel.PRINT)
    numbers = dict(printed.values_list("product_id", "number"))

    def address(one: Offered) -> str:
        if number := numbers.get(one.product_id):
            return asked.address + reverse("short-link", args=[code_of(house.pk, number)])
        return asked.address + reverse("public-product", args=[one.slug, one.code])

    home = asked.address + reverse("public-home", args=[house.slug])
    return Press(house, home, address, _photograph, by.today(at), at)


def _photograph(path: str) -> bytes:
    with storages["default"].open(path, "rb") as stream:
        return bytes(stream.read())
