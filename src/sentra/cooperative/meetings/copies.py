"""The same meeting again: its agenda and everything proposed for it, with a new day."""

from datetime import datetime

from sentra.cooperative.models import AgendaItem, Choice, Meeting, Resolution


def copied(meeting: Meeting, *, held_at: datetime, place: str) -> Meeting:
    """A planned meeting that repeats this one. What was proposed is withdrawn here and proposed there."""
    again: Meeting = Meeting.objects.create(
        kind=meeting.kind, title=meeting.title, held_at=held_at, place=place, repeats=meeting
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=again, position=one.position, title=one.title)
        for one in meeting.agenda.order_by("position")
    )
    proposed = meeting.resolutions.filter(stage=Resolution.Stage.PROPOSED).order_by("position")
    for one in proposed.prefetch_related("choices"):
        _proposed_again(one, again)
    proposed.update(stage=Resolution.Stage.WITHDRAWN)
    return again


def _proposed_again(one: Resolution, meeting: Meeting) -> None:
    made = Resolution.objects.create(
        meeting=meeting, position=one.position, kind=one.kind, title=one.title, text=one.text,
        secret=one.secret, effect=one.effect, majority_permille=one.majority_permille,
    )  # fmt: skip
    Choice.objects.bulk_create(
        Choice(resolution=made, position=each.position, code=each.code, party_id=each.party_id)
        for each in one.choices.all()
    )
