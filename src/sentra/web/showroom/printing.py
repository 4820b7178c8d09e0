"""A public page on paper: its whole address stands at the foot, and as a code when it is asked for.

The code is drawn only for `?cetak=1`: no visitor who reads on a screen waits for it.
"""

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sentra.kernel.qr import MOST_BYTES, svg

ASKED = "cetak"


def on_paper(request: HttpRequest) -> dict[str, str]:
    """For layout/public.html: where the page is found, where its printed form is, and its code."""
    query = request.GET.copy()
    wanted = query.pop(ASKED, [""])[-1] == "1"
    path = f"{request.path}?{query.urlencode()}" if query else request.path
    query[ASKED] = "1"
    address = request.build_absolute_uri(path)
    return {
        "page_url": address,
        "print_url": f"?{query.urlencode()}",
        "screen_url": path,
        "qr": _code(address) if wanted else "",
    }


def _code(address: str) -> SafeString:
    if len(address.encode()) > MOST_BYTES:
        return SafeString("")
    return mark_safe(svg(address, title=_("This page as a code")))  # noqa: S308  # drawn by us
