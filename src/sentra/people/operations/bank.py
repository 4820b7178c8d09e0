"""Where a maker's money is sent: her bank and the number of her account."""

import re
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.models import Workshop
from sentra.people.roles import Permission

_SEPARATORS = re.compile(r"[\s.\-]")
_ACCOUNT = re.compile(r"[0-9]{6,20}")


@operation(needs=Permission.MANAGE_PEOPLE)
def set_bank_account(
    workshop_id: int, *, bank_name: str, bank_account: str, by: Actor, at: datetime
) -> Workshop:
    """Her slips of later payouts go to this account; both empty takes it away, and she is paid in cash.

    Neither name nor number stands in the audit. Refuses one without the other (the field that is empty)
    and a number that is not 6 to 20 digits (field "bank_account"); spaces, dots and dashes do not count.
    """
    name, account = " ".join(bank_name.split())[:60], account_of(bank_account)
    if account and not name:
        raise Refused(_("Name the bank too."), field="bank_name")
    if name and not account:
        raise Refused(_("Give the account number too, or empty both fields."), field="bank_account")
    found = Workshop.objects.select_for_update().select_related("owner")
    workshop: Workshop = found.get(pk=workshop_id)
    workshop.owner.bank_name, workshop.owner.bank_account = name, account
    workshop.owner.save(update_fields=["bank_name", "bank_account"])
    return workshop


def account_of(text: str) -> str:
    """Only the digits, leading zeros kept; empty for an empty field. Refuses anything else."""
    number = _SEPARATORS.sub("", text)
    if number and not _ACCOUNT.fullmatch(number):
        raise Refused(_("An account number has 6 to 20 digits."), field="bank_account")
    return number
