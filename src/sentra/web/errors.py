"""What a person sees when something went wrong: a sentence, what to do, a way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

NOWHERE: dict[str, object] = {"navigation": []}
"""The menu stays away: the one way on is back to the start."""


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    return render(request, "errors/csrf.html", NOWHERE, status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/403.html", NOWHERE, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/404.html", NOWHERE, status=404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Asks nobody who is there: the database may be what broke."""
    return HttpResponse(render_to_string("errors/500.html", NOWHERE), status=500)
