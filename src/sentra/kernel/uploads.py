"""A photograph somebody sends: cleaned, made small, kept. The one door for uploaded pictures."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.files import store
from sentra.kernel.models import StoredFile
from sentra.kernel.pictures import PictureRefused, resized

SHOWN_WIDTH = 1280  # pixels


def keep_picture(
    content: bytes,
    *,
    name: str,
    at: datetime,
    public: bool = False,
    by_party: int | None = None,
    field: str = "picture",
) -> StoredFile:
    """Keep one upright JPEG without place or camera in it.

    Refuses what is no photograph; `field` names the form's.
    """
    try:
        (picture,) = resized(content, widths=[SHOWN_WIDTH], kinds=["jpeg"])
    except PictureRefused as problem:
        raise Refused(_("This picture cannot be used. Take another photo."), field=field) from problem
    return store(
        picture.content, name=f"{name}.jpg", mime=picture.mime, at=at, public=public, by_party=by_party
    )
