"""Whose address counts: the entry our own proxies vouch for, never what a visitor wrote."""

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory
from django.urls import reverse

from sentra.config.environment import whole_number
from sentra.web.addresses import client_address

PROXY = "10.0.0.2"
CASES = {
    "no proxy, no header": (0, None, PROXY),
    "no proxy: the header is invented": (0, "6.6.6.6", PROXY),
    "one proxy": (1, "203.0.113.9", "203.0.113.9"),
    "one proxy and an invented entry before": (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
    "two proxies": (2, "6.6.6.6, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
    "two proxies, one was passed by": (2, "203.0.113.9", PROXY),
    "a proxy that writes nothing": (1, None, PROXY),
    "a proxy that writes the port": (1, "203.0.113.9:4711", "203.0.113.9"),
    "IPv6": (1, "2001:db8::1", "2001:db8::1"),
    "IPv6 and the port": (1, "[2001:db8::1]:4711", "2001:db8::1"),
    "no address at all": (1, "unknown", PROXY),
}


@pytest.mark.parametrize("case", CASES)
def test_the_address_our_proxy_vouches_for(settings, case):
    settings.PROXIES, header, expected = CASES[case]
    more = {} if header is None else {"HTTP_X_FORWARDED_FOR": header}
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, **more)
    assert client_address(request) == expected
    assert get_adapter().get_client_ip(request) == expected


@pytest.mark.parametrize(("proxies", "stopped"), [(0, True), (1, False)])
def test_logins_are_counted_by_the_same_address(world, settings, proxies, stopped):
    """With a proxy each try comes from another address, without it each only claims to."""
    settings.PROXIES = proxies
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/ip"}

    def wrong(n):
        return Client(headers={"accept-language": "en"}).post(
            reverse("account_login"),
            {"login": f"nobody{n}@galuh.example", "password": "salah-salah"},
            REMOTE_ADDR=PROXY,
            HTTP_X_FORWARDED_FOR=f"203.0.113.{n}",
        )

    pages = [wrong(n).content.decode() for n in range(5)]
    assert ("Too many failed" in pages[-1]) is stopped


def test_a_number_of_proxies_is_a_number(monkeypatch):
    monkeypatch.setenv("SENTRA_PROXIES", "satu")
    with pytest.raises(ValueError, match="SENTRA_PROXIES is a whole number"):
        whole_number("SENTRA_PROXIES")
