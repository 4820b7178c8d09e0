"""Photographs of goods: sent from the field as drafts, shown once the maker of the piece has agreed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from sentra.crafts import pictures
from sentra.crafts.models import Product, ProductPhoto
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.operation import operation
from sentra.kernel.pictures import KINDS, Picture
from sentra.people.models import Party
from sentra.people.roles import Permission

DRAW: Final = "sentra.crafts.jobs.draw_photo"
MOST_PHOTOS: Final = 12  # of one product, drafts with them
MOST_AT_ONCE: Final = 12
COVER: Final = 0  # the place of the cooperative's own picture


Refusals = list[tuple[int, str]]
"""Which of the photographs sent together, counted from 1, and why it cannot be used."""


@operation(needs=Permission.SEND_PHOTOS)
def send_photos(
    product_id: int, *, maker_id: int, contents: Sequence[bytes], by: Actor, at: datetime
) -> tuple[int, Refusals]:
    """Keep photographs of a maker's pieces as drafts; she is asked. `maker_id` is her party.

    Returns how many are kept; a photograph that cannot be used is named. Refuses none at all, more than
    MOST_AT_ONCE, more than MOST_PHOTOS of a product, and somebody who is not an active maker.
    """
    if not 0 < len(contents) <= MOST_AT_ONCE:
        raise Refused(_("Choose between 1 and 12 photos."), field="pictures")
    maker = Party.objects.filter(pk=maker_id, active=True, workshops__active=True).first()
    if maker is None:
        raise Refused(_("Choose whose work it is."), field="maker")
    usable, refused = _cleaned(contents)
    product = _held(product_id)
    room = MOST_PHOTOS - ProductPhoto.objects.filter(product=product).count()
    if len(contents) > room:
        raise Refused(
            _("A product has at most 12 photos. There is room for %(n)d.") % {"n": max(room, 0)},
            field="pictures",
        )
    for place, clean in enumerate(usable, start=_last_place(product) + 1):
        pictures.keep(product, clean, place=place, maker=maker, by=by, at=at)
    return len(usable), refused


@operation(needs=Permission.SPEAK_AS_MEMBER)
def agree_to_photo(photo_id: int, *, by: Actor, at: datetime) -> ProductPhoto:
    """The maker says it may be shown: on her phone, or by word of mouth to staff, who stand by it.

    It is drawn in all sizes in the background and shown when that is done. Agreeing twice changes nothing.
    """
    photo = _of_hers(photo_id, by)
    if photo.agreed_at is None:
        photo.agreed_at, photo.by_staff = at, None if by.party_id else by.user_id
        photo.save(update_fields=["agreed_at", "by_staff"])
        _draw_later(photo, by)
    return photo


@operation(needs=Permission.SPEAK_AS_MEMBER)
def refuse_photo(photo_id: int, *, by: Actor, at: datetime) -> None:
    """The maker does not want it shown, now or any more: the photograph and all its sizes are thrown away."""
    photo = _of_hers(photo_id, by)
    product = photo.product
    pictures.throw_away(photo)
    pictures.choose_cover(product)


@operation(needs=Permission.MANAGE_PRODUCTS)
def set_product_picture(product_id: int, *, content: bytes, by: Actor, at: datetime) -> Product:
    """Show this photograph of the cooperative's own first, in place of the one before it that was its own.

    WebP at once, the other kinds in the background. Refuses what is no usable picture.
    """
    clean = pictures.cleaned(content)
    product = _without_own(product_id)
    photo = pictures.keep(product, clean, place=COVER, maker=None, by=by, at=at)
    photo.agreed_at = at
    photo.save(update_fields=["agreed_at"])
    pictures.draw(photo, ("webp",), at=at)
    _draw_later(photo, by)
    return product


@operation(needs=Permission.MANAGE_PRODUCTS)
def remove_product_picture(product_id: int, *, by: Actor, at: datetime) -> Product:
    """Throw the cooperative's own photograph away; makers' photographs stay. Without one nothing changes."""
    product = _without_own(product_id)
    pictures.choose_cover(product)
    return product


@operation(needs=Permission.MANAGE_PRODUCTS)
def draw_photo(photo_id: int, *, by: Actor, at: datetime) -> int:
    """Make the sizes and kinds that are not there yet. Returns how many are there. Run again it makes none.

    A photograph nobody agreed to, or that was thrown away in the meantime, is left alone.
    """
    photo = ProductPhoto.objects.select_for_update(of=["self"]).select_related("source").filter(pk=photo_id)
    for one in photo.filter(agreed_at__isnull=False):
        _held(one.product_id)
        pictures.draw(one, KINDS, at=at)
        return one.widths.count()
    return 0


def _cleaned(contents: Sequence[bytes]) -> tuple[list[Picture], Refusals]:
    """Decoding takes seconds: it is done before anything is locked."""
    usable: list[Picture] = []
    refused: Refusals = []
    for number, content in enumerate(contents, start=1):
        try:
            usable.append(pictures.cleaned(content))
        except Refused as why:
            refused.append((number, str(why)))
    return usable, refused


def _held(product_id: int) -> Product:
    """No key: whoever writes a row that names the product need not wait."""
    product: Product = Product.objects.select_for_update(no_key=True).get(pk=product_id)
    return product


def _without_own(product_id: int) -> Product:
    product = _held(product_id)
    pictures.forget_unplaced(product)
    for before in ProductPhoto.objects.filter(product=product, place=COVER).select_related("source"):
        pictures.throw_away(before)
    return product


def _last_place(product: Product) -> int:
    last: int | None = ProductPhoto.objects.filter(product=product).aggregate(last=Max("place"))["last"]
    return last or COVER


def _of_hers(photo_id: int, by: Actor) -> ProductPhoto:
    """A maker's photograph: her own, or staff speak for her."""
    photo: ProductPhoto = ProductPhoto.objects.select_for_update(of=["self"]).get(
        pk=photo_id, maker__isnull=False
    )
    if by.party_id is not None and by.stands_for != photo.maker_id:
        raise PermissionDenied("somebody else's photograph")
    return photo


def _draw_later(photo: ProductPhoto, by: Actor) -> None:
    app.configure_task(DRAW).defer(tenant_id=by.tenant_id, photo_id=photo.pk)
