"""One function per message of capital: to the maker about her money, to staff about what waits for them."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from sentra.capital.models import Advance, PayoutRun, Slip
from sentra.kernel.notices import Word, notify
from sentra.kernel.rupiah import formatted
from sentra.people.roles import RoleName

APPROVERS = (RoleName.CHAIR, RoleName.SUPERVISOR)


def advance_paid(advance: Advance, *, at: datetime) -> None:
    notify(
        f"party:{advance.party_id}", "advance_paid", at=at, path="/saya/uang/",
        subject=_("Advance of %(amount)s"),
        text=_("You received %(amount)s as an advance on %(day)s. It is taken back from this work's pay."),
        amount=formatted(advance.amount_idr), day=advance.paid_on,
    )  # fmt: skip


def payout_prepared(run: PayoutRun, *, total_idr: int, slips: int, at: datetime) -> None:
    text = _("%(slips)s slips, %(total)s in all. Look at them and approve.")
    waits, total = _("A payout waits for approval"), formatted(total_idr)
    for role in APPROVERS:
        _tell(role, run, "payout_prepared", waits, text, at, slips=slips, total=total)


def payout_approved(run: PayoutRun, *, at: datetime) -> None:
    _tell(
        RoleName.TREASURER, run, "payout_approved", _("The payout is approved"), _("It can be paid now."), at
    )


def payout_sent_back(run: PayoutRun, *, at: datetime) -> None:
    told, text = _("The payout was sent back"), _("Reason: %(reason)s")
    _tell(RoleName.TREASURER, run, "payout_sent_back", told, text, at, reason=run.rejected_reason)


def slip_paid(slip: Slip, *, at: datetime) -> None:
    notify(
        f"party:{slip.party_id}", "slip_paid", at=at, path=f"/saya/slip/{slip.pk}/",
        subject=_("%(amount)s was paid to you"),
        text=_("Your slip shows how it is reckoned."),
        amount=formatted(slip.net_idr),
    )  # fmt: skip


def slip_failed(slip: Slip, *, at: datetime) -> None:
    notify(
        f"party:{slip.party_id}", "slip_failed", at=at, path=f"/saya/slip/{slip.pk}/",
        subject=_("Your payment did not arrive"),
        text=_("%(amount)s could not be sent. The treasurer tries again."),
        amount=formatted(slip.net_idr),
    )  # fmt: skip


def slip_bounced(slip: Slip, *, at: datetime) -> None:
    notify(
        f"party:{slip.party_id}", "slip_bounced", at=at, path=f"/saya/slip/{slip.pk}/",
        subject=_("Your payment did not arrive"),
        text=_("%(amount)s is still yours. The treasurer pays it again."),
        amount=formatted(slip.net_idr),
    )  # fmt: skip


def advance_taken_back(advance: Advance, *, at: datetime) -> None:
    notify(
        f"party:{advance.party_id}", "advance_taken_back", at=at, path="/saya/uang/",
        subject=_("An advance was written down wrongly"),
        text=_("You do not owe %(amount)s: %(reason)s"),
        amount=formatted(advance.amount_idr), reason=advance.taken_back_reason,
    )  # fmt: skip


def _tell(
    role: RoleName, run: PayoutRun, name: str, subject: str, text: str, at: datetime, **words: Word
) -> None:
    notify(f"role:{role}", name, subject=subject, text=text, path=f"/pembayaran/{run.pk}/", at=at, **words)
