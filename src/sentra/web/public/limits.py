"""How often somebody without an account may send something: enough for people, too few for machines."""

import hashlib
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.tries import tried
from sentra.web.addresses import client_address

HOUR = timedelta(hours=1)
FROM_ONE_PLACE = 40
"""Tries, not only successes. An office shares one address: its people may all write within an hour."""
FROM_ONE_BROWSER = 12


def not_too_often(request: HttpRequest, what: str, times: int = 1) -> None:
    """Count this try, before anything of it is read. Refuses the one too many, by browser and by network.

    `times`: how much oftener than enquiries this is done.
    """
    if not request.session.session_key:
        request.session.create()
    limits = {
        _key(what, f"s{request.session.session_key}"): FROM_ONE_BROWSER * times,
        _key(what, f"a{_place(client_address(request))}"): FROM_ONE_PLACE * times,
    }
    counted = tried(limits, at=timezone.now(), counts_for=HOUR)
    if any(counted[key] > most for key, most in limits.items()):
        raise Refused(_("Many enquiries came from here. Please wait an hour or call us."))


def _key(what: str, who: str) -> str:
    return f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"


def _place(address: str) -> str:
    """One connection of IPv6 holds 2⁶⁴ addresses: they are one place."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else address
