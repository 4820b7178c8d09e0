"""The link with which an invited person sets her first password: handed over by chat, as there is no e-mail gateway.

It is offered only while she has no password, and only by the organisation that gave her the oldest role she
holds: nobody can invite a person of another organisation and walk in under her name. It works once: setting
the password makes it worthless (the key is derived from the old one), and so do three days.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from sentra.people.models import Role, User


def may_hand_over(user: User, tenant_id: int) -> bool:
    """Whether this organisation may give this person her link."""
    if user.has_usable_password() or not user.is_active:
        return False
    oldest = Role.objects.filter(user=user, until=None).order_by("since", "pk").first()
    return oldest is not None and oldest.tenant_id == tenant_id


def password_link(request: HttpRequest, user: User) -> str:
    """The whole address."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return request.build_absolute_uri(path)
