"""An office's list on its way into the registry: checked, looked at, corrected, taken over, undone."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.crafts.registry import queries
from sentra.crafts.registry.later import LARGE_BYTES, ask_to_check, is_waiting, receive_file, refusal_of
from sentra.crafts.registry.operations import (
    LARGE_ROWS,
    ask_to_commit,
    check_again,
    check_file,
    commit_batch,
    confirm_columns,
    drop_batch,
    undo_batch,
)
from sentra.crafts.registry.queries import BatchShown
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.keys import nik_sealer
from sentra.web.registry.forms import Columns, Undo, Upload
from sentra.web.registry.words import LEFT_OUT, LEVELS

MOST_LEFT_OUT = 200
PATIENCE_SECONDS = 90
TABS: dict[str, tuple[str, bool]] = {  # the word in the address → outcome, only those with warnings
    "ditolak": ("rejected", False), "ganda": ("duplicate", False), "peringatan": ("accepted", True),
    "semua": ("", False),
}  # fmt: skip


@page(needs=Permission.READ_REGISTRY)
def lists(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The form for a new list, and the lists that came before."""
    fresh = form if isinstance(form, Upload) else Upload()
    return TemplateResponse(request, "registry/imports.html", {"batches": queries.batches(), "form": fresh})


@action(needs=Permission.IMPORT_REGISTRY, page=lists)
def check(request: ActorRequest) -> HttpResponse:
    """A small list is checked at once, a large one by a job while the page waits."""
    file = in_hand(request, Upload(request.POST, request.FILES)).cleaned_data["file"]
    at, content = timezone.now(), file.read()
    if len(content) > LARGE_BYTES:
        made = receive_file(content=content, name=file.name, by=request.actor, at=at)
    else:
        made = check_file(
            content=content,
            name=file.name,
            seal=nik_sealer(),
            by=request.actor,
            at=at,
            today=request.actor.today(at),
        )
    return redirect("registry-batch", made.pk)


@page(needs=Permission.READ_REGISTRY)
def batch(request: ActorRequest, batch_id: int, form: Form | None = None) -> HttpResponse:
    """What the check says: the counts, the columns as they were read, each row with its reasons."""
    shown = queries.batch(batch_id)
    if is_waiting(shown.counts) or shown.state == "taking":
        since = shown.asked_at if shown.state == "taking" else shown.checked_at
        seconds = int((timezone.now() - (since or shown.checked_at)).total_seconds())
        facts = {"batch": shown, "seconds": seconds, "slow": seconds >= PATIENCE_SECONDS, "wrong": form}
        return TemplateResponse(request, "registry/waiting.html", facts)
    if "refused" in shown.counts:
        why = refusal_of(batch_id)
        return TemplateResponse(request, "registry/refused.html", {"batch": shown, "why": why, "wrong": form})
    return TemplateResponse(request, "registry/batch.html", _facts(request, shown, form))


def _facts(request: ActorRequest, shown: BatchShown, form: Form | None) -> dict[str, Any]:
    tab = request.GET.get("lihat", "")
    tab = tab if tab in TABS else _first_tab(shown)
    after = request.GET.get("setelah", "")
    outcome, warned = TABS[tab]
    rows = queries.batch_rows(
        shown.batch_id, outcome=outcome, warned=warned, after=int(after) if after.isdecimal() else 0
    )
    return {
        "batch": shown, "rows": rows, "tab": tab, "tabs": _tabs(shown, tab), "icons": LEVELS, "wrong": form,
        "older": f"?{urlencode({'lihat': tab, 'setelah': str(rows.next_after)})}" if rows.next_after else "",
        "columns": form if isinstance(form, Columns) else Columns(sheets=shown.sheets),
        "undo": form if isinstance(form, Undo) else Undo(), "more_sheets": len(shown.sheets) > 1,
        "new": shown.counts["accepted"] - shown.counts["already_known"],
        "left_out": [(one, LEFT_OUT.get(one.kind, one.kind)) for one in shown.left_out[:MOST_LEFT_OUT]],
    }  # fmt: skip


def _first_tab(shown: BatchShown) -> str:
    """What most needs an eye."""
    for word, count in (
        ("ditolak", "rejected"),
        ("ganda", "duplicates"),
        ("peringatan", "rows_with_warnings"),
    ):
        if shown.counts.get(count):
            return word
    return "semua"


def _tabs(shown: BatchShown, current: str) -> list[dict[str, Any]]:
    words = {
        "ditolak": (_("Rejected"), "rejected"), "ganda": (_("Duplicates"), "duplicates"),
        "peringatan": (_("With warnings"), "rows_with_warnings"), "semua": (_("All rows"), "rows_seen"),
    }  # fmt: skip
    return [
        {
            "label": label,
            "url": f"?lihat={word}",
            "current": word == current,
            "count": shown.counts.get(count, 0),
        }
        for word, (label, count) in words.items()
    ]


@action(needs=Permission.IMPORT_REGISTRY, page=batch)
def columns(request: ActorRequest, batch_id: int) -> HttpResponse:
    """The officer's word for the columns: the file is checked again with it."""
    with reading(request.actor):
        shown = queries.batch(batch_id)
    mapping = in_hand(request, Columns(request.POST, sheets=shown.sheets)).mapping()
    at = timezone.now()
    if _is_long(shown):
        ask_to_check(batch_id, mapping=mapping, by=request.actor, at=at)
        return redirect("registry-batch", batch_id)
    confirm_columns(
        batch_id, mapping=mapping, seal=nik_sealer(), by=request.actor, at=at, today=request.actor.today(at)
    )
    messages.success(request, _("Checked again. Your columns are remembered for the next list."))
    return redirect("registry-batch", batch_id)


@action(needs=Permission.IMPORT_REGISTRY, page=batch)
def again(request: ActorRequest, batch_id: int) -> HttpResponse:
    """Other lists came or went: this one is compared anew, a long one by a job while the page waits."""
    at = timezone.now()
    with reading(request.actor):
        shown = queries.batch(batch_id)
    if _is_long(shown):
        ask_to_check(batch_id, by=request.actor, at=at)
        return redirect("registry-batch", batch_id)
    check_again(batch_id, seal=nik_sealer(), by=request.actor, at=at, today=request.actor.today(at))
    messages.success(request, _("Checked again with the registry of now."))
    return redirect("registry-batch", batch_id)


def _is_long(shown: BatchShown) -> bool:
    """What waits is a job's already."""
    return is_waiting(shown.counts) or shown.counts.get("rows_seen", 0) > LARGE_ROWS


@action(needs=Permission.IMPORT_REGISTRY, page=batch)
def take_over(request: ActorRequest, batch_id: int) -> HttpResponse:
    """A short list at once, a long one by a job while the page waits."""
    at = timezone.now()
    with reading(request.actor):
        shown = queries.batch(batch_id)
    if _is_long(shown):
        ask_to_commit(batch_id, by=request.actor, at=at)
        return redirect("registry-batch", batch_id)
    done = commit_batch(batch_id, seal=nik_sealer(), by=request.actor, at=at, today=request.actor.today(at))
    new = done.counts["accepted"] - done.counts["already_known"]
    words = ngettext("%(new)s maker is in the registry now.", "%(new)s makers are in the registry now.", new)
    messages.success(request, words % {"new": new})
    return redirect("registry-batch", batch_id)


@action(needs=Permission.IMPORT_REGISTRY, page=batch)
def undo(request: ActorRequest, batch_id: int) -> HttpResponse:
    form = in_hand(request, Undo(request.POST))
    undo_batch(batch_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Undone. The makers of this list are out of the registry."))
    return redirect("registry-batch", batch_id)


@action(needs=Permission.IMPORT_REGISTRY, page=batch)
def drop(request: ActorRequest, batch_id: int) -> HttpResponse:
    drop_batch(batch_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Thrown away. Nothing was taken over."))
    return redirect("registry-imports")
