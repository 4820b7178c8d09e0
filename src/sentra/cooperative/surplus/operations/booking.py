"""What the annual meeting approved enters the books; a corrected run takes the place of the one before."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import SurplusRun
from sentra.cooperative.stages import SURPLUS
from sentra.cooperative.surplus.queries import fund_amounts, party_amounts
from sentra.cooperative.surplus.sealing import unbroken
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger import corrections, recipes
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission


@operation(needs=Permission.SHARE_SURPLUS)
def post_surplus(run_id: int, *, by: Actor, at: datetime, today: date) -> SurplusRun:
    """Out of the year's surplus into the funds and to what each member is owed (2-1410).

    Refuses what no annual meeting approved, and figures that were altered since. A run that is reckoned
    anew cancels the entry of the one before by its mirror image; what members took stays taken.
    """
    run = SurplusRun.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=run_id)
    stage = SURPLUS.after("post", run.stage)
    if not unbroken(run):
        raise Refused(_("Figures of this reckoning were altered. Do not book it; reckon it anew."))
    if run.replaces:
        run.replaces.stage = SURPLUS.after("replace", run.replaces.stage)
        run.replaces.save(update_fields=["stage"])
        corrections.surplus_taken_back(run.replaces.pk, reason=run.reason, by=by, at=at)
    recipes.surplus_shared(
        run.pk, Booking(today, by, at), year_end=run.year_end, funds=fund_amounts(run),
        members=party_amounts(run),
    )  # fmt: skip
    run.stage, run.posted_on, run.posted_by = stage, today, by.user_id
    run.save(update_fields=["stage", "posted_on", "posted_by"])
    done: SurplusRun = run
    return done
