"""The cooperative's own money: deciders wait in line, and nothing leaves that is not there.

Locks come in one order everywhere: the paper that is decided (order, work, run and slips, leaving, proposal,
purchase and its material), then the pool, then what it pays off (advances, then deductions, each by id).
"""

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.rupiah import formatted
from sentra.kernel.tenancy import writer
from sentra.ledger.chart import MONEY
from sentra.ledger.queries import balance_of, cash_position

METHODS = ("bank", "cash")


def hold_the_pool(tenant_id: int) -> None:
    """One after the other: whoever decides by what is in the pool, or by what is not paid yet.

    NO KEY: others go on writing rows that name this tenant.
    """
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)


def must_have(amount_idr: int, method: str, *, reserve_idr: int = 0) -> None:
    """Refuse what the account does not hold, or what would leave cash and bank below the reserve."""
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    hold_the_pool(writer())  # two desks paying at once: the second sees what the first left
    there = balance_of(MONEY[method])
    if amount_idr > there:
        words = {
            "there": formatted(there),
            "amount": formatted(amount_idr),
            "lack": formatted(amount_idr - there),
        }
        sentence = (
            _("The bank account holds %(there)s, %(lack)s less than %(amount)s.")
            if method == "bank"
            else _("The cash box holds %(there)s, %(lack)s less than %(amount)s.")
        )
        raise Refused(sentence % words, field="method")
    left = cash_position().total_idr - amount_idr
    if reserve_idr and left < reserve_idr:
        raise Refused(
            _("This would leave %(left)s, less than the reserve of %(reserve)s.")
            % {"left": formatted(left), "reserve": formatted(reserve_idr)},
            field="amount_idr",
        )
