"""A bank's file on its way into the books' neighbourhood: checked, looked at, taken over, undone.

What a file holds is read anew from its bytes each time. Taking over writes lines, never an entry.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sentra.crafts.pictures import discard
from sentra.kernel import files
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import note, operation
from sentra.ledger.chart import FUND, MONEY
from sentra.payments.keeping import in_file, judged, judged_again, read_or_refuse, write_lines
from sentra.payments.models import BankAccount, BankLine, Match, NotThis, Statement
from sentra.payments.statements.columns import FIELDS, Columns
from sentra.people.roles import Permission

MIME: Final = "application/octet-stream"  # never shown, only read again by us
LEDGERS: Final = (MONEY["bank"], FUND["bank"])

State = Statement.State


@operation(needs=Permission.MATCH_BANK)
def open_bank_account(
    *, label: str, number: str = "", ledger: str = MONEY["bank"], by: Actor, at: datetime
) -> BankAccount:
    """Name an account whose statements will be read. Refuses a name twice and an account without a bank."""
    if not label.strip():
        raise Refused(_("Give the account a name."), field="label")
    if ledger not in LEDGERS:
        raise Refused(_("Choose a bank account of the books."), field="ledger")
    if BankAccount.objects.filter(label=label.strip()[:80]).exists():
        raise Refused(_("There is an account with this name already."), field="label")
    made: BankAccount = BankAccount.objects.create(
        label=label.strip()[:80], number=number.strip()[:40], ledger=ledger, opened_at=at
    )
    return made


@operation(needs=Permission.MATCH_BANK)
def check_statement(
    account_id: int, *, content: bytes, name: str, by: Actor, at: datetime, today: date
) -> Statement:
    """Read a bank's file and keep it to be looked at; no line is taken over yet.

    The columns are guessed, or those a person confirmed for this account when the headings are the same.
    Refuses (field "file") what is no statement, and a file that is a trap.
    """
    account = BankAccount.objects.get(pk=account_id)
    found = judged(read_or_refuse(content, account), account, today)
    file = files.store(content, name=name, mime=MIME, at=at)
    made = Statement(
        account=account,
        file=file,
        file_name=name[:160],
        sha256=file.sha256,
        shape=found.read.shape,
        checked_at=at,
    )
    in_file(made, found)
    made.save(force_insert=True)
    return made


@operation(needs=Permission.MATCH_BANK)
def set_columns(
    statement_id: int, *, fields: Sequence[str] = (), opening_sen: int | None = None,
    closing_sen: int | None = None, by: Actor, at: datetime, today: date,
) -> Statement:  # fmt: skip
    """A person's word for the columns, remembered for the next file of this account; balances the file lacks.

    Refuses one field for two columns, a field nobody knows, and columns without a day or an amount.
    """
    statement = _open(statement_id)
    if statement.shape == Statement.Shape.TABLE and fields:
        _refuse_nonsense(fields)
        statement.columns = {**statement.columns, "fields": list(fields)}
        statement.account.columns = statement.columns
        statement.account.save(update_fields=["columns"])
    statement.typed_opening_sen, statement.typed_closing_sen = opening_sen, closing_sen
    in_file(statement, judged_again(statement, today))
    statement.save()
    return statement


def _refuse_nonsense(fields: Sequence[str]) -> None:
    named = [field for field in fields if field]
    if not set(named) <= set(FIELDS):
        raise Refused(_("There is no such column."))
    if len(named) != len(set(named)):
        raise Refused(_("Two columns cannot be the same thing."))
    if not Columns((), tuple(fields)).usable:
        raise Refused(_("Name the column of the days and that of the amounts."))


@operation(needs=Permission.MATCH_BANK)
def keep_statement(statement_id: int, *, by: Actor, at: datetime, today: date) -> Statement:
    """Take over every line no other statement brought. Nothing is booked.

    Refuses while a row cannot be read, opening and lines do not give the closing balance, or all is known.
    """
    statement = _open(statement_id)
    found = judged_again(statement, today)
    if not found.sums_told:
        raise Refused(_("Type the balances before and after: the file tells none."))
    if not found.ready:
        raise Refused(_("Some rows do not fit. Correct the columns first."))
    if not found.new:
        raise Refused(_("Every line of this file is known already."))
    in_file(statement, found)
    statement.state, statement.kept_at = State.KEPT, at
    statement.save()
    write_lines(statement, found.new)
    note(new=statement.lines_new, known=statement.lines_known)
    return statement


@operation(needs=Permission.MATCH_BANK)
def drop_statement(statement_id: int, *, by: Actor, at: datetime) -> None:
    """Throw a checked file away; nothing of it was taken over."""
    statement = _open(statement_id)
    file = statement.file
    statement.delete()
    if file is not None:
        discard(file)


@operation(needs=Permission.MATCH_BANK, says=("reason",))
def undo_statement(statement_id: int, *, reason: str, by: Actor, at: datetime) -> Statement:
    """As if it had never been taken over: its lines and its file are gone.

    Refuses without a reason, while one of its lines is matched, and under a later statement that leans on it.
    """
    if not reason.strip():
        raise Refused(_("Say why it is undone."), field="reason")
    statement = _locked(statement_id)
    if statement.state != State.KEPT:
        raise Refused(_("Only a statement that was taken over can be undone."))
    lines = BankLine.objects.filter(statement=statement)
    if matched := Match.objects.filter(line__in=lines).count():
        raise Refused(_("%(count)s of its lines are matched. Undo those first.") % {"count": matched})
    leaning = Statement.objects.filter(
        account=statement.account, state=State.KEPT, kept_at__gte=statement.kept_at, lines_known__gt=0,
        first_on__lte=statement.last_on, last_on__gte=statement.first_on,
    ).exclude(pk=statement.pk)  # fmt: skip
    if leaning.exists():
        raise Refused(_("A later statement covers the same days. Undo that one first."))
    NotThis.objects.filter(line__in=lines).delete()
    lines.delete()
    file, statement.file = statement.file, None
    statement.state, statement.undone_at, statement.undone_reason = State.UNDONE, at, reason.strip()[:160]
    statement.save()
    if file is not None:
        discard(file)
    return statement


def _locked(statement_id: int) -> Statement:
    """The statement and its account, held: two files of one account are taken over one after the other."""
    account_id = Statement.objects.values_list("account_id", flat=True).get(pk=statement_id)
    account = BankAccount.objects.select_for_update().get(pk=account_id)
    statement: Statement = Statement.objects.select_for_update().get(pk=statement_id)
    statement.account = account
    return statement


def _open(statement_id: int) -> Statement:
    statement = _locked(statement_id)
    if statement.state != State.CHECKED:
        raise Refused(_("This statement was taken over already."))
    return statement
