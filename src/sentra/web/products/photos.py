"""Photographs from the field: many at once, each shown only after its maker has said yes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sentra.crafts.operations import agree_to_photo, refuse_photo, send_photos
from sentra.crafts.operations.photos import MOST_AT_ONCE
from sentra.crafts.photo_queries import (
    agreed_photos,
    older_than,
    photographed_makers,
    photographed_products,
    waiting_photos,
)
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _Pictures(forms.FileField):
    """Several files; each is judged by the operation, which names the one it refuses."""

    widget = _Files(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        files = [super(_Pictures, self).clean(one, initial) for one in data or [None]]
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(_("Choose between 1 and 12 photos."))
        return files


class Photos(forms.Form):
    product = forms.TypedChoiceField(label=gettext_lazy("Product"), coerce=int)
    maker = forms.TypedChoiceField(label=gettext_lazy("Whose work it is"), coerce=int)
    pictures = _Pictures(label=gettext_lazy("Photos"))

    def __init__(
        self, *args: Any, products: list[tuple[int, str]], makers: list[tuple[int, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        nothing = [("", "–")]
        self.fields["product"].choices = [*nothing, *products]  # type: ignore[attr-defined]
        self.fields["maker"].choices = [*nothing, *makers]  # type: ignore[attr-defined]


def _form(data: Any = None, files: Any = None, **more: Any) -> Photos:
    return Photos(data, files, products=photographed_products(), makers=photographed_makers(), **more)


@page(needs=Permission.SEND_PHOTOS)
def photos(request: ActorRequest, form: Form | None = None, photo_id: int = 0) -> HttpResponse:  # noqa: ARG001 - of the one refused
    """Send photographs; see whose answer is waited for, and what is shown. Four queries."""
    product_id, maker_id = number_of(request.GET.get("produk", "")), number_of(request.GET.get("karya", ""))
    shown = agreed_photos(product_id=product_id, before=number_of(request.GET.get("sebelum", "")))
    facts = {
        "form": form
        if isinstance(form, Photos)
        else _form(initial={"product": product_id, "maker": maker_id}),
        "waiting": waiting_photos(),
        "shown": shown,
        "older": older_than(shown),
        "product_id": product_id,
    }
    return TemplateResponse(request, "products/photos.html", facts)


def number_of(asked: str) -> int | None:
    """A row's number from an address; None for anything else."""
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else None


@action(needs=Permission.SEND_PHOTOS, page=photos)
def send(request: ActorRequest) -> HttpResponse:
    """What can be used is kept, what cannot is named with its file's name."""
    with reading(request.actor):
        bound = _form(request.POST, request.FILES)
    said = in_hand(request, bound).cleaned_data
    files = said["pictures"]
    contents = [one.read() for one in files]
    kept, refused = send_photos(
        said["product"], maker_id=said["maker"], contents=contents, by=request.actor, at=timezone.now()
    )
    for number, why in refused:
        messages.error(request, f"{files[number - 1].name}: {why}")
    if kept:
        counted = ngettext("%(n)d photo is kept.", "%(n)d photos are kept.", kept) % {"n": kept}
        asked = _("The maker is asked on her phone.")
        messages.success(request, f"{counted} {asked}")
    return redirect(f"{reverse('photos')}?produk={said['product']}&karya={said['maker']}")


@action(needs=Permission.SPEAK_AS_MEMBER, page=photos)
def agreed(request: ActorRequest, photo_id: int) -> HttpResponse:
    """She said yes by word of mouth; who wrote it down is kept."""
    agree_to_photo(photo_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Written down. It is shown in a minute."))
    return redirect("photos")


@action(needs=Permission.SPEAK_AS_MEMBER, page=photos)
def thrown_away(request: ActorRequest, photo_id: int) -> HttpResponse:
    refuse_photo(photo_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The photo is thrown away."))
    return redirect("photos")
