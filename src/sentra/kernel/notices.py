"""The one door for messages: a row in the same transaction, so a message never outlives a rollback."""

from datetime import datetime
from urllib.parse import quote

from django.db.models import QuerySet

from sentra.kernel.models import Notice


def notify(to: str, name: str, *, subject: str, text: str, at: datetime, path: str = "") -> Notice:
    """Leave a message for "party:12" or "role:treasurer". `path` is where the person acts."""
    return Notice.objects.create(
        to=to, name=name, subject=str(subject)[:160], text=str(text), path=path, sent_at=at
    )


def inbox(to: list[str]) -> QuerySet[Notice]:
    return Notice.objects.filter(to__in=to).order_by("-sent_at", "-pk")


def chat_link(phone: str, text: str) -> str:
    """A link that opens the chat app with the text filled in; nothing is sent by us. Phone is E.164."""
    return f"https://wa.me/{phone.lstrip('+')}?text={quote(text)}"
