"""One function per message about membership: to the board what waits, to her what was decided."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from sentra.cooperative.models import Application, Leaving, Member
from sentra.kernel.notices import notify
from sentra.kernel.rupiah import formatted
from sentra.people.roles import RoleName


def somebody_asks(application: Application, *, at: datetime) -> None:
    notify(
        f"role:{RoleName.CHAIR}", "somebody_asks_to_join", at=at, path="/anggota/calon/",
        subject=_("%(who)s asks to join"), text=_("The board decides."),
        who=application.party.name,
    )  # fmt: skip


def accepted(member: Member, *, at: datetime) -> None:
    notify(
        f"party:{member.party_id}", "member_accepted", at=at, path="/saya/anggota/",
        subject=_("You are a member now"), text=_("Your member number is %(number)s."),
        number=member.number,
    )  # fmt: skip


def refused(application: Application, *, at: datetime) -> None:
    notify(
        f"party:{application.party_id}", "member_refused", at=at, path="/saya/anggota/",
        subject=_("The board said no to your application"), text=_("Reason: %(reason)s"),
        reason=application.reason,
    )  # fmt: skip


def leaving_settled(leaving: Leaving, *, at: datetime) -> None:
    notify(
        f"role:{RoleName.TREASURER}", "leaving_settled", at=at, path=f"/anggota/{leaving.member_id}/keluar/",
        subject=_("%(who)s is to be paid %(amount)s"), text=_("She has left. Pay by %(day)s."),
        who=leaving.member.party.name, amount=formatted(leaving.payable_idr),
        day=leaving.pay_by or leaving.asked_on,
    )  # fmt: skip
