"""How often somebody without an account may send something: enough for people, too few for machines."""

import hashlib
import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.web.addresses import client_address

HOUR = 3600
FROM_ONE_PLACE = 40
"""Tries, not only successes. An office shares one address: its people may all write within an hour."""
FROM_ONE_BROWSER = 12


def not_too_often(request: HttpRequest, what: str, times: int = 1) -> None:
    """Count this try, before anything of it is read. Refuses the one too many, by browser and by network.

    `times`: how much oftener than enquiries this is done.
    """
    if not request.session.session_key:
        request.session.create()
    limits = (
        (f"s{request.session.session_key}", FROM_ONE_BROWSER * times),
        (f"a{_place(client_address(request))}", FROM_ONE_PLACE * times),
    )
    for who, most in limits:
        if _counted(f"limit:{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}") > most:
            raise Refused(_("Many enquiries came from here. Please wait an hour or call us."))


def _place(address: str) -> str:
    """One connection of IPv6 holds 2⁶⁴ addresses: they are one place."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else address


def _counted(key: str) -> int:
    """How often in the hour that began with the first try, this one included. Later tries leave it as long.

    One at a time for a key: many at once would all read the same number.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        now = time.time()
        times, until = cache.get(key, (0, now + HOUR))
        cache.set(key, (times + 1, until), until - now)
    return int(times) + 1
