"""What every template may use: who is looking, where she is, where she can go."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from sentra.people.models import Role
from sentra.people.roles import RoleName
from sentra.web.low_data import low_data, pictures
from sentra.web.navigation import phone_bar, staff_menu


def surroundings(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    saving = {"low_data": low_data(request), "pictures": pictures(request)}
    if actor is None or not actor.tenant_id:
        return saving | {"actor": None, "navigation": []}
    facts = saving | {"actor": actor, "organisation": request.tenant.name, "person": actor.name}  # type: ignore[attr-defined]
    if actor.party_id:
        return facts | {
            "navigation": phone_bar(request.path),
            "home_url": reverse("my-home"),
            "help_url": reverse("my-help"),
        }
    return facts | {
        "navigation": staff_menu(actor, request.path),
        "home_url": reverse("home"),
        "role": ", ".join(str(RoleName(role).label) for role in actor.roles),
        "organisations": _Organisations(actor.user_id, actor.tenant_id),
        "switch_url": reverse("choose-tenant"),
    }


class _Organisations:
    """The organisations a login may switch to; asked once, and only by a page that shows them."""

    def __init__(self, user_id: int, current: int) -> None:
        self.user_id, self.current = user_id, current
        self._found: list[dict[str, Any]] | None = None

    def _all(self) -> list[dict[str, Any]]:
        if self._found is None:
            held = Role.objects.filter(user_id=self.user_id, until=None).values_list(
                "tenant_id", "tenant__name"
            )
            names = dict(held.order_by("tenant__name"))
            self._found = [
                {"value": pk, "name": name, "current": pk == self.current} for pk, name in names.items()
            ]
        return self._found

    def __iter__(self) -> Any:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())
