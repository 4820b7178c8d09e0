"""What a person sees when something went wrong: a sentence, what to do, a way back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's signature
    return render(request, "errors/csrf.html", status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/403.html", status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
