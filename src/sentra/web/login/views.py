"""An artisan comes in: the QR opens this address, the PIN proves it is she.

Families share phones, so a phone remembers several people (a signed cookie with their cards) and asks
who is holding it. The PIN is asked each time; the cookie alone opens nothing.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.people.cards import card_holder, enter
from sentra.web.actors import CARD
from sentra.web.login.forms import Pin

REMEMBERED = "orang"  # cookie: signed list of [token, name] of this phone's people
YEAR = 365 * 24 * 3600
MOST = 8
TOKEN = re.compile(r"\d{1,18}\.[\w-]{8,64}")
"""The shape of what a QR holds: the organisation and a secret."""


@dataclass(frozen=True)
class Remembered:
    token: str
    name: str


def _remembered(request: HttpRequest) -> list[Remembered]:
    try:
        kept = signing.loads(request.COOKIES.get(REMEMBERED, ""), salt=REMEMBERED, max_age=YEAR)
    except signing.BadSignature:
        return []
    return [Remembered(token, name) for token, name in kept]


def _remember(response: HttpResponse, people: list[Remembered]) -> HttpResponse:
    kept = signing.dumps([[one.token, one.name] for one in people[:MOST]], salt=REMEMBERED, compress=True)
    response.set_cookie(
        REMEMBERED, kept, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def people(request: HttpRequest) -> HttpResponse:
    """Who is holding the phone? One button a person; a new one scans her card."""
    return render(request, "login/people.html", {"people": _remembered(request)})


@never_cache
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the PIN; when it fits, the card's artisan is in."""
    if not TOKEN.fullmatch(token):
        return render(request, "login/card.html", {"broken": True}, status=404)
    form = Pin(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _enter(request, token, form.cleaned_data["pin"])
        except Refused as refusal:
            form.add_error("pin", str(refusal))
    known = next((one for one in _remembered(request) if one.token == token), None)
    status = 422 if form.errors else 200
    return render(request, "login/card.html", {"form": form, "known": known, "token": token}, status=status)


def _enter(request: HttpRequest, token: str, pin: str) -> HttpResponse:
    tenant_id, _dot, secret = token.partition(".")
    tenant = Tenant.objects.filter(pk=int(tenant_id) if tenant_id.isdecimal() else 0).first()
    live = enter(tenant.pk if tenant else 0, secret=secret, pin=pin, at=timezone.now())
    holder = card_holder(live.tenant_id, live.pk)  # type: ignore[arg-type]  # always set: the plugin is wrong
    if holder is None:
        raise Refused(_("This card is no longer valid. Ask your coordinator."))
    logout(request)  # whoever used this phone before is out, staff too
    request.session[CARD] = {"tenant": live.tenant_id, "card": live.pk}
    others = [one for one in _remembered(request) if one.token != token]
    return _remember(redirect("my-home"), [Remembered(token, holder.name), *others])


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Hand the phone to somebody else."""
    logout(request)
    return redirect("card-people")


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take one person off this phone."""
    token = request.POST.get("token", "")
    messages.success(request, _("This phone no longer remembers her."))
    return _remember(redirect("card-people"), [one for one in _remembered(request) if one.token != token])


for _view in (people, card, leave, forget):
    _view.needs = "nobody"  # type: ignore[attr-defined, union-attr]  # the door itself: open to everybody
