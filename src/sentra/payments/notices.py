"""One function per message about how buyers pay."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from sentra.kernel.notices import notify
from sentra.payments.models import QrisCode
from sentra.people.roles import RoleName

MONEY = (RoleName.CHAIR, RoleName.TREASURER)


def qris_changed(code: QrisCode | None, *, at: datetime) -> None:
    """Whoever could redirect the buyers' money is seen by the others."""
    for role in MONEY:
        notify(
            f"role:{role}", "qris_changed", at=at, path="/pengaturan/qris/",
            subject=_("The QRIS code buyers pay to has changed"),
            text=_("Buyers are now shown: %(merchant)s. Was it one of you?"),
            merchant=f"{code.merchant_name} · {code.nmid}" if code else "–",
        )  # fmt: skip
