"""A made paper on its way to the browser."""

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase


def pdf(content: bytes, name: str) -> HttpResponse:
    """Shown in the browser, saved under a name people can read."""
    return _sent(content, name, "application/pdf", inline=True)


def sheet(content: bytes, name: str, mime: str) -> HttpResponse:
    """A file to be saved: a bank list, an export."""
    return _sent(content, name, mime, inline=False)


def flow(content: Iterable[bytes], name: str, mime: str) -> HttpResponse:
    """A long file that leaves while it is made."""
    answer = StreamingHttpResponse(content, content_type=mime)
    return _named(answer, name, inline=False)  # type: ignore[return-value]  # the guards pass both on


def _sent(content: bytes, name: str, mime: str, *, inline: bool) -> HttpResponse:
    return _named(HttpResponse(content, content_type=mime), name, inline=inline)  # type: ignore[return-value]


def _named(answer: HttpResponseBase, name: str, *, inline: bool) -> HttpResponseBase:
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
