"""Every screen's address, area by area."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

AREAS = [
    "front",
    "login",
    "orders",
    "leads",
    "promise",
    "public",
    "showroom",
    "shop",
    "marketing",
    "market",
    "shelf",
    "quality",
    "origin",
    "books",
    "budget",
    "opening",
    "bank",
    "assets",
    "administration",
    "makers",
    "members",
    "claims",
    "products",
    "staff",
    "organisation",
    "registry",
    "payouts",
    "cash",
    "materials",
    "consigned",
    "trade",
    "aid",
    "savings",
    "loans",
    "surplus",
    "phone",
    "meetings",
    "founding",
]

urlpatterns: list[URLPattern | URLResolver] = [
    *[path("", include(f"sentra.web.{area}.urls")) for area in AREAS],
    path("bahasa/", set_language, name="set_language"),
    path("akun/", include("sentra.web.login.allauth_urls")),
]
