"""The link with which a colleague who forgot her password sets another: one day, once, shown once.

The key is derived from the old password and her last visit: a new password, or coming in after all, ends it.
"""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import base36_to_int, urlsafe_base64_encode

from sentra.people.models import User
from sentra.web.keys import locked_away, taken_out

KEPT = "new_password"  # session key
DAY = 24 * 3600  # seconds


class OneDay(PasswordResetTokenGenerator):
    key_salt = "sentra.web.staff.new_password"

    def check_token(self, user: User | None, token: str | None) -> bool:  # type: ignore[override]
        """Django's own check, and no older than a day."""
        if not super().check_token(user, token):
            return False
        made = base36_to_int(str(token).split("-")[0])
        return self._num_seconds(self._now()) - made <= DAY  # type: ignore[attr-defined]


tokens = OneDay()


def keep_link(request: HttpRequest, user: User) -> None:
    """Make the address and keep it, sealed, in the chair's session for the one page that shows it."""
    facts = [urlsafe_base64_encode(str(user.pk).encode()), tokens.make_token(user)]
    address = request.build_absolute_uri(reverse("new-password", args=facts))
    request.session[KEPT] = {"user": user.pk, "link": locked_away(address, purpose=KEPT)}


def shown_once(request: HttpRequest, user_id: int) -> str | None:
    """The address made for her in this session; gone with this call."""
    kept = request.session.pop(KEPT, None)
    return taken_out(kept["link"], purpose=KEPT) if kept and kept["user"] == user_id else None
