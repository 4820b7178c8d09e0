"""The one door for screens: `@page` reads, `@action` writes.

`@page(needs=…)` opens a READ ONLY transaction in the scope of the actor and renders inside it, so a
template that follows a reference still stands in the scope, and no page can write.
`@action(needs=…, page=…)` takes a POST, runs one operation and redirects. When the form is wrong or
the domain refuses, the page is shown again with everything that was typed and a sentence that says why.
Opened by GET, an action's address leads to its page.
Every view carries one of these marks (or `@public`): an architecture test walks all addresses.
"""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, ObjectDoesNotExist
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.errors import InFlight, KeyReused, PermissionDenied, Refused, Undone
from sentra.kernel.idempotency import sending
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.web.actors import ActorRequest, guest_of
from sentra.web.site import speak, spoken
from sentra.web.way_back import to_its_page

P = ParamSpec("P")
F = TypeVar("F", bound=Form)
View = Callable[Concatenate[ActorRequest, P], HttpResponse]
ONCE = "_once"  # the hidden field `{% once %}` writes
LONGEST_KEY = 255


class Invalid(Exception):
    """A form with mistakes: the page is shown again with it."""

    def __init__(self, form: Form) -> None:
        super().__init__(form.errors)
        self.form = form


def valid(form: F) -> F:
    """The form, if everything in it can be used."""
    if not form.is_valid():
        raise Invalid(form)
    return form


def _admitted(request: ActorRequest, needs: str) -> HttpResponse | None:
    """None if she may; else the answer: log in first, or a plain no."""
    if request.actor.tenant_id and request.actor.may(needs):
        return None
    if request.actor.tenant_id == 0 and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied


def _made_elsewhere(request: ActorRequest) -> bool:
    """The form's key names the organisation it was opened in; she may have switched in another tab."""
    tenant, dot, _key = str(request.POST.get(ONCE, "")).partition(".")
    return bool(dot) and tenant != str(request.actor.tenant_id)


def rendered(response: HttpResponse) -> HttpResponse:
    return response.render() if isinstance(response, TemplateResponse) else response


def page(needs: str) -> Callable[[View[P]], View[P]]:
    """A screen that only reads. An action may show it again with `form=…`."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def show(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in {"GET", "HEAD"} and "form" not in kwargs:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            if answer := _admitted(request, needs):
                return answer
            with reading(request.actor), timezone.override(ZoneInfo(request.actor.zone)):
                try:
                    return rendered(view(request, *args, **kwargs))
                except ObjectDoesNotExist as gone:
                    raise Http404 from gone

        show.needs = needs  # type: ignore[attr-defined]  # read by tests/architecture
        show.reads = True  # type: ignore[attr-defined]  # read by way_back
        return cast("View[P]", show)

    return decorate


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A screen everybody may see. Its first argument from the address is the cooperative's slug."""

    @functools.wraps(view)
    def show(request: ActorRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} and "form" not in kwargs:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        host = host_of(slug)
        language = speak(request)
        bool(request.actor.tenant_id)  # a revoked card is thrown out now: the page itself cannot write
        with reading(guest_of(host)), timezone.override(ZoneInfo(host.zone)):
            try:
                return spoken(rendered(view(request, host, *args, **kwargs)), language)
            except ObjectDoesNotExist as gone:
                raise Http404 from gone

    show.needs = "see_public"  # type: ignore[attr-defined]
    show.reads = True  # type: ignore[attr-defined]
    return show


def host_of(slug: str) -> Tenant:
    """The cooperative or forming group whose public pages these are. Offices have none: 404."""
    try:
        return Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).get(slug=slug)
    except Tenant.DoesNotExist as gone:
        raise Http404 from gone


def action(needs: str, page: Callable[..., HttpResponse]) -> Callable[[View[P]], View[P]]:
    """A POST that runs one operation and redirects; on a refusal `page` comes back with the form."""

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def act(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method != "POST":
                return not_by_form(request, page)
            if answer := _admitted(request, needs):
                return answer
            if _made_elsewhere(request):
                messages.error(request, _("This form was opened in another organisation. Nothing was done."))
                return redirect("home")
            with timezone.override(ZoneInfo(request.actor.zone)):  # what she types is her own hour
                return _answered(view, page, request, *args, **kwargs)

        act.needs = needs  # type: ignore[attr-defined]
        act.comes_back = page  # type: ignore[attr-defined]  # read by tests/architecture
        act.writes = True  # type: ignore[attr-defined]  # read by tests/web/orders/test_way_back.py
        return cast("View[P]", act)

    return decorate


def public_action(
    page: Callable[..., HttpResponse],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A POST from a guest of one cooperative. The view gets that cooperative and acts as its guest."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def act(request: ActorRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return not_by_form(request, page)
            host = host_of(slug)
            inner = functools.partial(view, request, host, *args, **kwargs)
            again = functools.partial(page, request, slug, *args, **kwargs)
            with timezone.override(ZoneInfo(host.zone)):
                return or_again(request, inner, again)

        act.needs = "make_enquiry"  # type: ignore[attr-defined]
        act.comes_back = page  # type: ignore[attr-defined]
        act.writes = True  # type: ignore[attr-defined]
        return act

    return decorate


def not_by_form(request: ActorRequest, page: Callable[..., HttpResponse]) -> HttpResponse:
    """An action's address that was opened, not sent: a reload, a bookmark, a switch of language."""
    if request.method in {"GET", "HEAD"}:
        return to_its_page(request, page)
    return HttpResponseNotAllowed(["POST"])


def _answered(view: Any, page: Any, request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    return or_again(
        request,
        functools.partial(view, request, *args, **kwargs),
        functools.partial(page, request, *args, **kwargs),
    )


def or_again(
    request: ActorRequest, view: Callable[[], HttpResponse], again: Callable[..., HttpResponse]
) -> HttpResponse:
    """Run the view with the request's key; when it is refused, show the page again and say why."""
    try:
        with sending(_key(request)):
            return view()
    except Invalid as mistakes:
        return _marked(again(form=mistakes.form), 422)
    except Refused as refusal:
        request.fresh_key = isinstance(refusal, KeyReused | Undone)  # type: ignore[attr-defined]
        status = 409 if isinstance(refusal, InFlight) else 422
        return _marked(again(form=refused_form(request, refusal)), status)
    except ObjectDoesNotExist as gone:
        raise Http404 from gone


def _key(request: ActorRequest) -> str | None:
    """What `{% once %}` wrote. Another shape no page of ours sends, and no page can show it again: 400."""
    key = request.POST.get(ONCE)
    if key and not (key.isascii() and key.isprintable() and len(key) <= LONGEST_KEY):
        raise BadRequest("the key of this form is none of ours")
    return key


def refused_form(request: ActorRequest, refusal: Refused) -> Form:
    """The form the view was working on, with the refusal on it; a bare one if it had none."""
    form = getattr(request, "form_in_hand", None) or Form(request.POST)
    form.is_valid()
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
    return cast("Form", form)


def in_hand(request: ActorRequest, form: F) -> F:
    """Check the form and remember it: if the domain refuses, the page comes back with it filled in."""
    request.form_in_hand = form  # type: ignore[attr-defined]
    return valid(form)


def _marked(response: HttpResponse, status: int) -> HttpResponse:
    if response.status_code == 200:
        response.status_code = status
    return response


__all__ = [
    "Invalid",
    "KeyReused",
    "action",
    "host_of",
    "in_hand",
    "page",
    "public_action",
    "public_page",
    "valid",
]
