"""The link with which an invited person sets her first password, handed over by chat.

It is offered only while she has no password, and only by the organisation that gave her the oldest role she
holds: nobody can invite a person of another organisation and walk in under her name. It works once: setting
the password makes it worthless (the key is derived from the old one), and so do three days.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from sentra.people.models import Role, User
from sentra.web.keys import locked_away, taken_out

KEPT = "first_password"  # session key


def may_hand_over(user: User, tenant_id: int) -> bool:
    """Whether this organisation may give this person her link."""
    if user.has_usable_password() or not user.is_active:
        return False
    oldest = Role.objects.filter(user=user, until=None).order_by("since", "pk").first()
    return oldest is not None and oldest.tenant_id == tenant_id


def make_link(request: HttpRequest, user: User) -> None:
    """Make the whole address and keep it, sealed, in the inviter's session for the page that shows it.

    Not made by that page itself: the key's maker writes (it notes the e-mail address), and pages only read.
    """
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    address = locked_away(request.build_absolute_uri(path), purpose=KEPT)
    request.session[KEPT] = {"user": user.pk, "link": address}


def kept_link(request: HttpRequest, user: User) -> str | None:
    """The address made for her in this session, if any."""
    kept = request.session.get(KEPT)
    return taken_out(kept["link"], purpose=KEPT) if kept and kept["user"] == user.pk else None
