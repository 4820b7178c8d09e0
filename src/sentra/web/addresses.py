"""Where a request comes from, when proxies stand between the visitor and Sentra.

Each proxy writes the address it was called from at the right end of X-Forwarded-For; whatever stands to
the left of our own proxies' entries was sent by the visitor and may be invented.
"""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address our outermost proxy (of `SENTRA_PROXIES`) was called from; without one the caller's own.

    Fewer entries than proxies, or no address in it: somebody came another way, and the caller's own counts.
    """
    caller = str(request.META.get("REMOTE_ADDR", ""))
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < settings.PROXIES <= len(entries):
        return caller
    return _bare(entries[-settings.PROXIES]) or caller


def _bare(entry: str) -> str:
    """`203.0.113.9:4711` and `[2001:db8::1]:4711` without their port; "" when it is no address."""
    entry = entry.strip()
    if entry.startswith("["):
        entry = entry[1:].partition("]")[0]
    elif entry.count(":") == 1:
        entry = entry.partition(":")[0]
    try:
        return str(ip_address(entry))
    except ValueError:
        return ""
