"""One function per message of production. The text is for a chat window: short sentences, no jargon."""

from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop as _

from sentra.crafts.models import Material
from sentra.kernel.models import Notice
from sentra.kernel.notices import Word, notify
from sentra.kernel.rupiah import formatted
from sentra.production.flow import NO_FLOW, Flow
from sentra.production.models import Assignment
from sentra.stock.models import MaterialMove


def _path(name: str, *args: int) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def work_offered(work: Assignment, flow: Flow = NO_FLOW, *, at: datetime) -> Notice:
    """To the maker: what, how many, by when, for how much; the first part of it, if it goes week by week."""
    whole = _("%(stage)s, %(pieces)s pieces, until %(day)s. %(rate)s a piece, %(total)s in all.")
    parts = _(
        "%(stage)s, %(pieces)s pieces, until %(day)s; the first %(some)s until %(first)s. "
        "%(rate)s a piece, %(total)s in all."
    )
    first: dict[str, Word] = {}
    if flow.in_parts:
        first = {"some": flow.weeks[0].pieces, "first": flow.weeks[0].saturday or work.due_on}
    return notify(
        f"party:{work.workshop.owner_id}", "work_offered", at=at, path=_path("offer", work.pk),
        subject=_("New work: %(pieces)s %(product)s"),
        text=parts if first else whole, **first,
        pieces=work.proposed, product=work.stage.product.name, stage=work.stage.name, day=work.due_on,
        rate=formatted(work.rate_idr), total=formatted(work.rate_idr * work.proposed),
    )  # fmt: skip


def offer_declined(work: Assignment, *, at: datetime) -> Notice:
    """To the manager: her share has to be split again."""
    return notify(
        "role:manager", "offer_declined", at=at, path=_path("split", work.order_id),
        subject=_("%(maker)s declined"),
        text=_("%(pieces)s %(product)s have to be split again. Business: %(business)s."),
        maker=work.workshop.owner.name, business=work.workshop.name,
        pieces=work.proposed, product=work.stage.product.name,
    )  # fmt: skip


def rest_taken_back(work: Assignment, *, pieces: int, at: datetime) -> Notice:
    """To the maker: she keeps what she made; others make the rest."""
    return notify(
        f"party:{work.workshop.owner_id}", "rest_taken_back", at=at, path=_path("job", work.pk),
        subject=_("%(pieces)s pieces go to others: %(product)s"),
        text=_("You keep %(kept)s pieces, and they will be paid. Reason: %(reason)s."),
        pieces=pieces, product=work.stage.product.name, kept=work.accepted or 0, reason=work.decline_reason,
    )  # fmt: skip


def work_withdrawn(work: Assignment, *, at: datetime) -> Notice:
    """To the maker: the work was taken back, and why."""
    return notify(
        f"party:{work.workshop.owner_id}", "work_withdrawn", at=at, path=_path("my-home"),
        subject=_("Work taken back: %(product)s"),
        text=_("Reason: %(reason)s. Accepted pieces will be paid."),
        product=work.stage.product.name, reason=work.decline_reason,
    )  # fmt: skip


def material_handed_out(work: Assignment, material: Material, move: MaterialMove, *, at: datetime) -> Notice:
    """To the maker: what she got, for which work, and what it cost."""
    return notify(
        f"party:{work.workshop.owner_id}", "material_handed_out", at=at, path=_path("my-materials"),
        subject=_("You got material: %(units)s %(unit)s %(material)s"),
        text=_("For %(product)s. It cost the cooperative %(amount)s. Give back what is left."),
        units=move.units, unit=material.unit, material=material.name, product=work.stage.product.name,
        amount=formatted(move.value_idr),
    )  # fmt: skip
