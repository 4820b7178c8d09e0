"""What makes the public pages an application: manifest, worker, the page without network, low data."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from sentra.web.actors import ActorRequest
from sentra.web.low_data import COOKIE, YEAR
from sentra.web.showroom.house import House, house_page

WORKER = ("shelf_keeping", "shelf_worker")  # one script: a worker imports nothing under hashed names
ICONS = (
    ("img/app-192.png", 192, "any"),
    ("img/app-512.png", 512, "any"),
    ("img/app-full.png", 512, "maskable"),
)


@house_page
def manifest(request: ActorRequest, house: House) -> HttpResponse:  # noqa: ARG001
    """A house on somebody's home screen: its name, its own pages, the icon of Sentra."""
    home = house.url("home")
    icons = [
        {"src": static(path), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
        for path, side, purpose in ICONS
    ]
    told = {
        "id": home, "name": house.name, "short_name": house.name[:12].strip(), "start_url": home,
        "scope": home, "display": "standalone", "lang": "id", "background_color": "#f7f1e6",
        "theme_color": "#1f2a5a", "icons": icons,
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """One script under two addresses: a worker answers only for what lies beside it, `/k/` or `/d/`."""
    script = b"\n".join(Path(str(finders.find(f"js/{one}.js"))).read_bytes() for one in WORKER)
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_safe
def without_network(request: HttpRequest) -> HttpResponse:
    """Shown without network in place of a page that was never opened. It names nobody: it is kept."""
    return TemplateResponse(request, "shelf/without_network.html").render()


@require_safe
def save_data(request: HttpRequest) -> HttpResponse:
    """Pages without pictures from now on (`?data=hemat`), or with them; back to where she was."""
    back = request.GET.get("ke", "")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = "1" if request.GET.get("data") == "hemat" else "0"
    answer.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    answer["X-Robots-Tag"] = "noindex"
    return answer


for _view in (worker, without_network, save_data):
    _view.needs = "nobody"  # type: ignore[attr-defined]  # read by tests/architecture
