"""One function per message about capital aid. Each organisation is told by its own verbs."""

from datetime import date, datetime

from django.utils.translation import gettext_noop as _

from sentra.capital.aid.models import AidMoney, Proposal
from sentra.kernel.notices import Word, notify
from sentra.kernel.rupiah import formatted
from sentra.people.roles import RoleName

READERS = (RoleName.CHAIR, RoleName.TREASURER)


def _tell(proposal: Proposal, name: str, subject: str, text: str, at: datetime, **words: Word) -> None:
    for role in READERS:
        notify(
            f"role:{role}", name, subject=subject, text=text, path=f"/bantuan/{proposal.pk}/", at=at, **words
        )


def proposal_sent(proposal: Proposal, *, at: datetime) -> None:
    _tell(
        proposal, "proposal_sent", _("The proposal for %(amount)s was sent"),
        _("%(office)s reads it on its own desk."), at,
        amount=formatted(proposal.amount_idr), office=proposal.office,
    )  # fmt: skip


def aid_received(proposal: Proposal, money: AidMoney, *, at: datetime) -> None:
    _tell(
        proposal, "aid_received", _("%(amount)s of capital aid has come"),
        _("Report what it is spent on, with a receipt or a picture."), at,
        amount=formatted(money.amount_idr),
    )  # fmt: skip


def aid_taken_back(proposal: Proposal, money: AidMoney, *, at: datetime) -> None:
    _tell(
        proposal, "aid_taken_back", _("%(amount)s of capital aid was taken back"),
        _("It was written down wrongly: %(reason)s"), at,
        amount=formatted(money.amount_idr), reason=money.taken_back_reason,
    )  # fmt: skip


def instalment_due(proposal: Proposal, *, amount_idr: int, due_on: date, at: datetime) -> None:
    _tell(
        proposal, "instalment_due", _("Instalment of %(amount)s to the office"),
        _("Due on %(day)s. Write it down when it is paid."), at,
        amount=formatted(amount_idr), day=due_on,
    )  # fmt: skip
