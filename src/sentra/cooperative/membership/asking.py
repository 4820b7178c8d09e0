"""Somebody becomes a candidate: a plain function inside the caller's transaction."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.membership import notices
from sentra.cooperative.membership.steps import current, give
from sentra.cooperative.membership.texts import newest
from sentra.cooperative.models import Application, Consent, Founding
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.people.models import Party

NEEDED = Consent.Purpose.MEMBERSHIP


def asks_rightly(*, agreed: bool, asked_on: date, by: Actor, at: datetime) -> None:
    """Refuses a day to come, and who has not agreed to the membership text."""
    if asked_on > by.today(at):
        raise Refused(_("The day cannot lie in the future."), field="asked_on")
    if not agreed:
        raise Refused(_("Without her consent the cooperative may keep no record of her."), field="agreed")


def candidate(
    party: Party, *, agreed: bool, wrote: int | None, asked_on: date, by: Actor, at: datetime,
    founder: bool | None = None,
) -> Application:  # fmt: skip
    """Her application waits for the board; in a group that gathers founders she stands on their list.

    Refuses as `asks_rightly`, and who is a member or a candidate already.
    """
    asks_rightly(agreed=agreed, asked_on=asked_on, by=by, at=at)
    if current(party.pk):
        raise Refused(_("She is a member already."), field="party_id")
    if Application.objects.filter(party=party, stage=Application.Stage.ASKED).exists():
        raise Refused(_("She has asked already. The board decides."), field="party_id")
    if founder is None:
        founder = Founding.objects.filter(stage=Founding.Stage.GATHERING).exists()
    give(party.pk, NEEDED, version=newest()[NEEDED].version, wrote=wrote, at=at)
    made: Application = Application.objects.create(
        party=party, founder=founder, asked_on=asked_on, asked_by=wrote
    )
    notices.somebody_asks(made, at=at)
    return made
