"""Whole addresses, for those who read a page elsewhere: search engines, chats, feeds, printed codes."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

LANGUAGE = "bahasa"  # in an address: the page in this language, whoever reads it
LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Site:
    """`root`: scheme and host, such as https://sentra.example"""

    root: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Site":
        return cls(f"{request.scheme}://{request.get_host()}")

    def whole(self, address: str) -> str:
        """The address with its host; one that has a host already stays."""
        return address if address.startswith(("http://", "https://")) else self.root + address

    def in_language(self, path: str, language: str) -> str:
        return f"{self.whole(path)}?{LANGUAGE}={language}"


def speak(request: HttpRequest) -> str:
    """In the language the address names, whoever reads it. Returns it, "" where the address names none."""
    language = request.GET.get(LANGUAGE, "")
    if language not in LANGUAGES:
        return ""
    translation.activate(language)
    return language


def spoken(answer: HttpResponse, language: str) -> HttpResponse:
    """Where the address named the language, the pages it leads to are in it too."""
    if language:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE, samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )  # fmt: skip
    return answer
