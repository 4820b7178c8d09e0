"""What other verbs do to assignments: plain functions inside the caller's transaction."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.models import StoredFile
from sentra.production.calendar import scaled
from sentra.production.models import Assignment, Progress
from sentra.production.sizes import part_of
from sentra.production.stages import ASSIGNMENT

OPEN = (Assignment.State.PROPOSED, Assignment.State.OFFERED, Assignment.State.ACCEPTED)


def locked(assignment_id: int) -> Assignment:
    found: Assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("workshop__owner", "stage__product", "order__buyer")
        .get(pk=assignment_id)
    )
    return found


def locked_shares(order_id: int, assignments: Iterable[int]) -> list[Assignment]:
    """Many shares of one order, held in order of id. Raises Assignment.DoesNotExist when one is not of it."""
    wanted = set(assignments)
    found = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("workshop__owner", "stage__product", "order__buyer")
        .filter(pk__in=wanted, order_id=order_id)
    )
    held = list(found.order_by("pk"))
    if len(held) != len(wanted):
        raise Assignment.DoesNotExist
    return held


def count_final(assignment: Assignment, pieces: int) -> None:
    """Add inspected accepted pieces to what counts towards the promise; all there: the work is done."""
    work = Assignment.objects.select_for_update().get(pk=assignment.pk)
    work.final = (work.final or 0) + pieces
    if work.final > (work.accepted or 0):
        raise Refused(_("More pieces than she accepted."))
    if work.final == work.accepted and work.state == Assignment.State.ACCEPTED:
        work.state = ASSIGNMENT.after("complete", work.state)
    work.save(update_fields=["final", "state"])


def withdraw(assignment: Assignment, *, reason: str) -> Assignment:
    """Take the work back. What was accepted by inspection stays hers and stays counted."""
    assignment.state = ASSIGNMENT.after("withdraw", assignment.state)
    assignment.decline_reason = reason[:120]
    assignment.save(update_fields=["state", "decline_reason"])
    return assignment


def shrunk(assignment: Assignment, *, keep: int, reason: str) -> Assignment:
    """The same share with only its first `keep` pieces, in memory: the rest is given back. Saves nothing.

    Nothing kept: the work is withdrawn. All kept pieces passed inspection: it is done.
    """
    after = copy(assignment)
    if not keep:
        after.state = ASSIGNMENT.after("withdraw", after.state)
    else:
        after.given_back += (after.accepted or 0) - keep
        after.accepted, after.weeks = keep, scaled(after.weeks, keep)
        after.sizes = part_of(after.sizes, keep)
        if after.final == keep:
            after.state = ASSIGNMENT.after("complete", after.state)
    after.decline_reason = reason[:120]
    return after


def shrink(assignment: Assignment, *, keep: int, reason: str) -> Assignment:
    """Take the rest of a share back; see `shrunk`."""
    after = shrunk(assignment, keep=keep, reason=reason)
    after.save(update_fields=["state", "accepted", "given_back", "weeks", "sizes", "decline_reason"])
    return after


def withdraw_open(order_id: int, *, reason: str, at: datetime) -> list[Assignment]:  # noqa: ARG001  # told when
    """Take back every open assignment of an order, in order of id (no deadlock). Returns those accepted."""
    open_work = (
        Assignment.objects.select_for_update().filter(order_id=order_id, state__in=OPEN).order_by("pk")
    )
    accepted = []
    for work in open_work:
        was_accepted = work.state == Assignment.State.ACCEPTED
        withdraw(work, reason=reason)
        if was_accepted:
            accepted.append(work)
    return accepted


def refuse_fewer(assignment: Assignment, pieces: int) -> None:
    """Refuse a count below the last one she told: it may be today's count, or a slip of the finger."""
    before = assignment.progress.values_list("pieces", flat=True).first()
    if before is not None and pieces < before:
        raise Refused(
            _("You said %(before)s before. Is it really fewer now?") % {"before": before}, field="corrects"
        )


def note_progress(
    assignment: Assignment, *, pieces: int, picture: StoredFile | None, at: datetime
) -> Progress:
    """Her claim of how many pieces are done in all. Refuses work that is not hers to do now, and too many."""
    if assignment.state != Assignment.State.ACCEPTED:
        raise Refused(_("This work is not open."))
    if not 0 <= pieces <= (assignment.accepted or 0):
        raise Refused(_("You took %(most)s pieces.") % {"most": assignment.accepted or 0}, field="pieces")
    said: Progress = Progress.objects.create(
        assignment=assignment, pieces=pieces, picture=picture, said_at=at
    )
    return said
