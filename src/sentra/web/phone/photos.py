"""Photographs of her work: shown to everybody only if she says so, and no longer than she wants."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.crafts.operations import agree_to_photo, refuse_photo
from sentra.crafts.photo_queries import agreed_photos, older_than, waiting_photos
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, page
from sentra.web.phone.views import her_of, screen
from sentra.web.products.photos import number_of


@page(needs=Permission.SPEAK_AS_MEMBER)
def my_photos(request: ActorRequest, form: Form | None = None, photo_id: int = 0) -> HttpResponse:  # noqa: ARG001 - of the one refused
    """What waits for her word, and what she has agreed to."""
    her = her_of(request)
    before = number_of(request.GET.get("sebelum", ""))
    waiting, shown = waiting_photos(maker_id=her), agreed_photos(maker_id=her, before=before)
    facts: dict[str, object] = {"waiting": waiting, "shown": shown, "older": older_than(shown), "form": form}
    return screen(request, "photos", facts)


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_photos)
def show_mine(request: ActorRequest, photo_id: int) -> HttpResponse:
    agree_to_photo(photo_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Thank you. Buyers can see it soon."))
    return redirect("my-photos")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_photos)
def hide_mine(request: ActorRequest, photo_id: int) -> HttpResponse:
    refuse_photo(photo_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The photo is thrown away. Nobody sees it."))
    return redirect("my-photos")
