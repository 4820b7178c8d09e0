"""Where an actor can go: the staff's menu and the artisan's bottom bar, by what she may do."""

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


_STAFF = [
    ("home", _("Home"), "house", None),
    ("leads", _("Enquiries"), "inbox", Permission.READ_ORDERS),
    ("orders", _("Orders"), "package", Permission.READ_ORDERS),
    ("makers", _("Makers"), "users", Permission.READ_PEOPLE),
    ("products", _("Products"), "shopping-bag", Permission.READ_ORDERS),
    ("lots", _("Inspection"), "clipboard-check", Permission.READ_ORDERS),
    ("payouts", _("Payouts"), "banknote", Permission.READ_BOOKS),
    ("books", _("Books"), "book-open", Permission.READ_BOOKS),
    ("registry", _("Registry"), "list", Permission.READ_REGISTRY),
    ("staff", _("Staff"), "shield", Permission.MANAGE_STAFF),
]
_PHONE = [
    ("my-home", _("Home"), "house"),
    ("my-work", _("Work"), "hammer"),
    ("my-money", _("Money"), "wallet"),
    ("my-card", _("Me"), "user"),
]


def _item(name: str, label: object, icon: str, path: str) -> Item | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    current = path == url or (url != reverse("home") and path.startswith(url))
    return Item(url, label, icon, current)


def staff_menu(actor: Actor, path: str) -> list[Item]:
    wanted = [(n, label, icon) for n, label, icon, needs in _STAFF if needs is None or actor.may(needs)]
    return [item for each in wanted if (item := _item(*each, path))]


def phone_bar(path: str) -> list[Item]:
    return [item for each in _PHONE if (item := _item(*each, path))]
