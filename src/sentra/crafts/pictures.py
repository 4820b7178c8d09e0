"""Product pictures: an upload becomes three public WebP widths; what is replaced is thrown away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product, ProductPicture
from sentra.kernel import files, pictures
from sentra.kernel.errors import Refused
from sentra.kernel.models import StoredFile

SHOWN_WIDTH: Final = 640  # the one for places that take a single address

SENTENCES: Final = {
    "empty": _("The picture is empty."),
    "too_heavy": _("The picture is larger than 12 MB."),
    "format": _("Only JPEG, PNG or WebP pictures can be used."),
    "pixels": _("The picture has too many pixels."),
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


def widths_of(content: bytes) -> list[pictures.Picture]:
    """The upload in its widths, narrow first. Refuses (field "picture") what is no usable picture."""
    try:
        return pictures.resized(content, kinds=("webp",))
    except pictures.PictureRefused as refusal:
        raise Refused(SENTENCES[refusal.code], field="picture") from refusal


def put(product: Product, content: bytes, *, at: datetime) -> None:
    """Keep the widths of a new picture and let the old one go. Inside the caller's transaction."""
    made = widths_of(content)
    old = list(ProductPicture.objects.filter(product=product).select_related("file"))
    ProductPicture.objects.filter(product=product).delete()
    kept = [(_stored(product, one, at), one) for one in made]
    ProductPicture.objects.bulk_create(
        ProductPicture(product=product, file=file, width=one.width, height=one.height) for file, one in kept
    )
    product.picture = next((file for file, one in kept if one.width >= SHOWN_WIDTH), kept[-1][0])
    product.save(update_fields=["picture"])
    for picture in old:
        discard(picture.file)


def _stored(product: Product, one: pictures.Picture, at: datetime) -> StoredFile:
    return files.store(
        one.content, name=f"{product.code}-{one.width}.webp", mime=one.mime, at=at, public=True
    )


def discard(file: StoredFile) -> None:
    """Forget a file: its row now, its bytes once this transaction is certain."""
    storage, path = storages["default" if file.public else "private"], file.path
    file.delete()
    transaction.on_commit(lambda: storage.delete(path))


def photo_of(widths: list[ProductPicture]) -> Photo | None:
    """From a product's widths with their files selected; None without a picture."""
    if not widths:
        return None
    storage = storages["default"]
    middle = next((one for one in widths if one.width >= SHOWN_WIDTH), widths[-1])
    srcset = ", ".join(f"{storage.url(one.file.path)} {one.width}w" for one in widths)
    return Photo(storage.url(middle.file.path), srcset, middle.width, middle.height)
