"""How to ask a cooperative for an order, or for the day it could be ready."""

from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.queries import product_cards
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.orders.operations import make_enquiry
from sentra.web.actors import ActorRequest, guest_of
from sentra.web.guards import in_hand, public_action, public_page
from sentra.web.orders.rows import quiet
from sentra.web.public.day import OFTENER, HowMany
from sentra.web.public.forms import Enquiry
from sentra.web.public.limits import not_too_often
from sentra.web.public.screen import screen
from sentra.web.showroom.meta import Told
from sentra.web.showroom.product import product
from sentra.web.showroom.structured import Crumb, page_node
from sentra.web.site import Site

LEAST_ROWS = 3


@public_action(page=product)
def ask_day(request: ActorRequest, host: Tenant, code: str) -> HttpResponse:
    """Show the product with its day. It is asked by a form, so that no crawler makes us plan."""
    form = in_hand(request, HowMany(request.POST))
    not_too_often(request, "day", times=OFTENER)
    return product(request, host.slug, code, form=form)


@public_page
def enquiry(request: ActorRequest, host: Tenant, form: Form | None = None) -> HttpResponse:
    """Ask for an order: who, what, how many, by when. `?produk=&jumlah=` fills the first line."""
    if form is None:
        products = product_cards(published=True)
        wanted = next((one for one in products if one.code == request.GET.get("produk")), None)
        told = {"product_0": wanted.product_id, "pieces_0": request.GET.get("jumlah")} if wanted else {}
        form = Enquiry(initial=told, products=products, rows=LEAST_ROWS)
    title, address = _("Ask for an order"), reverse("enquiry", args=[host.slug])
    machines = Told(
        f"{title} · {host.name}",
        _("Tell us what, how many and by when."),
        (page_node("ContactPage", title, address, Site.of(request)),),
        (Crumb(title, address),),
    )
    return screen(request, host, "enquiry", {"form": form, "today": timezone.localdate()}, machines)


@public_action(page=enquiry)
def send(request: ActorRequest, host: Tenant) -> HttpResponse:
    """Write the enquiry down as a guest of this cooperative."""
    guest = guest_of(host)
    with reading(guest):
        typed = partial(Enquiry, request.POST, products=product_cards(published=True), rows=LEAST_ROWS)
    if "more" in request.POST:
        return enquiry(request, host.slug, form=quiet(typed()))
    in_hand(request, quiet(typed()))  # comes back if this is one too many: nobody has read the file yet
    not_too_often(request, "enquiry")
    facts = in_hand(request, typed(files=request.FILES)).told()
    made = make_enquiry(facts, by=guest, at=timezone.now())
    return redirect("enquiry-sent", host.slug, made.uid)
