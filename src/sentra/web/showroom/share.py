"""The drawn card of a product: made once, kept among the private files, found by what stands on it.

A stranger cannot make the server draw without end: only listings that are published have a card, each is
drawn once for what it says now, and one at a time; who comes meanwhile gets the photograph.
"""

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import connection, transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sentra.crafts.pictures import card_folder
from sentra.kernel import files
from sentra.showroom.cards import Face, drawn
from sentra.showroom.queries import Card, listing
from sentra.web.actors import ActorRequest
from sentra.web.showroom.goods import pictures_of, widest_of
from sentra.web.showroom.house import House, house_page
from sentra.web.templatetags.formats import rupiah

ONE_AT_A_TIME = 7_011_630  # of this lock
WIDE, HIGH = 1200, 630


def face_of(card: Card) -> Face:
    photo = widest_of(card.pictures)
    return Face(card.name, rupiah(card.price_idr), card.cooperative, card.craft, photo.path if photo else "")


def share_of(card: Card) -> tuple[str, int, int]:
    """Its address, width and height; the address changes with what stands on it."""
    return reverse("public-share", args=[card.slug, card.code, face_of(card).print_]), WIDE, HIGH


@house_page
def share(request: ActorRequest, house: House, code: str, print_: str) -> HttpResponse:  # noqa: ARG001
    """The card as JPEG; an older address leads to what it says now. Two queries, drawn or not."""
    found = listing(house.all_goods.slug, code)
    if found is None:
        raise Http404
    face = face_of(found.card)
    if print_ != face.print_:
        return redirect(share_of(found.card)[0])
    store = storages["private"]  # what it showed before is reached by nobody: a photograph may be taken back
    folder = card_folder(house.host.pk if house.host else 0, found.card.product_id)
    path = f"{folder}/{print_}.jpg"
    if not store.exists(path) and not _made(store, folder, path, face):
        images = pictures_of(found.card.pictures)
        return redirect(images[0] if images else reverse("public-product", args=[house.all_goods.slug, code]))
    answer = FileResponse(store.open(path, "rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer  # type: ignore[return-value]


def _made(store: Storage, folder: str, path: str, face: Face) -> bool:
    """Draw and keep it, in place of the product's older ones. False while another one is being drawn."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
            if not cursor.fetchone()[0]:
                return False
        if store.exists(path):
            return True  # whoever had the lock before has drawn it
        picture = drawn(face, _photograph(face.photo))
        files.empty(folder)
        store.save(path, ContentFile(picture))
    return True


def _photograph(path: str) -> bytes | None:
    store = storages["default"]
    if not path or not store.exists(path):
        return None
    with store.open(path, "rb") as stream:
        return bytes(stream.read())
