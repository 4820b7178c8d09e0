"""The one door for messages: a row in the same transaction, so a message never outlives a rollback.

Whoever causes a message and whoever reads it may speak different languages, and a role has many readers.
So a row holds the sentences as the source has them and what stands in their gaps; `inbox` puts them
together in the language that is active for the reader. A chat text leaves the house: it is in the house's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.utils import translation
from django.utils.translation import gettext

from sentra.kernel.dates import in_words
from sentra.kernel.models import Notice

HOUSE = "id"
"""What organisations write to buyers, offices and makers in, as their papers are."""

Word = str | int | date


@dataclass(frozen=True)
class Letter:
    """A message as its reader gets it."""

    name: str
    subject: str
    text: str
    path: str
    sent_at: datetime


def notify(
    to: str, name: str, *, subject: str, text: str, at: datetime, path: str = "", **words: Word
) -> Notice:
    """Leave a message for "party:12" or "role:treasurer". `path` is where the person acts.

    `subject` and `text` are marked with gettext_noop and not translated; `words` fill their `%(gaps)s`.
    """
    notice = _notice(to, name, subject, text, at, path, words)
    notice.save(force_insert=True)
    return notice


@dataclass(frozen=True)
class To:
    """One reader of a message that goes to many, with her own words and place to act."""

    to: str
    path: str
    words: dict[str, Word]


def notify_each(readers: Iterable[To], name: str, *, subject: str, text: str, at: datetime) -> None:
    """As `notify`, to each reader with words of her own, in one statement."""
    Notice.objects.bulk_create(
        _notice(one.to, name, subject, text, at, one.path, one.words) for one in readers
    )


def _notice(
    to: str, name: str, subject: str, text: str, at: datetime, path: str, words: Mapping[str, Word]
) -> Notice:
    kept = {name: _kept(word) for name, word in words.items()}
    notice = Notice(to=to, name=name, subject=subject, text=text, words=kept, path=path, sent_at=at)
    letter(notice)  # a gap nobody fills fails here, not at its reader
    return notice


def inbox(to: list[str], *, most: int) -> list[Letter]:
    """The latest messages, in the language of whoever reads. One query.

    What went to several roles of one reader is one message to her.
    """
    same = ("sent_at", "path", "name", "subject", "words")
    found = Notice.objects.filter(to__in=to).order_by("-sent_at", *same[1:], "-pk").distinct(*same)[:most]
    return [letter(notice) for notice in found]


def letter(notice: Notice) -> Letter:
    """One message in the language that is active."""
    words = {name: _said(word) for name, word in notice.words.items()}
    subject, text = _filled(notice.subject, words), _filled(notice.text, words)
    return Letter(notice.name, subject, text, notice.path, notice.sent_at)


def _filled(sentence: str, words: dict[str, Any]) -> str:
    return gettext(sentence) % words if sentence else ""  # gettext answers "" with the catalogue's head


def _kept(word: Word) -> Any:
    return {"day": word.isoformat()} if isinstance(word, date) else word


def _said(word: Any) -> Any:
    if not isinstance(word, dict):
        return word
    language = "en" if (translation.get_language() or HOUSE).startswith("en") else HOUSE
    return in_words(date.fromisoformat(word["day"]), "long", language=language)


def in_the_house_language() -> translation.override:
    """For a text that leaves the house, whoever presses the button."""
    return translation.override(HOUSE)


def chat_link(phone: str, text: str) -> str:
    """A link that opens the chat app with the text filled in; nothing is sent by us. Phone is E.164."""
    return f"https://wa.me/{phone.lstrip('+')}?text={quote(text)}"
