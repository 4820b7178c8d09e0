"""The verbs of people: staff and their roles, artisans and their workshops, workers, member cards."""

from sentra.people.operations.artisans import (
    deactivate_artisan,
    reactivate_artisan,
    register_artisan,
    update_artisan,
)
from sentra.people.operations.bank import set_bank_account
from sentra.people.operations.cards import issue_card, revoke_card
from sentra.people.operations.letterhead import set_letterhead
from sentra.people.operations.own_party import say_she_is
from sentra.people.operations.staff import allow_new_password, end_role, invite_staff
from sentra.people.operations.workers import add_worker, remove_worker

__all__ = [
    "add_worker", "allow_new_password", "deactivate_artisan", "end_role", "invite_staff", "issue_card",
    "reactivate_artisan", "register_artisan", "remove_worker", "revoke_card", "say_she_is",
    "set_bank_account", "set_letterhead",
    "update_artisan",
]  # fmt: skip
