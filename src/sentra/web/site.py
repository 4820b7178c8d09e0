"""Whole addresses, for those who read a page elsewhere: search engines, chats, feeds, printed codes."""

from dataclasses import dataclass

from django.http import HttpRequest
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


def speak(request: HttpRequest) -> None:
    """In the language the address names, whoever reads it; until LocaleMiddleware sees the next request."""
    if (language := request.GET.get(LANGUAGE, "")) in LANGUAGES:
        translation.activate(language)
