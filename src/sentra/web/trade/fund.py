"""The quick cash fund on screen: its story, buying, filling, its prices and its rule."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.queries import maker_cards, product_cards
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.trade.operations import buy_at_once, move_fund, set_floor_price, set_gain_rule, share_gains
from sentra.trade.queries import floor_prices, fund_story
from sentra.trade.rules import Rules
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.products.price_form import decimal
from sentra.web.templatetags.formats import rupiah
from sentra.web.trade.forms import Buy, Fill, FloorPriceForm, Rule, stage_choices


def _choices(request: ActorRequest) -> dict[str, Any]:
    """Who can sell and what is bought today."""
    today = request.actor.today(timezone.now())
    products, floors = product_cards(), floor_prices(today)
    stages = [
        (stage.stage_id, f"{product.name} · {stage.name} · {rupiah(floors[stage.stage_id].price_idr)}")
        for product in products
        for stage in product.stages
        if stage.stage_id in floors
    ]
    makers = [
        (one.workshop_id, " · ".join(filter(None, (one.name, one.village))))
        for one in maker_cards(today=today)
    ]
    return {"makers": makers, "stages": stages, "all": stage_choices(products, finished=False)}


@page(needs=Permission.READ_BOOKS)
def fund(
    request: ActorRequest,
    order_id: int = 0,  # noqa: ARG001 - sharing names an order and comes back here
    form: Form | None = None,
) -> HttpResponse:
    """What the fund holds, bought, has in store, sold and shared."""
    today, known = request.actor.today(timezone.now()), _choices(request)
    rules = Rules.of(request.actor.tenant_id)
    rule = {
        "maker_permille": decimal(rules.gain_permille * 10),
        "fee_permille": decimal(rules.trade_fee_permille * 10),
    }
    forms = {
        "buy": Buy(makers=known["makers"], stages=known["stages"], auto_id="buy_%s"),
        "fill": Fill(initial={"moved_on": today}, auto_id="fill_%s"),
        "price": FloorPriceForm(stages=known["all"], initial={"from_on": today}, auto_id="price_%s"),
        "rule": Rule(initial=rule, auto_id="rule_%s"),
    }
    for name, fresh in forms.items():
        if type(form) is type(fresh):
            forms[name] = form  # type: ignore[assignment]  # the same kind, filled in
    facts = {"story": fund_story(), "forms": forms, "wrong": form, "rule": rule, "sold_here": known["stages"]}
    return TemplateResponse(request, "trade/fund.html", facts)


@action(needs=Permission.PAY_OUT, page=fund)
def buy(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        known = _choices(request)
    form = in_hand(
        request, Buy(request.POST, makers=known["makers"], stages=known["stages"], auto_id="buy_%s")
    )
    made = buy_at_once(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Bought. Print the receipt and let her sign."))
    return redirect("purchase", made.pk)


@action(needs=Permission.PAY_OUT, page=fund)
def fill(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Fill(request.POST, auto_id="fill_%s"))
    said = form.cleaned_data
    amount = said["amount_idr"] if said["way"] == "in" else -said["amount_idr"]
    move_fund(
        amount_idr=amount, method=said["method"], moved_on=said["moved_on"], by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("The fund's money was moved."))
    return redirect("quick-cash")


@action(needs=Permission.SET_RULES, page=fund)
def set_price(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        known = _choices(request)
    form = in_hand(request, FloorPriceForm(request.POST, stages=known["all"], auto_id="price_%s"))
    set_floor_price(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The price is set. Makers see it on their phones."))
    return redirect("quick-cash")


@action(needs=Permission.SET_RULES, page=fund)
def set_rule(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Rule(request.POST, auto_id="rule_%s"))
    set_gain_rule(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The rule is set. Receipts that were given keep theirs."))
    return redirect("quick-cash")


@action(needs=Permission.PAY_OUT, page=fund)
def share(request: ActorRequest, order_id: int) -> HttpResponse:
    now = timezone.now()
    share_gains(
        order_id, method=request.POST.get("method", ""), today=request.actor.today(now), by=request.actor,
        at=now,
    )  # fmt: skip
    messages.success(request, _("Shared. It stands on the makers' next slips."))
    return redirect("quick-cash")
