"""Steps of taking a statement over: read it again, judge it, write the lines nobody brought before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sentra.kernel import files
from sentra.kernel.errors import Refused
from sentra.ledger.queries.bank import first_day
from sentra.payments.models import BankAccount, BankLine, Statement
from sentra.payments.statements.reading import Read, read_statement
from sentra.payments.statements.told import Problem, StatementRefused
from sentra.payments.statements.whole import StrangeDay, WholeLine, faults, strange_days, whole_lines

SENTENCES = {
    "no_columns": _("No statement was found: a column with days and one with amounts is needed."),
    "no_lines": _("The file holds no movement."),
    "too_many_lines": _("The file holds more than 10,000 movements. Take fewer months."),
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 4 MB."),
    "not_a_table": _("This is no bank statement. Use CSV, Excel, MT940 or CAMT.053."),
    "web_page": _("This is a web page named like a table. Save it as Excel first."),
    "not_rupiah": _("The statement is in another currency. Only rupiah are read."),
    "encrypted": _("The file is protected by a password. Save it without one."),
    "broken": _("The file is broken. Download it from the bank again."),
    "bomb": _("The file unpacks to far too much. It was not opened."),
    "too_complex": _("The file takes too much time or memory. Save only the table."),
    "too_many_sheets": _("The file has too many sheets."),
    "too_many_rows": _("The file has too many rows."),
    "too_many_columns": _("The file has too many columns."),
    "cell_too_long": _("Row %(row)s: a cell holds too much text, at most %(limit)s characters."),
}


@dataclass(frozen=True)
class Judged:
    """A file as it would be taken over. `problems` stand in the way; `known` another statement brought.

    `used_since`: the day of the account's first entry in the books, None without any.
    """

    read: Read
    account: BankAccount
    lines: tuple[WholeLine, ...]
    problems: tuple[Problem, ...]
    known: frozenset[tuple[str, int]]
    used_since: date | None = None

    @property
    def strange(self) -> list[StrangeDay]:
        """Lines that are asked about; nothing stands in their way."""
        return strange_days(self.lines, self.used_since)

    @property
    def new(self) -> list[WholeLine]:
        return [one for one in self.lines if (one.print, one.nth) not in self.known]

    @property
    def other_account(self) -> str:
        """The number the file tells, where it is surely not that of `account`; empty otherwise."""
        told, ours = (re.sub(r"\D", "", one) for one in (self.read.told.number, self.account.number))
        return self.read.told.number if told and ours and told not in ours and ours not in told else ""

    @property
    def sums_told(self) -> bool:
        """Both ends of the statement are known, by the file or by a person."""
        return self.read.told.opening_sen is not None and self.read.told.closing_sen is not None

    @property
    def ready(self) -> bool:
        return bool(self.lines) and self.sums_told and not self.problems


def read_or_refuse(content: bytes, account: BankAccount, statement: Statement | None = None) -> Read:
    """Refuses (field "file") with the sentence for a person."""
    try:
        return read_statement(
            content,
            remembered=account.columns or None,
            fields=statement.columns.get("fields") if statement else None,
            opening_sen=statement.typed_opening_sen if statement else None,
            closing_sen=statement.typed_closing_sen if statement else None,
        )
    except StatementRefused as trouble:
        raise Refused(SENTENCES[trouble.code] % trouble.numbers, field="file") from trouble


def judged(read: Read, account: BankAccount, today: date) -> Judged:
    """Two queries: which of its lines are kept already, and since when the books use the account."""
    told = read.told
    lines = tuple(whole_lines(told.lines, told.opening_sen or 0))
    problems = (*told.problems, *faults(told, today=today))
    return Judged(
        read, account, lines, tuple(sorted(problems, key=lambda one: one.row)), _known(account, lines),
        first_day(account.ledger),
    )  # fmt: skip


def judged_again(statement: Statement, today: date) -> Judged:
    """From the kept file, as it stands now. Refuses a file that was let go."""
    if statement.file is None:
        raise Refused(_("The file of this statement is not kept any more."))
    read = read_or_refuse(files.read(statement.file), statement.account, statement)
    return judged(read, statement.account, today)


def _known(account: BankAccount, lines: Sequence[WholeLine]) -> frozenset[tuple[str, int]]:
    prints = {one.print for one in lines}
    held = BankLine.objects.filter(account=account, print__in=prints).values_list("print", "nth")
    return frozenset(held)


def write_lines(statement: Statement, lines: Iterable[WholeLine]) -> None:
    BankLine.objects.bulk_create(
        (
            BankLine(
                statement=statement, account=statement.account, row=one.row, booked_on=one.on,
                amount_idr=one.amount_idr, text=one.text, reference=one.reference,
                print=one.print, nth=one.nth,
            )
            for one in lines
        ),
        batch_size=1_000,
    )  # fmt: skip


def in_file(statement: Statement, found: Judged) -> None:
    """What the file says of itself, onto the statement."""
    told = found.read.told
    days = [line.on for line in told.lines]
    statement.opening_sen, statement.closing_sen = told.opening_sen, told.closing_sen
    statement.first_on, statement.last_on = (min(days), max(days)) if days else (None, None)
    statement.lines_new, statement.lines_known = len(found.new), len(found.lines) - len(found.new)
    if found.read.columns:
        statement.columns = found.read.columns.kept()
