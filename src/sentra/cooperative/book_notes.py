"""Lines of administration books that have no data of their own: written down, struck out, never edited."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import BookNote
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission


@operation(needs=Permission.KEEP_BOOK_NOTES)
def write_note(
    book: str, *, on: date, who: str, text: str, follow_up: str = "", by: Actor, at: datetime
) -> BookNote:
    """One line in a book (`BookNote.Book`). Refuses an unknown book, a day to come, nobody and no words."""
    if book not in BookNote.Book.values:
        raise Refused(_("There is no such book."))
    if on > by.today(at):
        raise Refused(_("A line cannot lie in the future."), field="on")
    if not who.strip():
        raise Refused(_("Say who it was."), field="who")
    if not text.strip():
        raise Refused(_("Write what happened."), field="text")
    made: BookNote = BookNote.objects.create(
        book=book, on=on, who=who.strip()[:120], text=text.strip()[:1000], follow_up=follow_up.strip()[:500],
        written_by=by.user_id, written_at=at,
    )  # fmt: skip
    return made


@operation(needs=Permission.KEEP_BOOK_NOTES, says=("reason",))
def strike_note(note_id: int, *, reason: str, by: Actor, at: datetime) -> BookNote:
    """Strike a line out: it stays readable, with the reason. Refuses no reason and a second time."""
    made: BookNote = BookNote.objects.select_for_update().get(pk=note_id)
    if not reason.strip():
        raise Refused(_("Say why it is struck out."), field="reason")
    if made.struck_at:
        raise Refused(_("This line is struck out already."))
    made.struck_at, made.struck_by, made.struck_reason = at, by.user_id, reason.strip()[:160]
    made.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    return made
