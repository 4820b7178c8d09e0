"""Photographs of products: cleaned and kept; shown in three widths as AVIF, WebP and JPEG once agreed to.

WebP is made at once where staff put a picture of their own; the rest is made in the background.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product, ProductPhoto, ProductPicture
from sentra.kernel import files, pictures
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import StoredFile
from sentra.people.models import Party

SHOWN_WIDTH: Final = 640  # the one for places that take a single address

LEAST_SIDE: Final = 320  # pixels: a smaller one says nothing about a piece

SENTENCES: Final = {
    "empty": _("The picture is empty."),
    "too_heavy": _("The picture is larger than 12 MB."),
    "format": _("Only JPEG, PNG or WebP pictures can be used."),
    "pixels": _("The picture has more than 24 million pixels. Set the camera to a smaller size."),
    "small": _("The picture is too small to be looked at: at least 320 pixels wide and high."),
    "shape": _("The picture is too long and narrow."),
    "animated": _("Moving pictures cannot be used."),
    "broken": _("The picture cannot be read."),
}


@dataclass(frozen=True)
class Photo:
    """What the `photo` tag needs: the middle width with its size, and all of them as a srcset."""

    url: str
    srcset: str
    width: int
    height: int


def cleaned(content: bytes) -> pictures.Picture:
    """The upload without anything but its pixels. Refuses (field "picture") what is no usable picture."""
    try:
        if min(pictures.size_of(content)) < LEAST_SIDE:
            raise pictures.PictureRefused("small")
        return pictures.cleaned(content)
    except pictures.PictureRefused as refusal:
        raise Refused(SENTENCES[refusal.code], field="picture") from refusal


def keep(
    product: Product, clean: pictures.Picture, *, place: int, maker: Party | None, by: Actor, at: datetime
) -> ProductPhoto:
    """Keep a cleaned photograph; it is shown to nobody yet. Its maker may look at it."""
    name = f"{product.code}-{place}.jpg"
    by_party = maker.pk if maker else None
    source = files.store(clean.content, name=name, mime=clean.mime, at=at, by_party=by_party)
    return ProductPhoto.objects.create(
        product=product, source=source, maker=maker, place=place, sent_at=at, sent_by=by.user_id
    )


def draw(photo: ProductPhoto, kinds: tuple[pictures.Kind, ...], *, at: datetime) -> None:
    """Make the widths of these kinds that are not there yet. Inside the caller's transaction."""
    there = set(photo.widths.values_list("kind", flat=True))
    missing = [kind for kind in kinds if kind not in there]
    made = pictures.resized(files.read(photo.source), kinds=missing) if missing else []
    kept = [(_stored(photo.product, one, at), one) for one in made]
    ProductPicture.objects.bulk_create(
        ProductPicture(
            product=photo.product, photo=photo, file=file, kind=one.kind, width=one.width, height=one.height
        )
        for file, one in kept
    )
    choose_cover(photo.product)


def choose_cover(product: Product) -> None:
    """The one file for places that take a single address: of the first photograph, WebP."""
    shown = list(ProductPicture.objects.filter(product=product).select_related("file", "photo"))
    first = [one for one in shown if one.place == min(each.place for each in shown)]
    widths = sorted((one for one in first if one.kind == "webp"), key=lambda one: one.width)
    middle = next((one for one in widths if one.width >= SHOWN_WIDTH), widths[-1] if widths else None)
    product.picture = middle.file if middle else None
    product.save(update_fields=["picture"])


def card_folder(tenant_id: int, product_id: int) -> str:
    """Where the drawn cards of a product lie, among the private files."""
    return f"{tenant_id}/kartu/{product_id}"


def throw_away(photo: ProductPhoto) -> None:
    """The photograph with all that was made of it, drawn cards too."""
    widths = list(photo.widths.select_related("file"))
    Product.objects.filter(picture__in=[one.file_id for one in widths]).update(picture=None)
    photo.widths.all().delete()
    photo.delete()
    for file in [photo.source, *(one.file for one in widths)]:
        discard(file)
    folder = card_folder(photo.tenant_id or 0, photo.product_id)
    transaction.on_commit(lambda: files.empty(folder))


def forget_unplaced(product: Product) -> None:
    """Pictures from before a product could have several photographs."""
    widths = list(ProductPicture.objects.filter(product=product, photo=None).select_related("file"))
    Product.objects.filter(pk=product.pk, picture__in=[one.file_id for one in widths]).update(picture=None)
    ProductPicture.objects.filter(pk__in=[one.pk for one in widths]).delete()
    for one in widths:
        discard(one.file)


def _stored(product: Product, one: pictures.Picture, at: datetime) -> StoredFile:
    suffix = "jpg" if one.kind == "jpeg" else one.kind
    name = f"{product.code}-{one.width}.{suffix}"
    return files.store(one.content, name=name, mime=one.mime, at=at, public=True)


def discard(file: StoredFile) -> None:
    """Forget a file: its row now, its bytes once this transaction is certain."""
    storage, path = storages["default" if file.public else "private"], file.path
    file.delete()
    transaction.on_commit(lambda: storage.delete(path))


def photo_of(widths: list[ProductPicture]) -> Photo | None:
    """The first photograph, from a product's WebP widths with their files selected; None without one."""
    webp = [one for one in widths if one.kind == "webp"]
    first = min((one.place for one in webp), default=0)
    widths = [one for one in webp if one.place == first]
    if not widths:
        return None
    storage = storages["default"]
    middle = next((one for one in widths if one.width >= SHOWN_WIDTH), widths[-1])
    srcset = ", ".join(f"{storage.url(one.file.path)} {one.width}w" for one in widths)
    return Photo(storage.url(middle.file.path), srcset, middle.width, middle.height)
