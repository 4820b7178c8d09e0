"""A made paper on its way to the browser."""

from django.http import HttpResponse


def pdf(content: bytes, name: str) -> HttpResponse:
    """Shown in the browser, saved under a name people can read."""
    return _sent(content, name, "application/pdf", inline=True)


def sheet(content: bytes, name: str, mime: str) -> HttpResponse:
    """A file to be saved: a bank list, an export."""
    return _sent(content, name, mime, inline=False)


def _sent(content: bytes, name: str, mime: str, *, inline: bool) -> HttpResponse:
    answer = HttpResponse(content, content_type=mime)
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
