"""How allauth behaves here: nobody signs up by herself, staff are invited by their organisation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from sentra.web.addresses import client_address


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # the same for everybody
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What its limits by address count: allauth's own reading answers 500 to a short header."""
        return client_address(request)
