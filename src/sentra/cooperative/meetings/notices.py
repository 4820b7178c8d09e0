"""One function per message of a meeting: to everybody entitled, in the same transaction."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sentra.cooperative.models import Meeting
from sentra.kernel.dates import written_with_day, zone
from sentra.kernel.notices import in_the_house_language, notify
from sentra.people.roles import RoleName

NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def when(meeting: Meeting, zone_name: str) -> str:
    """Senin, 17 Agustus 2026 pukul 09.00 WITA: the house's words, also inside a message."""
    short = NAMES.get(zone_name, "WITA")
    local = meeting.held_at.astimezone(zone(short))
    return f"{written_with_day(local.date())} pukul {local:%H.%M} {short}"


def invited(meeting: Meeting, parties: Iterable[int], *, zone: str, at: datetime) -> None:
    for party_id in parties:
        notify(
            f"party:{party_id}", "meeting_called", at=at, path=f"/saya/rapat/{meeting.pk}/",
            subject=_("You are invited: %(title)s"),
            text=_("%(when)s, %(place)s. Please say whether you come."),
            title=meeting.title, when=when(meeting, zone), place=meeting.place,
        )  # fmt: skip


def moved(meeting: Meeting, reason: str, *, zone: str, at: datetime) -> None:
    for party_id in meeting.attendees.values_list("party_id", flat=True):
        notify(
            f"party:{party_id}", "meeting_moved", at=at, path=f"/saya/rapat/{meeting.pk}/",
            subject=_("Another day or place: %(title)s"),
            text=_("Now %(when)s, %(place)s. %(reason)s Please say again whether you come."),
            title=meeting.title, when=when(meeting, zone), place=meeting.place, reason=_sentence(reason),
        )  # fmt: skip


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def cancelled(meeting: Meeting, reason: str, *, at: datetime) -> None:
    for party_id in meeting.attendees.values_list("party_id", flat=True):
        notify(
            f"party:{party_id}", "meeting_cancelled", at=at, path=f"/saya/rapat/{meeting.pk}/",
            subject=_("Not held: %(title)s"), text="%(reason)s", title=meeting.title, reason=reason,
        )  # fmt: skip


def decided(meeting: Meeting, *, at: datetime) -> None:
    """The minutes are closed: everybody entitled can read what was decided."""
    for party_id in meeting.attendees.values_list("party_id", flat=True):
        notify(
            f"party:{party_id}", "meeting_closed", at=at, path=f"/saya/rapat/{meeting.pk}/",
            subject=_("Decided: %(title)s"), text=_("Open it to read what was decided."), title=meeting.title,
        )  # fmt: skip


def annual_meeting_due(deadline: date, *, at: datetime) -> None:
    for role in (RoleName.CHAIR, RoleName.MANAGER, RoleName.SUPERVISOR):
        notify(
            f"role:{role}", "annual_meeting_due", at=at, path="/rapat/",
            subject=_("The annual meeting must be held by %(day)s"),
            text=_("Plan it in time: invitations go out some days before."), day=deadline,
        )  # fmt: skip


def invitation_chat(meeting: Meeting, *, cooperative: str, zone_name: str) -> str:
    """The invitation as text for the members' chat group."""
    agenda = "\n".join(f"{one.position}. {one.title}" for one in meeting.agenda.order_by("position"))
    with in_the_house_language():
        head = gettext("%(cooperative)s invites you: %(title)s. %(when)s, %(place)s. Agenda:") % {
            "cooperative": cooperative, "title": meeting.title, "when": when(meeting, zone_name),
            "place": meeting.place,
        }  # fmt: skip
    return f"{head}\n{agenda}"
