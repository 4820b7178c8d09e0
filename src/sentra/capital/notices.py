"""One function per message of capital: to the maker about her money, to staff about what waits for them."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_noop as _

from sentra.capital.models import Advance, Deduction, PayoutRun, Slip
from sentra.kernel.notices import To, Word, notify, notify_each
from sentra.kernel.rupiah import formatted
from sentra.people.roles import RoleName

APPROVERS = (RoleName.CHAIR, RoleName.SUPERVISOR)


def advances_paid(advances: Iterable[Advance], *, at: datetime) -> None:
    notify_each(
        (
            To(
                f"party:{one.party_id}", "/saya/uang/",
                {"amount": formatted(one.amount_idr), "day": one.paid_on},
            )
            for one in advances
        ),
        "advance_paid", at=at,
        subject=_("Advance of %(amount)s"),
        text=_("You received %(amount)s as an advance on %(day)s. It is taken back from this work's pay."),
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


def slips_paid(slips: Iterable[Slip], *, at: datetime) -> None:
    notify_each(
        (
            To(f"party:{slip.party_id}", f"/saya/slip/{slip.pk}/", {"amount": formatted(slip.net_idr)})
            for slip in slips
        ),
        "slip_paid", at=at,
        subject=_("%(amount)s was paid to you"),
        text=_("Your slip shows how it is reckoned."),
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


def deduction_proposed(deduction: Deduction, *, at: datetime) -> None:
    notify(
        f"party:{deduction.party_id}", "deduction_proposed", at=at, path=f"/saya/potongan/{deduction.pk}/",
        subject=_("May we take %(amount)s off your pay?"),
        text=_("Reason: %(reason)s. Nothing is taken before you say yes."),
        amount=formatted(deduction.amount_idr), reason=deduction.reason,
    )  # fmt: skip


def deduction_answered(deduction: Deduction, *, at: datetime) -> None:
    """To the treasurer what she said; to her, when staff wrote it down for her."""
    yes, words = deduction.agreed_at is not None, {"who": deduction.party.name, "reason": deduction.reason}
    notify(
        f"role:{RoleName.TREASURER}", "deduction_answered", at=at,
        path=f"/pembayaran/potongan/{deduction.party_id}/",
        subject=_("%(who)s agrees to a deduction") if yes else _("%(who)s refuses a deduction"),
        text=_("%(amount)s: %(reason)s"), amount=formatted(deduction.amount_idr), **words,
    )  # fmt: skip
    if deduction.answered_by is not None:
        notify(
            f"party:{deduction.party_id}", "deduction_written_down", at=at,
            path=f"/saya/potongan/{deduction.pk}/",
            subject=_("Your yes to a deduction was written down")
            if yes
            else _("Your no to a deduction was written down"),
            text=_("%(amount)s: %(reason)s"), amount=formatted(deduction.amount_idr), reason=deduction.reason,
        )  # fmt: skip


def deduction_dropped(deduction: Deduction, *, at: datetime) -> None:
    notify(
        f"party:{deduction.party_id}", "deduction_dropped", at=at, path=f"/saya/potongan/{deduction.pk}/",
        subject=_("A deduction is no longer asked for"), text=_("%(amount)s: %(reason)s"),
        amount=formatted(deduction.amount_idr), reason=deduction.reason,
    )  # fmt: skip


def _tell(
    role: RoleName, run: PayoutRun, name: str, subject: str, text: str, at: datetime, **words: Word
) -> None:
    notify(f"role:{role}", name, subject=subject, text=text, path=f"/pembayaran/{run.pk}/", at=at, **words)
