"""What the organisation's letters and invoices say of itself: where to pay, and who signs."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.notices import notify
from sentra.kernel.operation import operation
from sentra.people.operations.bank import account_of
from sentra.people.roles import Permission, RoleName


@operation(needs=Permission.SET_PAPERS, says=("bank", "account"))
def set_letterhead(
    *, bank: str, account: str, holder: str, signer_name: str, signer_role: str, by: Actor, at: datetime
) -> Tenant:
    """Invoices print this account and signer from now on; empty bank fields take the account away.

    The account is the organisation's own and stands in the audit. Chair and treasurer are told when it
    changes. Refuses a part of the three bank fields, and a number that is not 6 to 20 digits ("account").
    """
    tenant = Tenant.objects.select_for_update().get(pk=by.tenant_id)
    papers: dict[str, Any] = dict(tenant.settings.get("papers", {}))
    before = papers.pop("bank", None)
    if now := _bank(bank, account, holder):
        papers["bank"] = now
    papers.pop("signer", None)
    if name := " ".join(signer_name.split())[:80]:
        papers["signer"] = {"name": name, "role": " ".join(signer_role.split())[:60] or "Pengurus"}
    tenant.settings = {**tenant.settings, "papers": papers}
    tenant.save(update_fields=["settings"])
    if now != (before or {}):
        _tell(now, at)
    return tenant


def _bank(bank: str, account: str, holder: str) -> dict[str, str]:
    """All three, or nothing."""
    said = {"bank": " ".join(bank.split())[:60], "holder": " ".join(holder.split())[:80]}
    try:
        said["account"] = account_of(account)
    except Refused as wrong:
        raise Refused(wrong.sentence, field="account") from wrong
    missing = [name for name in ("bank", "account", "holder") if not said[name]]
    if len(missing) == len(said):
        return {}
    if missing:
        raise Refused(_("Fill in bank, number and holder, or none of them."), field=missing[0])
    return said


def _tell(now: dict[str, str], at: datetime) -> None:
    """Whoever could redirect the buyers' money is seen by the others."""
    for role in (RoleName.CHAIR, RoleName.TREASURER):
        notify(
            f"role:{role}", "bank_account_changed", at=at, path="/pengaturan/",
            subject=gettext_noop("The bank account on our invoices has changed"),
            text=gettext_noop("Invoices now ask buyers to pay to: %(account)s. Was it one of you?"),
            account=f"{now['bank']} {now['account']}" if now else "–",
        )  # fmt: skip
