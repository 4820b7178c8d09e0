"""A judged file into the books and the registers behind them, and back. Inside the caller's transaction."""

import uuid
from datetime import datetime, timedelta

from sentra.cooperative.loans.brought import give_back as give_loans_back
from sentra.cooperative.loans.brought import take_over as take_loans_over
from sentra.cooperative.models import Member, Opening, SavingsMove
from sentra.cooperative.opening.judging import Judged
from sentra.cooperative.opening.layout import OF_SAVINGS, OF_THINGS, by_person
from sentra.cooperative.savings.steps import OPENING, RECEIPTS
from sentra.kernel.actor import Actor
from sentra.kernel.numbering import next_numbers
from sentra.ledger.assets.steps import Owned, give_back, opened_on, take_over
from sentra.ledger.assets.straight import lives_on
from sentra.ledger.chart import LOANS_TO_MEMBERS
from sentra.ledger.corrections import opening_taken_back
from sentra.ledger.opening_recipes import OpenedSavings, opening_booked, savings_opened
from sentra.ledger.posting import Booking


def book(opening: Opening, found: Judged, *, by: Actor, at: datetime) -> None:
    """All of it on the cut-over day. What a sheet stands behind is booked from the sheet."""
    booked = Booking(opening.on, by, at)
    own = {
        code: idr
        for code, idr in found.trial.items()
        if code not in (*OF_SAVINGS, *OF_THINGS, LOANS_TO_MEMBERS) and not by_person(code)
    }
    opening_booked(opening.pk, booked, trial=own, claims=found.claims)
    savings_opened(_saved(opening, found, by), booked)
    take_loans_over(found.loans, booked, brought_by=opening.checked_by)
    since = opening.on + timedelta(days=1)
    lives = lives_on(since)
    for one in found.things:
        owned = Owned(
            one.name, lives[one.life], one.bought_on, since, one.cost_idr, one.residual_idr, one.lost_idr
        )  # fmt: skip
        take_over(owned, booked)


def _saved(opening: Opening, found: Judged, by: Actor) -> list[OpenedSavings]:
    """A numbered row of the savings register for each member and kind."""
    numbers = sorted({number for number, _kind in found.savings})
    members = {one.number: one for one in Member.objects.select_for_update().filter(number__in=numbers)}
    year = opening.on.year
    moves = [
        SavingsMove(
            uid=uuid.uuid4(), member=members[number], payer_id=members[number].party_id, kind=kind,
            amount_idr=idr, method=OPENING, moved_on=opening.on, written_by=by.user_id, year=year,
            number=next_,
        )
        for next_, ((number, kind), idr) in zip(
            next_numbers(RECEIPTS, year, len(found.savings)), sorted(found.savings.items()), strict=True
        )
    ]  # fmt: skip
    return [
        OpenedSavings(one.pk, one.member_id, one.member.party_id, one.kind, one.amount_idr)
        for one in SavingsMove.objects.bulk_create(moves)
    ]


def unbook(opening: Opening, *, by: Actor, at: datetime) -> None:
    """Registers first, then every entry's mirror, on the day it was booked on."""
    reason = opening.taken_back_reason
    moves = SavingsMove.objects.filter(method=OPENING, moved_on=opening.on, taken_back_at=None)
    causes = {f"savings:{pk}:opened": f"savings:{pk}:taken_back" for pk in moves.values_list("pk", flat=True)}
    causes |= give_loans_back(opening.on, reason, at=at)
    causes |= give_back(opened_on(opening.on), reason, at=at)
    opening_taken_back(opening.pk, causes, Booking(opening.on, by, at), reason=reason)
    moves.update(taken_back_at=at, taken_back_reason=reason)
