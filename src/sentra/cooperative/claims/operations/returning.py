"""The office took back an answer that was used here: what only its entry told us goes."""

from datetime import datetime
from uuid import UUID

from sentra.cooperative.claims import notices
from sentra.cooperative.claims.steps import held, hold_the_link
from sentra.cooperative.membership.steps import who_wrote
from sentra.cooperative.models import Claim, ClaimAnswer
from sentra.kernel.actor import Actor
from sentra.kernel.operation import note, operation
from sentra.people.models import Party
from sentra.people.roles import Permission

EMPTY = {"phone": "", "address": "", "village": None}


@operation(needs=Permission.SPEAK_AS_MEMBER)
def return_entry(answer_uid: UUID, *, by: Actor, at: datetime) -> Claim | None:
    """Gaps that the entry filled, and nobody has changed since, are open again; she may ask anew.

    What the entry told stays with the returned claim, as history. Nothing happens while the answer stands,
    where it was not taken over, and a second time.
    """
    hold_the_link(answer_uid)
    answer: ClaimAnswer = ClaimAnswer.addressed.get(uid=answer_uid, granted=True)
    taken = Claim.objects.select_for_update().filter(answer_uid=answer_uid, state=Claim.State.TAKEN)
    claim = taken.first() if answer.ended_at else None
    if claim is None:
        return None
    who_wrote(by, claim.party_id)
    claim.state, claim.returned_at = Claim.State.RETURNED, at
    claim.save(update_fields=["state", "returned_at"])
    note(emptied=_emptied(claim))
    notices.entry_returned(claim, at=at)
    return claim


def _emptied(claim: Claim) -> list[str]:
    """Which fields of hers are open again."""
    party = Party.objects.select_for_update().get(pk=claim.party_id)
    known = held(party)
    gaps = [name for name, told in claim.filled.items() if known.get(name) == told]
    for name in gaps:
        setattr(party, name, EMPTY[name])
    if gaps:
        party.save(update_fields=gaps)
    return gaps
