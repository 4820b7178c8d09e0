"""Delegates: a relative or the coordinator acts for her, with named permissions, until she ends it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.membership.steps import WHO, who_wrote
from sentra.cooperative.models import Delegation
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.models import Party
from sentra.people.roles import Permission

MAY_BE_LENT = (
    Permission.SEE_OWN_WORK,
    Permission.ANSWER_OFFER,
    Permission.REPORT_PROGRESS,
    Permission.SEE_OWN_SAVINGS,
)
"""What she may let another do. Never her vote (one member one vote, no proxy) nor her membership itself."""


@operation(needs=Permission.SPEAK_AS_MEMBER)
def let_act(
    giver_id: int, *, delegate_id: int, permissions: Sequence[str], relation: str = "",
    by: Actor, at: datetime,
) -> Delegation:  # fmt: skip
    """She names who acts for her and in what (seeing her work goes with all); a new list replaces the old.

    Refuses herself, nobody, no permission, and one that cannot be lent.
    """
    wrote = who_wrote(by, giver_id)
    if giver_id == delegate_id:
        raise Refused(_("She acts for herself already."), field="delegate_id")
    chosen = [one for one in MAY_BE_LENT if one in {*permissions, Permission.SEE_OWN_WORK}]
    if not permissions:
        raise Refused(_("Choose what may be done for her."), field="permissions")
    if not set(permissions) <= set(chosen):
        raise Refused(_("This cannot be done by another."), field="permissions")
    both = Party.objects.select_for_update().filter(pk__in=[giver_id, delegate_id], kind__in=WHO, active=True)
    if len(list(both.order_by("pk"))) != 2:  # giver and delegate
        raise Refused(_("Choose somebody from the list."), field="delegate_id")
    Delegation.objects.filter(giver_id=giver_id, delegate_id=delegate_id, ended_at=None).update(ended_at=at)
    made: Delegation = Delegation.objects.create(
        giver_id=giver_id, delegate_id=delegate_id, permissions=[str(one) for one in chosen],
        relation=relation.strip()[:60], since=at, written_by=wrote,
    )  # fmt: skip
    return made


@operation(needs=Permission.SPEAK_AS_MEMBER)
def end_delegation(delegation_id: int, *, by: Actor, at: datetime) -> Delegation:
    """From now on she acts alone; the delegate's open screen is hers again at the next tap.

    Either of the two may end it, or staff. Refuses one that has ended.
    """
    held: Delegation = Delegation.objects.select_for_update().get(pk=delegation_id)
    who_wrote(by, held.delegate_id if by.party_id == held.delegate_id else held.giver_id)
    if held.ended_at is not None:
        raise Refused(_("This has ended already."))
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    return held
