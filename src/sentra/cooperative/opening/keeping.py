"""What the cooperative knows that a file is judged by, and the judged file. Nothing is written here."""

from datetime import date, timedelta

from sentra.cooperative.budget.operations import ends_a_year
from sentra.cooperative.loans.brought import OPEN
from sentra.cooperative.loans.terms import Terms
from sentra.cooperative.models import Loan, Member, Opening
from sentra.cooperative.opening.judging import Judged, Known, Saver, judge
from sentra.cooperative.opening.reading import read_rows
from sentra.crafts.registry.refused import refused
from sentra.kernel import files
from sentra.kernel.tables import Sheet, TableRefused, read_tables
from sentra.ledger.queries import trial_balance
from sentra.ledger.queries.choices import closed_until
from sentra.ledger.snapshots import month_of
from sentra.people.models import Party


def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """By the safe reader. Refuses (field "file") what is no table, or a trap."""
    try:
        return read_tables(content)
    except TableRefused as trouble:
        raise refused(trouble) from trouble


def judged(opening: Opening, *, today: date) -> Judged:
    """The file against what is known now. At most ten queries, whatever it holds."""
    rows, unread = read_rows(sheets_of(files.read(opening.file)))
    return judge(rows, unread, known(opening.on, today))


def known(on: date, today: date) -> Known:
    members = Member.objects.filter(left_on=None).select_related("party")
    return Known(
        on=on, ends_year=ends_a_year(on),
        members={
            one.number: Saver(one.pk, one.party_id, one.party.name, one.joined_on) for one in members
        },
        borrowers=set(Loan.objects.filter(stage__in=OPEN).values_list("member__number", flat=True)),
        terms=Terms.on(on), people=dict(Party.objects.values_list("pk", "name")),
        objections=tuple(_against(on, today)),
    )  # fmt: skip


def _against(on: date, today: date) -> list[str]:
    """What speaks against this day, whatever the file holds."""
    closed = closed_until()
    said = {
        "stands": Opening.objects.filter(stage=Opening.Stage.POSTED).exists(),
        "not_month_end": (on + timedelta(days=1)).day != 1,
        "not_over": on >= today,
        "closed": closed is not None and month_of(on) <= closed,
        "booked_before": any(row.turnover.balance_idr for row in trial_balance(on).rows),
    }
    return [code for code, wrong in said.items() if wrong]
