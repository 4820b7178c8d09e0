"""Who is acting: a person, a guest or the system, always inside one tenant."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sentra.kernel.errors import PermissionDenied


@dataclass(frozen=True)
class Actor:
    """The one who asks. A guest and a system job are real actors too.

    `tenant_id` is where she may write; `also_reads` are further tenants whose rows she may see.
    `party_id` is her own row in `people` (an artisan on her phone); `on_behalf_of` is the party
    for whom she acts: both are kept in the audit.
    """

    tenant_id: int
    name: str
    permissions: frozenset[str]
    zone: str = "Asia/Makassar"
    user_id: int | None = None
    party_id: int | None = None
    on_behalf_of: int | None = None
    for_name: str = ""  # whose `on_behalf_of` is, for the screens
    also_reads: tuple[int, ...] = ()
    roles: tuple[str, ...] = field(default=())

    @property
    def stands_for(self) -> int | None:
        """Whose affairs these are: the party she acts for, else her own."""
        return self.on_behalf_of or self.party_id

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def must(self, permission: str) -> None:
        if not self.may(permission):
            raise PermissionDenied(f"{self.name} lacks {permission}")

    def today(self, at: datetime) -> date:
        """The day it is where this cooperative lives, not the UTC day."""
        return at.astimezone(ZoneInfo(self.zone)).date()


def system(tenant_id: int, permissions: frozenset[str], zone: str = "Asia/Makassar") -> Actor:
    """A job working for one tenant."""
    return Actor(tenant_id=tenant_id, name="Sentra", permissions=permissions, zone=zone)
