"""From the basket to orders: one at each cooperative, all of them or none."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sentra.kernel.errors import Refused, Undone
from sentra.kernel.idempotency import sending
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.orders.facts import BasketFacts, BasketLine
from sentra.orders.models import Order
from sentra.orders.operations import give_up_purchase, place_order
from sentra.web.actors import ActorRequest, guest_of
from sentra.web.guards import ONCE, in_hand
from sentra.web.public.limits import not_too_often
from sentra.web.shop.basket import basket_of, kept
from sentra.web.shop.forms import Checkout
from sentra.web.shop.rows import Contents, Group, contents
from sentra.web.shop.views import private
from sentra.web.showroom.house import House, house_action, house_page
from sentra.web.showroom.screen import screen

HOLD = timedelta(hours=24)
FETCHED_AFTER, SENT_AFTER = timedelta(days=1), timedelta(days=3)


@house_page
def checkout(request: ActorRequest, house: House, form: Form | None = None) -> HttpResponse:
    """Who buys and how the goods come to her. Two queries."""
    found = contents(basket_of(request), house)
    shown = form if isinstance(form, Checkout) else Checkout(initial={"seen_idr": found.sum_idr})
    facts = {
        "found": found,
        "form": shown,
        "place_url": house.url("place"),
        "hours": HOLD // timedelta(hours=1),
    }
    return private(screen(request, house, "shop/checkout", facts))


@house_action(page=checkout)
def place(request: ActorRequest, house: House) -> HttpResponse:
    """Set the goods aside at each cooperative. Where one refuses, what the others set aside is free again."""
    form = in_hand(request, Checkout(request.POST))
    basket = basket_of(request)
    found = contents(basket, house)
    uid = _checkout_of(str(request.POST.get(ONCE, "")))
    if form.cleaned_data["seen_idr"] != found.sum_idr:
        orders = [one for _host, one in _orders(house, uid)]  # sent twice, and the first time it worked
        if not orders:
            form.data = _with_sum(request.POST, found.sum_idr)
            raise Refused(_("The sum has changed. Look at it again, then order."))
    else:
        not_too_often(request, "purchase")
        orders = _placed(house, found, form, uid, at=timezone.now())
    left = basket.with_({row.card.product_id: 0 for group in found.ready for row in group.rows})
    if house.host:
        return kept(redirect("enquiry-sent", house.host.slug, orders[0].uid), left)
    return kept(redirect(house.url("placed", uid)), left)


@house_page
def placed(request: ActorRequest, house: House, uid: UUID) -> HttpResponse:
    """All orders of one checkout, for whoever holds the link: what each asks for, where each is followed."""
    orders = _orders(house, uid)
    if not orders:
        raise Http404
    facts = {
        "orders": orders,
        "sum_idr": sum(one.total_idr for _host, one in orders),
        "track_url": request.build_absolute_uri(),
    }
    return private(screen(request, house, "shop/placed", facts))


def _orders(house: House, uid: UUID) -> list[tuple[Tenant, Order]]:
    """The orders of one checkout with their cooperatives of this district. Four queries."""
    working = Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).filter(district_code=house.district)
    hosts = {one.pk: one for one in working}
    with transaction.atomic(), within(*hosts):
        found = Order.objects.filter(checkout=uid).prefetch_related("lines__product")
        return [(hosts[one.tenant_id or 0], one) for one in found.order_by("tenant_id")]


def _with_sum(typed: QueryDict, sum_idr: int) -> QueryDict:
    """What she typed, beside the sum as it is now."""
    data = typed.copy()
    data["seen_idr"] = str(sum_idr)
    return data


def _checkout_of(key: str) -> UUID:
    """The same form sent twice is the same checkout; nobody can guess the link from the form's key."""
    if not key:
        raise Refused(_("Open the basket again, then order."))
    return UUID(bytes=salted_hmac("sentra.checkout", key, algorithm="sha256").digest()[:16], version=4)


def _placed(house: House, found: Contents, form: Checkout, uid: UUID, *, at: datetime) -> list[Order]:
    """In the order of the cooperatives' numbers. What a crash leaves behind lapses by itself."""
    hosts = {house.host.pk: house.host} if house.host else _hosts(found)
    orders: list[Order] = []
    try:
        for group in sorted(found.ready, key=lambda one: one.tenant_id):
            orders.append(_placed_at(hosts[group.tenant_id], group, form, uid, at=at))  # noqa: PERF401 - kept when the next refuses
    except Refused as why:
        for order in orders:
            give_up_purchase(order.uid, by=guest_of(hosts[order.tenant_id or 0]), at=at)
        raise Undone(why.sentence, field=why.field) from why
    return orders


def _hosts(found: Contents) -> dict[int, Tenant]:
    return Tenant.objects.in_bulk([group.tenant_id for group in found.ready])


def _placed_at(host: Tenant, group: Group, form: Checkout, uid: UUID, *, at: datetime) -> Order:
    guest, said = guest_of(host), form.cleaned_data
    wait = SENT_AFTER if said["way"] == Order.Way.SEND else FETCHED_AFTER
    facts = BasketFacts(
        buyer=form.buyer(), lines=tuple(BasketLine(row.card.product_id, row.pieces) for row in group.rows),
        promised_on=guest.today(at) + wait, way=said["way"],
        send_to=said["send_to"] if said["way"] == Order.Way.SEND else "", note=said["note"],
        seen_idr=group.sum_idr, checkout=uid,
    )  # fmt: skip
    with sending(f"checkout.{uid}"):
        return place_order(facts, hold=HOLD, by=guest, at=at)
