"""What everybody may see of a cooperative: its goods, how to ask for an order, what became of it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.crafts.queries import ProductCard, product_cards, public_product
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.orders.models import Lead
from sentra.orders.operations import make_enquiry
from sentra.orders.queries import enquiry_tracking, lead_story
from sentra.web.actors import ActorRequest, guest_of
from sentra.web.guards import in_hand, public_action, public_page
from sentra.web.orders.rows import in_order, quiet
from sentra.web.public.forms import Enquiry
from sentra.web.public.limits import not_too_often
from sentra.web.public.makers import makers_of

LEAST_ROWS = 3


def _screen(request: ActorRequest, host: Tenant, template: str, facts: dict[str, Any]) -> HttpResponse:
    """Every public page says whose it is; a member of staff who visits sees what visitors see."""
    home, ask = reverse("public-home", args=[host.slug]), reverse("enquiry", args=[host.slug])
    around = {
        "host": host,
        "organisation": host.name,
        "home_url": home,
        "ask_url": ask,
        "navigation": [
            {"url": home, "label": _("Our goods"), "current": request.path == home},
            {"url": ask, "label": _("Ask for an order"), "current": request.path == ask},
        ],
    }
    return TemplateResponse(request, f"public/{template}.html", around | facts)


@public_page
def home(request: ActorRequest, host: Tenant) -> HttpResponse:
    """The goods with pictures and prices, who makes them, how to order."""
    products = product_cards(published=True)
    shown = next((one for one in products if one.photo), None)
    facts = {"products": products, "makers": makers_of(host), "hero": shown}
    return _screen(request, host, "home", facts)


@public_page
def product(request: ActorRequest, host: Tenant, code: str) -> HttpResponse:
    """One thing: its picture, the way it is made, its price and sizes."""
    found = public_product(code)
    return _screen(request, host, "product", {"product": found, "steps": _way(found)})


def _way(product: ProductCard) -> list[dict[str, str]]:
    """From raw to finished: what each stage adds."""
    return [{"label": stage.name, "state": "done", "note": stage.finish_label} for stage in product.stages]


@public_page
def enquiry(request: ActorRequest, host: Tenant, form: Form | None = None) -> HttpResponse:
    """Ask for an order: who, what, how many, by when. `?produk=` fills the first line."""
    if form is None:
        products = product_cards(published=True)
        wanted = next((one for one in products if one.code == request.GET.get("produk")), None)
        told = {"product_0": wanted.product_id} if wanted else {}
        form = Enquiry(initial=told, products=products, rows=LEAST_ROWS)
    return _screen(request, host, "enquiry", {"form": form, "today": timezone.localdate()})


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


STATES = {
    "received": gettext_lazy("We have your enquiry and will answer soon."),
    "quoted": gettext_lazy("Our quotation is on its way to you."),
    "accepted": gettext_lazy("The order is agreed."),
    "making": gettext_lazy("The makers are at work."),
    "delivered": gettext_lazy("The goods are delivered."),
    "closed": gettext_lazy("This enquiry is closed."),
}


@public_page
def sent(request: ActorRequest, host: Tenant, uid: UUID) -> HttpResponse:
    """For whoever holds the link: how far it is, what we understood and will ask. No name, no contact."""
    tracking = enquiry_tracking(uid)
    story = lead_story(Lead.objects.values_list("pk", flat=True).get(uid=uid))
    facts = {
        "tracking": tracking,
        "state": STATES[tracking.step],
        "steps": _steps(tracking.step),
        "story": story,
        "lines": [(line, in_order(line.sizes)) for line in story.lines],
        "track_url": request.build_absolute_uri(),
        "fresh": tracking.step == "received",
    }
    return _screen(request, host, "sent", facts)


def _steps(step: str) -> list[dict[str, str]]:
    words = {
        "received": _("Received"), "quoted": _("Quoted"), "accepted": _("Agreed"), "making": _("Being made"),
        "delivered": _("Delivered"),
    }  # fmt: skip
    if step == "closed":
        return [{"label": words["received"], "state": "done"}, {"label": _("Closed"), "state": "now"}]
    at = list(words).index(step)
    states = ["done" if number < at else "now" if number == at else "todo" for number in range(len(words))]
    return [{"label": word, "state": state} for word, state in zip(words.values(), states, strict=True)]
