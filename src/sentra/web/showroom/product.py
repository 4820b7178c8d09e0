"""One product: how it looks, who makes it in which steps, what each step is paid, when it could be ready."""

from dataclasses import dataclass, replace

from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from sentra.crafts.models import Stage
from sentra.kernel.tenancy import reading
from sentra.showroom.queries import Card, Listing, catalogue, listing
from sentra.web.actors import ActorRequest, guest_of
from sentra.web.public.day import Day, HowMany, day_for
from sentra.web.shop.forms import Put
from sentra.web.showroom.goods import goods, photos_of
from sentra.web.showroom.hands import hands
from sentra.web.showroom.house import House, house_page
from sentra.web.showroom.meta import Told
from sentra.web.showroom.screen import screen
from sentra.web.showroom.share import share_of
from sentra.web.showroom.structured import Crumb, product_node
from sentra.web.site import Site
from sentra.web.templatetags.formats import rupiah

NEIGHBOURS = 4


@dataclass(frozen=True)
class Rung:
    """A step as people read it. `adds_idr`: what its maker is paid for one piece."""

    position: int
    name: str
    technique: str
    finish: str
    finish_label: str
    adds_idr: int


@house_page
def product(request: ActorRequest, house: House, code: str, form: Form | None = None) -> HttpResponse:
    """With a number asked it says the day too. Three queries, and those of the plan when a day is asked."""
    host = house.host
    found = listing(host.slug, code) if host else None
    if found is None:
        raise Http404
    near = catalogue(replace(house.all_goods, craft=found.craft_code), size=NEIGHBOURS + 1).cards
    photos = photos_of(found.card.pictures)
    facts = {
        "listing": found,
        "card": found.card,
        "photo": next(iter(photos), None),
        "more_photos": photos[1:],
        "motif_url": house.url("motif", found.motif_id) if found.motif_id else "",
        "makers": hands(house, found.makers),
        "steps": rungs(found),
        "paid_idr": sum(one.adds_idr for one in found.steps),
        "others": goods(one for one in near if one.code != code)[:NEIGHBOURS],
        "form": form or HowMany(),
        "put": _put(found),
        "put_url": house.url("cart-put"),
        "day": _day(form, found, house),
        "chat_text": _chat_text(request, house, found.card),
    }
    return screen(request, house, "showroom/product", facts, _told(request, house, found))


def _put(found: Listing) -> Put | None:
    """The form of what lies ready; its fields have ids of their own, as another form asks for pieces too."""
    if not found.card.ready or found.sizes:
        return None
    return Put(initial={"product": found.card.product_id}, auto_id="put_%s")


def _chat_text(request: ActorRequest, house: House, card: Card) -> str:
    """What stands in the chat already; "" where the cooperative shows no mobile number (+628…)."""
    if house.host is None or not house.host.phone.startswith("+628"):
        return ""
    said = {
        "house": house.name, "product": card.name, "code": card.code, "price": rupiah(card.price_idr),
        "link": Site.of(request).whole(house.url("product", card.code)),
    }  # fmt: skip
    return _("Hello %(house)s, I would like to order: %(product)s (%(code)s), %(price)s. %(link)s") % said


def _told(request: ActorRequest, house: House, found: Listing) -> Told:
    card = found.card
    return Told(
        f"{card.name}, {rupiah(card.price_idr)}",
        f"{card.name}, {rupiah(card.price_idr)}. {found.description}",
        (product_node(found, house, Site.of(request), share=share_of(card)[0]),),
        (Crumb(_("Goods"), house.url("goods")), Crumb(card.name, house.url("product", card.code))),
        share_of(card),
        "product",
        price_idr=card.price_idr,
    )


def _day(form: Form | None, found: Listing, house: House) -> Day | None:
    if house.host is None or not isinstance(form, HowMany):
        return None
    with reading(guest_of(house.host)):
        return day_for(form, found.card.product_id, house.host)


def rungs(found: Listing) -> list[Rung]:
    return [
        Rung(
            step.position,
            step.name,
            technique,
            step.finish,
            str(Stage.Finish(step.finish).label),
            step.adds_idr,
        )
        for step, technique in zip(found.steps, found.techniques, strict=True)
    ]
