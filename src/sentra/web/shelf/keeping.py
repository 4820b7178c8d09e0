"""Which answers a visitor's browser may keep to read without network: public pages nobody is signed in on.

The service worker (js/shelf_worker.js) keeps what carries the mark, and nothing else. Where the mark is
missing, as on forms, tracking pages and everything staff see, the page goes past it.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

MARK = "Sentra-Keep"


def marked(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Say what the page depends on, and that it may be kept if it was opened by a visitor."""
    patch_vary_headers(answer, ["Cookie", "Save-Data"])
    visitor = not request.user.is_authenticated and not request.actor.tenant_id  # type: ignore[attr-defined]
    page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
    own = "no-store" in answer.get("Cache-Control", "")
    if visitor and page and not own and request.method == "GET":
        answer[MARK] = "1"
    return answer
