"""Lines of the bank that wait: one click says yes, several ticked at once, or not this."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.kernel.errors import Refused
from sentra.ledger.queries.choices import account_choices
from sentra.payments.operations import confirm_matches, refuse_match
from sentra.payments.operations.matches import Choice
from sentra.payments.queries import DeskLine, accounts, desk
from sentra.payments.queries.desk import Things
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.bank.words import Shown, shown, tabs
from sentra.web.guards import action, page


@page(needs=Permission.READ_BOOKS)
def desk_page(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """What the bank says and nobody has answered yet, each with the likeliest answer."""
    found, names = desk(), dict(account_choices())
    ticked = request.POST.getlist("yes")
    rows = [_row(one, found.things, names, ticked) for one in found.lines]
    facts = {
        "rows": rows,
        "proposed": any(said for _one, said, _ticked in rows),
        "waiting": found.waiting,
        "more": found.waiting - len(rows),
        "accounts": accounts(),
        "tabs": tabs(request.actor, "bank", found.waiting),
        "form": form,
    }
    return TemplateResponse(request, "bank/desk.html", facts)


def _row(
    one: DeskLine, things: Things, names: Mapping[str, str], ticked: Sequence[str]
) -> tuple[DeskLine, Shown | None, bool]:
    said = shown(one.proposal, things, names) if one.proposal else None
    return one, said, said is not None and said.value in ticked


@action(needs=Permission.MATCH_BANK, page=desk_page)
def answer(request: ActorRequest) -> HttpResponse:
    """A button beside a line answers for it alone; the one below for all that are ticked."""
    say(request, request.POST.getlist("yes"))
    return redirect("bank")


def say(request: ActorRequest, ticked: list[str]) -> None:
    now = timezone.now()
    if no := request.POST.get("no"):
        choice = _choice(no)
        refuse_match(choice.line_id, key=choice.key, by=request.actor, at=now)
        messages.success(request, _("Not this. Another proposal is looked for."))
        return
    chosen = [_choice(one) for one in ([request.POST["only"]] if "only" in request.POST else ticked)]
    done = confirm_matches(chosen, by=request.actor, at=now)
    words = ngettext("%(count)s line is settled.", "%(count)s lines are settled.", len(done))
    messages.success(request, words % {"count": len(done)})


def _choice(value: str) -> Choice:
    line, bar, key = value.partition("|")
    if not bar or not line.isdecimal() or len(line) > 18:
        raise Refused(_("This proposal is not there any more."))
    return Choice(int(line), key)
