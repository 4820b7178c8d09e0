"""One function per message about claims."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from sentra.cooperative.models import Claim
from sentra.kernel.notices import notify
from sentra.people.roles import RoleName


def entry_returned(claim: Claim, *, at: datetime) -> None:
    """To her, and to who writes members down: the office was wrong."""
    notify(
        f"party:{claim.party_id}", "entry_returned", at=at, path="/saya/registri/",
        subject=_("The office took its answer back"),
        text=_("The entry was not yours. What it filled in is empty again."),
    )  # fmt: skip
    notify(
        f"role:{RoleName.COORDINATOR}", "entry_returned_here", at=at, path="/anggota/registri/",
        subject=_("The office took back its answer about %(who)s"),
        text=_("What only the entry told is empty again. Ask her for it."), who=claim.party.name,
    )  # fmt: skip
