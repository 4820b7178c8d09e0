"""What all papers of an organisation share: the house that writes and the numbers it gives.

The organisation's own words come from `Tenant.settings["papers"]`: {"place", "legal", "delivery_place",
"signer": {"name", "role"}, "bank": {"bank", "account", "holder"}}; each may be missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sentra.kernel.identity import phone_shown
from sentra.kernel.models import AuditRow, Tenant
from sentra.people.models import Region, User

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class House:
    """The cooperative as its papers show it."""

    tenant: Tenant
    own: Mapping[str, Any]
    place: str

    @classmethod
    def of(cls, tenant_id: int) -> "House":
        tenant = Tenant.objects.get(pk=tenant_id)
        own = tenant.settings.get("papers", {})
        district = (
            Region.objects.filter(code=tenant.district_code).values_list("name", flat=True).first() or ""
        )
        return cls(tenant, own, own.get("place") or district or tenant.name)

    @property
    def signer(self) -> dict[str, str]:
        said = self.own.get("signer", {})
        return {"name": said.get("name", self.tenant.name), "role": said.get("role", "Pengurus")}

    def signed(self, issuer: str) -> dict[str, str]:
        """Who signs, and who made the letter where that is somebody else. `issuer` "" when nobody knows."""
        signer = self.signer
        if not self.own.get("signer") and issuer:
            return {"name": issuer, "role": signer["role"]}
        if issuer and issuer != signer["name"]:
            return {**signer, "role": f"{signer['role']} · dibuat oleh {issuer}"}
        return signer

    @property
    def side(self) -> dict[str, str]:
        """The cooperative as one side of a handover record."""
        return {**self.signer, "organisation": self.tenant.name, "address": self.tenant.address or self.place}

    def day(self, at: datetime) -> date:
        """The day it was here."""
        return at.astimezone(ZoneInfo(self.tenant.zone)).date()

    def letter(self, kind: str, number: int, year: int, on: date) -> dict[str, Any]:
        """The `letter` part of every paper; the number reads 012/SJ/VIII/2026."""
        return {
            "org": {
                "name": self.tenant.name,
                "address": [self.tenant.address] if self.tenant.address else [self.place],
                "contact": phone_shown(self.tenant.phone) if self.tenant.phone else "",
                "legal": self.own.get("legal", ""),
            },
            "number": paper_number(kind, number, year, on),
            "place": self.place,
            "date": on,
        }


def issuer_of(subject: str, *operations: str) -> str:
    """The name of whoever last did one of these to the record ("orders.order:12"), as the audit has it."""
    rows = AuditRow.objects.filter(subject=subject, operation__in=operations, user_id__isnull=False)
    user_id = rows.order_by("-pk").values_list("user_id", flat=True).first()
    return User.objects.filter(pk=user_id).values_list("name", flat=True).first() or "" if user_id else ""


def paper_number(kind: str, number: int, year: int, on: date) -> str:
    """012/SJ/VIII/2026: the counter of its kind and year, the month it was written in Roman."""
    return f"{number:03d}/{kind}/{ROMAN[on.month - 1]}/{year}"
