"""Pages go out compressed: a phone on a slow line waits for bytes, not for us.

Only what is text. A picture is as small as it gets, and a file keeps its length, so that a download says
how far it is. Django adds random bytes against guessing a secret by the length (BREACH); tokens are masked.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/html", "text/xml", "application/xml", "application/json", "application/feed+json")


class SqueezeMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in TEXTS:
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]
