"""Low data: pages without pictures, because the browser asks (`Save-Data: on`) or because she chose it.

Her choice stands in a cookie and wins over the browser. One page can be asked for with its pictures all the
same: `?gambar=1`.
"""

from django.http import HttpRequest

COOKIE = "hemat"  # "1": without pictures; "0": with them, whatever the browser says
ASKED = "gambar"
YEAR = 365 * 24 * 3600


def low_data(request: HttpRequest) -> bool:
    chosen = request.COOKIES.get(COOKIE)
    if chosen in {"0", "1"}:
        return chosen == "1"
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def pictures(request: HttpRequest) -> bool:
    """Whether this page shows its pictures."""
    return not low_data(request) or request.GET.get(ASKED) == "1"


def with_pictures(request: HttpRequest) -> str:
    """The address of this page with its pictures, for a link in it."""
    query = request.GET.copy()
    query[ASKED] = "1"
    return f"?{query.urlencode()}"
