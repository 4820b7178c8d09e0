"""The price helper on screen: type, count, compare with today's price, use it."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.costing import Counted
from sentra.crafts.operations import count_price, set_wage_floor, use_price
from sentra.crafts.prices import sheet_view, sheets, wage_floor, wage_floors
from sentra.crafts.queries import product_card
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.products.price_form import Floor, Sheet, sheet_form
from sentra.web.templatetags.formats import rupiah


@page(needs=Permission.READ_ORDERS)
def price(request: ActorRequest, product_id: int, form: Form | None = None) -> HttpResponse:
    """The newest sheet, or an older one (`?lembar=`), with its answer; the form to count again."""
    shown, today = product_card(product_id), request.actor.today(timezone.now())
    kept = sheets(product_id)
    wanted = request.GET.get("lembar", "")
    chosen = next((one for one in kept if str(one.pk) == wanted), kept[0] if kept else None)
    view = sheet_view(chosen) if chosen else None
    typed = form if isinstance(form, Sheet) else sheet_form(shown.stages, view)
    floor = wage_floor(today)
    facts = {
        "product": shown, "form": typed, "view": view, "sheets": kept, "floor": floor, "wrong": form,
        "newest": bool(view and view.sheet.pk == kept[0].pk), "floors": wage_floors(),
        "old_floor": bool(view and floor and view.floor.pk != floor.pk),
        "floor_form": form if isinstance(form, Floor) else Floor(initial={"from_on": today}),
        "bars": _bars(view.answer) if view else [],
        "difference_idr": view.sheet.price_idr - shown.price_idr if view else 0,
    }  # fmt: skip
    return TemplateResponse(request, "products/price.html", facts)


def _bars(answer: Counted) -> list[dict[str, object]]:
    """What the suggested price is made of."""
    parts = [
        (_("Material"), answer.material_idr), (_("Hours of work"), answer.work_idr),
        (_("Overhead"), answer.overhead_idr), (_("Cooperative's part"), answer.fee_idr),
    ]  # fmt: skip
    return [{"label": label, "value": idr, "text": rupiah(idr)} for label, idr in parts]


@action(needs=Permission.MANAGE_PRODUCTS, page=price)
def count(request: ActorRequest, product_id: int) -> HttpResponse:
    """Count and keep: the answer stands on the page that follows."""
    rows = request.POST.get("rows", "")
    size = int(rows) if rows.isascii() and rows.isdecimal() and len(rows) < 4 else 1
    with reading(request.actor):
        stages = product_card(product_id).stages
    form = in_hand(request, Sheet(request.POST, count=size, stages=stages))
    count_price(
        product_id, materials=form.materials(), minutes=form.minutes(),
        overhead_permille=form.cleaned_data["overhead_permille"],
        fee_permille=form.cleaned_data["fee_permille"], by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Counted and kept."))
    return redirect("price-helper", product_id)


@action(needs=Permission.MANAGE_PRODUCTS, page=price)
def use(request: ActorRequest, product_id: int) -> HttpResponse:
    sheet = request.POST.get("sheet", "")
    use_price(int(sheet) if sheet.isdecimal() else 0, by=request.actor, at=timezone.now())
    messages.success(request, _("This is the list price now. Orders keep theirs."))
    return redirect("product", product_id)


@action(needs=Permission.SET_RULES, page=price)
def set_floor(request: ActorRequest, product_id: int) -> HttpResponse:
    form = in_hand(request, Floor(request.POST))
    set_wage_floor(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The wage floor is set. Count the prices again."))
    return redirect("price-helper", product_id)
