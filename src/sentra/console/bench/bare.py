"""A bare Django view beside the showroom's pages: same rows, as many bytes, same server, nothing around.

No middleware, no template, no translation: what Django and this machine give at best. `?bytes=` says how long
the answer of the real page was.
"""

import os
from collections.abc import Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sentra.config.settings")

import django
from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

django.setup()  # with the middleware that the apps insist on; what serves has none
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__
application = WSGIHandler()

from sentra.showroom.models import ShowroomListing  # noqa: E402  # needs the settings

PAGE = 25  # as the catalogue reads: one more than it shows
SHOWN = (
    "product_id", "slug", "cooperative", "code", "name", "craft", "motif", "price_idr", "unit", "ready",
    "weeks", "pictures",
)  # fmt: skip


def goods(request: HttpRequest) -> HttpResponse:
    return _filled(request, ShowroomListing.objects.order_by("-pk").values_list(*SHOWN)[:PAGE])


def search(request: HttpRequest) -> HttpResponse:
    """The words as they were meant: nothing to correct, one full-text query."""
    words = SearchQuery(request.GET["q"], config="showroom", search_type="raw")
    rows = ShowroomListing.objects.filter(words=words).order_by("-pk").values_list(*SHOWN)
    return _filled(request, rows[:PAGE])


def product(request: HttpRequest, code: str) -> HttpResponse:
    return _filled(request, ShowroomListing.objects.filter(slug="bench", code=code).values_list()[:1])


def _filled(request: HttpRequest, rows: Iterable[Any]) -> HttpResponse:
    told = "\n".join(map(str, rows)).encode()
    length = int(request.GET["bytes"])
    return HttpResponse((told + b" " * length)[:length], content_type="text/html; charset=utf-8")


urlpatterns = [path("goods/", goods), path("search/", search), path("product/<slug:code>/", product)]
