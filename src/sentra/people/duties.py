"""Duties that two people should hold: what one more role would put into one hand."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sentra.people.roles import Permission, permissions

APART: tuple[tuple[Permission, Permission, Promise], ...] = (
    (
        Permission.PREPARE_PAYOUT,
        Permission.INSPECT,
        _("One person would judge the work and prepare the pay for it."),
    ),
    (
        Permission.PREPARE_PAYOUT,
        Permission.APPROVE_PAYOUT,
        _("One person would prepare payouts and approve payouts. Nobody may approve her own."),
    ),
    (
        Permission.POST_ENTRY,
        Permission.MANAGE_STAFF,
        _("One person would keep the books and decide who works here."),
    ),
)


def mixed_by(role: str, held: Iterable[str]) -> list[Promise]:
    """What this role would newly mix with the roles she holds; empty when duties stay apart."""
    before = permissions(*held)
    after = before | permissions(role)
    return [
        sentence
        for one, other, sentence in APART
        if {one, other} <= after and not {one, other} <= before and not {one, other} <= permissions(role)
    ]
