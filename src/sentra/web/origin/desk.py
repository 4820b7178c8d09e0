"""The desk of labels: issue them for a lot, print the sheets, withdraw one or all."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.origin.documents import SIZES, label_sheet
from sentra.origin.models import Label
from sentra.origin.operations import issue_labels, revoke_label, revoke_labels
from sentra.origin.queries import labelled_lots, labels_of, lot_to_label, named_makers
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.keys import label_signer
from sentra.web.origin.forms import Issue, Withdraw
from sentra.web.papers import pdf


@page(needs=Permission.READ_ORDERS)
def labels(request: ActorRequest) -> HttpResponse:
    """Lots that have labels, the latest first."""
    return TemplateResponse(request, "origin/labels.html", {"lots": labelled_lots()})


@page(needs=Permission.LABEL_GOODS)
def lot_labels(request: ActorRequest, lot_id: int, form: Form | None = None) -> HttpResponse:
    """One lot: issue, print, withdraw."""
    lot = lot_to_label(lot_id)
    every = list(labels_of(lot_id))
    live = [one for one in every if one.revoked_at is None]
    good = sum(lot.inspections.values_list("accepted", flat=True))
    pieces = [one for one in live if one.kind == Label.Kind.PIECE]
    left = good - len(pieces)
    told = {
        "lot": lot, "good": good, "left": left, "live": live, "pieces": pieces,
        "wholes": [one for one in live if one.kind == Label.Kind.LOT],
        "numbers": _in_runs(sorted(one.serial for one in pieces)) or "–",
        "withdrawn": [one for one in every if one.revoked_at],
        "issue": form if isinstance(form, Issue) else Issue(initial={"pieces": left}),
        "withdraw": form if isinstance(form, Withdraw) else Withdraw(), "problem": form,
    }  # fmt: skip
    return TemplateResponse(request, "origin/lot.html", told)


def _in_runs(numbers: list[int]) -> str:
    """1–4, 7, 9–12."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][1] + 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


@action(needs=Permission.LABEL_GOODS, page=lot_labels)
def issue(request: ActorRequest, lot_id: int) -> HttpResponse:
    asked = in_hand(request, Issue(request.POST)).cleaned_data
    made = issue_labels(
        lot_id, kind=asked["kind"], pieces=asked["pieces"], signer=label_signer(), by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    said = ngettext("%(n)s label issued. Print it now.", "%(n)s labels issued. Print them now.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("lot-labels", lot_id)


@action(needs=Permission.LABEL_GOODS, page=lot_labels)
def withdraw(request: ActorRequest, lot_id: int) -> HttpResponse:
    asked = in_hand(request, Withdraw(request.POST)).cleaned_data
    who = {"why": asked["why"], "by": request.actor, "at": timezone.now()}
    if asked["every"]:
        gone = len(revoke_labels(lot_id, **who))
    else:
        revoke_label(_piece(request, lot_id, asked["serial"]), **who)
        gone = 1
    said = ngettext("%(n)s label withdrawn.", "%(n)s labels withdrawn.", gone)
    messages.success(request, said % {"n": gone})
    return redirect("lot-labels", lot_id)


def _piece(request: ActorRequest, lot_id: int, serial: int) -> int:
    """The label of one piece. Refuses a number that was never given in this lot."""
    with reading(request.actor):
        found = labels_of(lot_id).filter(kind=Label.Kind.PIECE, serial=serial).first()
    if found is None:
        raise Refused(_("This lot has no label with that number."), field="serial")
    return int(found.pk)


@page(needs=Permission.LABEL_GOODS)
def sheet(request: ActorRequest, lot_id: int, kind: str, size: str) -> HttpResponse:
    """The labels in force, as PDF to print: A4 to cut, or a roll."""
    lot = lot_to_label(lot_id)
    live = list(labels_of(lot_id).filter(kind=kind, revoked_at=None))
    if size not in SIZES or not live:
        raise Http404
    makers, _others = named_makers(lot, zone=request.actor.zone)
    house = Tenant.objects.get(pk=request.actor.tenant_id)
    made = label_sheet(
        live, makers, house=house.name, size=size, at=timezone.now(),
        address=lambda code: request.build_absolute_uri(reverse("label", args=[code])).rstrip("/"),
    )  # fmt: skip
    return pdf(made, f"label-lot-{lot.number}-{size}.pdf")
