"""How often somebody without an account may send something: enough for people, too few for machines."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused

HOUR = 3600
FROM_ONE_PLACE = 20
"""An office shares one address: its people may all write within an hour."""
FROM_ONE_BROWSER = 6


def not_too_often(request: HttpRequest, what: str) -> None:
    """Count this attempt. Refuses the one too many, by browser and by network address."""
    if not request.session.session_key:
        request.session.create()
    limits = (
        (f"s{request.session.session_key}", FROM_ONE_BROWSER),
        (f"a{request.META.get('REMOTE_ADDR', '')}", FROM_ONE_PLACE),
    )
    for who, most in limits:
        if _counted(f"limit:{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}") > most:
            raise Refused(_("Many enquiries came from here. Please wait an hour or call us."))


def _counted(key: str) -> int:
    """How often in this hour, this time included."""
    if cache.add(key, 1, HOUR):
        return 1
    times = int(cache.get(key, 0)) + 1
    cache.set(key, times, HOUR)  # incr() would shorten the hour to the cache's own default
    return times
