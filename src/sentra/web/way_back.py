"""Where somebody belongs who opens the address of a form by itself: after a reload, a switch of language."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, Resolver404, resolve, reverse


class SeeOther(HttpResponseRedirect):
    """Look there instead, by GET."""

    status_code = 303


def to_its_page(request: HttpRequest, page: Callable[..., HttpResponse]) -> HttpResponse:
    """To the page an action belongs to: `page` itself, or the nearest address above that can be read."""
    return SeeOther(_own(request, page) or _above(request.path) or "/")


def _own(request: HttpRequest, page: Callable[..., Any]) -> str:
    match = request.resolver_match
    try:
        return reverse(page, args=match.args, kwargs=match.kwargs) if match else ""
    except NoReverseMatch:  # the page needs less than the action was told
        return ""


def _above(path: str) -> str:
    while (path := path.rstrip("/").rpartition("/")[0] + "/") != "/":
        try:
            if getattr(resolve(path).func, "reads", False):
                return path
        except Resolver404:
            continue
    return ""
