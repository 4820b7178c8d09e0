"""The member card as people hold it: the address in its QR, and the sheet it is cut from."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from sentra.kernel import pdf
from sentra.kernel.identity import phone_shown
from sentra.kernel.models import Tenant
from sentra.kernel.qr import svg
from sentra.people.queries import Maker

PAPER = "people/papers/card.typ"


def card_number(number: int) -> str:
    """As it is printed: 00012."""
    return f"{number:05d}"


def address_in_qr(request: HttpRequest, tenant_id: int, secret: str) -> str:
    """The phone opens this and asks for the PIN."""
    return request.build_absolute_uri(reverse("card-login", args=[f"{tenant_id}.{secret}"]))


def card_pdf(tenant: Tenant, maker: Maker, *, number: int, address: str, at: datetime) -> bytes:
    """One card on a sheet of A4 with marks to cut along."""
    card: dict[str, object] = {
        "name": maker.name, "number": card_number(number), "qr_svg": svg(address, inline=False),
        "village": ", ".join(part for part in (maker.village, maker.subdistrict) if part),
    }  # fmt: skip
    if maker.registered_on:
        card["since"] = maker.registered_on
    contact = phone_shown(tenant.phone) if tenant.phone else tenant.name
    return pdf.render(PAPER, {"org": {"name": tenant.name, "contact": contact}, "cards": [card]}, at=at)
