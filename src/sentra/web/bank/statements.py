"""Bank statements on screen: the file, its columns, what would be taken over, and the way back."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.kernel.tables import Row
from sentra.kernel.tenancy import reading
from sentra.payments import samples
from sentra.payments.keeping import Judged
from sentra.payments.models import Statement
from sentra.payments.operations import (
    check_statement,
    drop_statement,
    keep_statement,
    open_bank_account,
    set_columns,
    undo_statement,
)
from sentra.payments.queries import accounts, statement, statements
from sentra.payments.statements.whole import in_rupiah
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.bank.forms import Account, Choices, Columns, Upload
from sentra.web.bank.words import problem, tabs
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import sheet
from sentra.web.reasons import WhatWasWrong

PREVIEW = 200
STRANGE = 10
SAMPLE = Path(samples.__file__).with_name("contoh-mutasi.csv")


def _choices() -> Choices:
    return [(one.account.pk, one.account.label) for one in accounts()]


@page(needs=Permission.READ_BOOKS)
def lists(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The form for a new file, the accounts, and the statements that came before."""
    known = accounts()
    choices = [(one.account.pk, one.account.label) for one in known]
    facts = {
        "accounts": known,
        "statements": statements(),
        "upload": form if isinstance(form, Upload) else Upload(accounts=choices),
        "account": form if isinstance(form, Account) else Account(),
        "tabs": tabs(request.actor, "bank-statements"),
        "form": form,
    }
    return TemplateResponse(request, "bank/statements.html", facts)


@page(needs=Permission.READ_BOOKS)
def sample(request: ActorRequest) -> HttpResponse:  # every page is asked by somebody  # noqa: ARG001
    """A small invented statement, to try and to compare with."""
    return sheet(SAMPLE.read_bytes(), "contoh-mutasi.csv", "text/csv")


@action(needs=Permission.MATCH_BANK, page=lists)
def open_account(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Account(request.POST))
    open_bank_account(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The account is here. Choose its statement now."))
    return redirect("bank-statements")


@action(needs=Permission.MATCH_BANK, page=lists)
def check(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        bound = Upload(request.POST, request.FILES, accounts=_choices())
    told, now = in_hand(request, bound).cleaned_data, timezone.now()
    made = check_statement(
        told["account_id"], content=told["file"].read(), name=told["file"].name, by=request.actor, at=now,
        today=request.actor.today(now),
    )  # fmt: skip
    return redirect("bank-statement", made.pk)


@page(needs=Permission.READ_BOOKS)
def one(request: ActorRequest, statement_id: int, form: Form | None = None) -> HttpResponse:
    """Before it is taken over: what would come, what does not fit. Afterwards: its lines."""
    found = statement(statement_id, today=request.actor.today(timezone.now()))
    facts = {
        "found": found,
        "statement": found.statement,
        "opening": _sen(found.statement.opening_sen),
        "closing": _sen(found.statement.closing_sen),
        "undo": form if isinstance(form, WhatWasWrong) else WhatWasWrong(),
        "form": form,
    }
    if found.judged:
        facts |= _preview(found.statement, found.judged, form)
    return TemplateResponse(request, "bank/statement.html", facts)


def _sen(sen: int | None) -> str:
    return "–" if sen is None else in_rupiah(sen)


def _preview(statement_: Statement, judged: Judged, form: Form | None) -> dict[str, Any]:
    lines = [(one, (one.print, one.nth) in judged.known) for one in judged.lines[:PREVIEW]]
    return {
        "judged": judged,
        "strange": judged.strange[:STRANGE],
        "problems": [problem(one) for one in judged.problems[:PREVIEW]],
        "lines": lines,
        "left": len(judged.lines) - len(lines),
        "columns": form if isinstance(form, Columns) else _columns(statement_, judged),
    }


def _columns(statement_: Statement, judged: Judged, data: Any = None) -> Columns:
    """The balances stay in sight, as typed, while the columns are corrected."""
    columns, sheet_ = judged.read.columns, judged.read.sheet
    typed = {
        "opening_sen": statement_.typed_opening_sen, "closing_sen": statement_.typed_closing_sen
    }  # fmt: skip
    initial = {name: in_rupiah(sen).replace("Rp", "") for name, sen in typed.items() if sen is not None}
    asks = bool(initial) or not judged.sums_told or any(one.code == "sums" for one in judged.problems)
    if columns is None or sheet_ is None:
        return Columns(data, headers=(), fields=(), samples=(), asks=asks, initial=initial)
    below = [row for row in sheet_.rows if row.number > columns.top]
    samples_ = [_sample(below, at) for at in range(len(columns.headers))]
    return Columns(data, headers=columns.headers, fields=columns.fields, samples=samples_, asks=asks,
                   initial=initial)  # fmt: skip


def _sample(rows: list[Row], at: int) -> str:
    """The first two things in a column."""
    held = [str(row.cells[at]) for row in rows if at < len(row.cells) and row.cells[at] is not None]
    return " · ".join(text[:28] for text in held[:2])


@action(needs=Permission.MATCH_BANK, page=one)
def columns(request: ActorRequest, statement_id: int) -> HttpResponse:
    now = timezone.now()
    today = request.actor.today(now)
    with reading(request.actor):
        found = statement(statement_id, today=today)
    if found.judged is not None:
        form = in_hand(request, _columns(found.statement, found.judged, request.POST))
        set_columns(statement_id, **form.said(), by=request.actor, at=now, today=today)
        messages.success(request, _("Read again. Your columns are remembered for this account."))
    return redirect("bank-statement", statement_id)


@action(needs=Permission.MATCH_BANK, page=one)
def keep(request: ActorRequest, statement_id: int) -> HttpResponse:
    now = timezone.now()
    done = keep_statement(statement_id, by=request.actor, at=now, today=request.actor.today(now))
    words = ngettext("%(count)s line is here.", "%(count)s lines are here.", done.lines_new)
    messages.success(request, words % {"count": done.lines_new})
    return redirect("bank")


@action(needs=Permission.MATCH_BANK, page=one)
def drop(request: ActorRequest, statement_id: int) -> HttpResponse:
    drop_statement(statement_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Thrown away. Nothing was taken over."))
    return redirect("bank-statements")


@action(needs=Permission.MATCH_BANK, page=one)
def undo(request: ActorRequest, statement_id: int) -> HttpResponse:
    form = in_hand(request, WhatWasWrong(request.POST))
    undo_statement(statement_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Undone. Its lines are gone."))
    return redirect("bank-statement", statement_id)
