"""The verbs of meetings."""

from sentra.cooperative.meetings.operations.attending import (
    answer_invitation,
    come_by_card,
    come_from_phone,
    note_came,
    note_not_here,
)
from sentra.cooperative.meetings.operations.calling import (
    call_meeting,
    cancel_meeting,
    move_meeting,
    postpone_meeting,
)
from sentra.cooperative.meetings.operations.deciding import close_vote, draw_lot, vote_again
from sentra.cooperative.meetings.operations.minutes import close_meeting, open_meeting, write_minutes
from sentra.cooperative.meetings.operations.officers import end_office, take_over_officer
from sentra.cooperative.meetings.operations.planning import change_meeting, plan_meeting
from sentra.cooperative.meetings.operations.proposing import (
    add_candidate,
    open_vote,
    propose_budget,
    propose_change,
    propose_election,
    propose_resolution,
    propose_surplus,
    withdraw_resolution,
)
from sentra.cooperative.meetings.operations.reminding import remind_annual_meeting
from sentra.cooperative.meetings.operations.voting import (
    count_papers,
    give_paper,
    record_hands,
    take_paper_back,
    vote,
    vote_in_the_room,
)

__all__ = [
    "add_candidate", "answer_invitation", "call_meeting", "cancel_meeting", "change_meeting",
    "close_meeting", "close_vote", "come_by_card", "come_from_phone", "count_papers", "draw_lot",
    "end_office", "give_paper", "move_meeting", "note_came", "note_not_here", "open_meeting", "open_vote",
    "plan_meeting", "postpone_meeting", "propose_budget", "propose_change", "propose_election",
    "propose_resolution", "propose_surplus", "record_hands", "remind_annual_meeting", "take_over_officer",
    "take_paper_back", "vote", "vote_again", "vote_in_the_room", "withdraw_resolution", "write_minutes",
]  # fmt: skip
