"""Where an actor can go: the staff's menu and the artisan's bottom bar, by what she may do."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.people.roles import Permission


@dataclass(frozen=True)
class Item:
    url: str
    label: object
    icon: str
    current: bool


_STAFF = [  # only what leads somewhere: an office has a home of its own, no desk of orders
    ("home", _("Home"), "house", Permission.READ_ORDERS),
    ("leads", _("Enquiries"), "inbox", Permission.READ_ORDERS),
    ("orders", _("Orders"), "package", Permission.READ_ORDERS),
    ("makers", _("Makers"), "users", Permission.READ_PEOPLE),
    ("products", _("Products"), "shopping-bag", Permission.READ_ORDERS),
    ("marketing", _("Marketing"), "store", Permission.MANAGE_PRODUCTS),
    ("photos", _("Photos of goods"), "camera", Permission.SEND_PHOTOS),
    ("materials", _("Materials"), "layers", Permission.READ_ORDERS),
    ("consigned", _("Consigned goods"), "package-open", Permission.READ_ORDERS),
    ("lots", _("Inspection"), "clipboard-check", Permission.READ_ORDERS),
    ("labels", _("Labels of origin"), "tag", Permission.LABEL_GOODS),
    ("members", _("Members"), "id-card", Permission.READ_MEMBERS),
    ("payouts", _("Payouts"), "banknote", Permission.READ_BOOKS),
    ("quick-cash", _("Quick cash"), "hand-coins", Permission.READ_BOOKS),
    ("cash-plan", _("Cash plan"), "chart-no-axes-column", Permission.READ_BOOKS),
    ("savings", _("Savings"), "piggy-bank", Permission.READ_MEMBERS),
    ("loans", _("Loans"), "coins", Permission.READ_MEMBERS),
    ("surplus", _("Surplus (SHU)"), "percent", Permission.READ_BOOKS),
    ("aid", _("Capital aid"), "hand-coins", Permission.READ_BOOKS),
    ("books", _("Books"), "book-open", Permission.READ_BOOKS),
    ("bank", _("Bank and cash"), "landmark", Permission.READ_BOOKS),
    ("home", _("Home"), "house", Permission.READ_PROPOSALS),
    ("aid-desk", _("Capital aid"), "hand-coins", Permission.READ_PROPOSALS),
    ("registry", _("Registry"), "list", Permission.READ_REGISTRY),
    ("own-markets", _("Market days"), "store", Permission.MANAGE_MARKETS),
    ("meetings", _("Meetings"), "users-round", Permission.READ_MEMBERS),
    ("rules", _("Rules"), "scale", Permission.READ_MEMBERS),
    ("groups", _("Groups"), "sprout", Permission.OPEN_GROUP),
    ("staff", _("Staff"), "shield", Permission.MANAGE_STAFF),
    ("letterhead", _("Settings"), "settings", Permission.SET_PAPERS),
]
_PHONE = [
    ("my-home", _("Home"), "house"),
    ("my-work", _("Work"), "hammer"),
    ("my-money", _("Money"), "wallet"),
    ("my-card", _("Me"), "user"),
]


def _items(wanted: Iterable[tuple[str, object, str]], path: str) -> list[Item]:
    """The entries that have a screen; the one whose address fits best is where she is."""
    known = []
    for name, label, icon in wanted:
        with suppress(NoReverseMatch):
            known.append((reverse(name), label, icon))
    here = max((url for url, _label, _icon in known if path.startswith(url)), key=len, default="")
    return [Item(url, label, icon, url == here) for url, label, icon in known]


def staff_menu(actor: Actor, path: str) -> list[Item]:
    return _items([(n, label, icon) for n, label, icon, needs in _STAFF if actor.may(needs)], path)


def phone_bar(path: str) -> list[Item]:
    return _items(_PHONE, path)
