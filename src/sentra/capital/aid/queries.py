"""What both sides ask about capital aid. Amounts are whole rupiah."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sentra.capital.aid.models import AidCase, AidCheck, AidMoney, AidUse, Proposal
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import scope
from sentra.production.cashflows import Flow, Kind


@dataclass(frozen=True)
class Instalment:
    """One part of a revolving fund that goes back. Repayments cover the earliest first."""

    due_on: date
    amount_idr: int
    open_idr: int
    late: bool


def instalments_of(proposal: Proposal, today: date) -> list[Instalment]:
    """The agreed schedule with what is still open; what never came need not go back."""
    paid, left, found = proposal.repaid_idr, proposal.received_idr, []
    for part in proposal.schedule:
        amount = min(int(part["amount_idr"]), left)
        left -= amount
        covered = min(paid, amount)
        paid -= covered
        due_on = date.fromisoformat(part["due_on"])
        open_idr = amount - covered
        if amount:
            found.append(Instalment(due_on, amount, open_idr, late=bool(open_idr) and due_on < today))
    return found


def overdue_idr(proposal: Proposal, today: date) -> int:
    """Instalments whose day is over and that have not been paid."""
    return sum(one.open_idr for one in instalments_of(proposal, today) if one.late)


def office_of(tenant_id: int) -> Tenant | None:
    """The office of this organisation's district; None where it has none here. Two queries."""
    district = Tenant.objects.get(pk=tenant_id).district_code
    return Tenant.objects.filter(kind=Tenant.Kind.OFFICE, district_code=district).order_by("pk").first()


def decision_on(proposal: Proposal) -> AidCase | None:
    """What the office it was sent to has written about our proposal; None while it has not begun.

    Only that office's: another one of the district that learns the uid decides nothing.
    """
    if proposal.reader_uid is None:
        return None
    theirs = AidCase.addressed.filter(proposal_uid=proposal.uid, tenant__uid=proposal.reader_uid)
    found: AidCase | None = theirs.first()
    return found


@dataclass(frozen=True)
class Row:
    """A proposal in a list, with the office's case if there is one."""

    proposal: Proposal
    case: AidCase | None
    overdue_idr: int

    @property
    def waits_for_money(self) -> bool:
        case = self.case
        return case is not None and not case.ended_at and self.proposal.received_idr < case.granted_idr


def _rows(proposals: QuerySet[Proposal], cases: QuerySet[AidCase], today: date) -> list[Row]:
    known: dict[tuple[UUID, UUID | None], AidCase] = {
        (case.proposal_uid, case.tenant.uid): case for case in cases.select_related("tenant")
    }
    return [Row(one, known.get((one.uid, one.reader_uid)), overdue_idr(one, today)) for one in proposals]


def our_proposals(*, today: date) -> list[Row]:
    """A cooperative's own, newest first, with what the office says. Two queries."""
    here = scope().writes or scope().reads[0]
    mine = Proposal.objects.filter(tenant_id=here).order_by("-pk")
    return _rows(mine, AidCase.addressed.all(), today)


def desk(*, today: date) -> list[Row]:
    """An office's: everything sent to it, what waits first, then newest first. Two queries."""
    rows = _rows(Proposal.addressed.order_by("-sent_at", "-pk"), AidCase.objects.all(), today)
    return sorted(rows, key=lambda row: not waits(row))


def waits(row: Row) -> bool:
    """For the office: sent and not decided."""
    return row.proposal.state == Proposal.State.SENT and (row.case is None or not row.case.decided)


@dataclass(frozen=True)
class Story:
    """One proposal with all that came of it, as either side reads it."""

    proposal: Proposal
    case: AidCase | None
    checks: list[AidCheck]
    money: list[AidMoney]
    uses: list[AidUse]
    instalments: list[Instalment]
    overdue_idr: int

    @property
    def by_category(self) -> list[tuple[str, int]]:
        """Spent by category, the largest first; what was struck out counts not."""
        sums: dict[str, int] = {}
        for use in self.uses:
            if not use.struck_at:
                word = str(use.get_category_display())
                sums[word] = sums.get(word, 0) + use.amount_idr
        return sorted(sums.items(), key=lambda one: -one[1])

    @property
    def lowest_on(self) -> date:
        """The Monday of the frozen plan's lowest week."""
        return date.fromisoformat(self.proposal.figures["lowest_on"])

    @property
    def to_come_idr(self) -> int:
        """Granted and not received, until the office says that it will not come."""
        case = self.case
        return case.granted_idr - self.proposal.received_idr if case and not case.ended_at else 0

    @property
    def not_coming_idr(self) -> int:
        """Granted, not received, and not to come."""
        case = self.case
        return case.granted_idr - self.proposal.received_idr if case and case.ended_at else 0

    @property
    def may_withdraw(self) -> bool:
        """Sent, and the office has not decided, or has said that nothing will come."""
        case, sent = self.case, self.proposal.state == Proposal.State.SENT
        return sent and (case is None or not case.decided or case.ended_at is not None)

    @property
    def may_come(self) -> bool:
        """Money can be written down: also what comes after the office said that it will not."""
        open_ = self.proposal.state in (Proposal.State.SENT, Proposal.State.RUNNING)
        return open_ and self.to_come_idr + self.not_coming_idr > 0


def our_story(proposal_id: int, *, today: date) -> Story:
    """Our own proposal. Five queries. Raises Proposal.DoesNotExist outside the scope."""
    found = Proposal.objects.get(pk=proposal_id)
    case = decision_on(found)
    checks = AidCheck.addressed.filter(case=case).order_by("on", "pk") if case else []
    money, uses = AidMoney.objects.filter(proposal=found), AidUse.objects.filter(proposal=found)
    return _story(found, case, list(checks), money, uses, today)


def their_story(uid: UUID, *, today: date) -> Story:
    """A proposal sent to us, the office. Five queries. Raises Proposal.DoesNotExist for another office's."""
    found = Proposal.addressed.get(uid=uid)
    case = AidCase.objects.filter(proposal_uid=uid).first()
    checks = AidCheck.objects.filter(case=case).order_by("on", "pk") if case else []
    money = AidMoney.addressed.filter(proposal_id=found.pk)
    uses = AidUse.addressed.filter(proposal_id=found.pk)
    return _story(found, case, list(checks), money, uses, today)


def _story(
    found: Proposal, case: AidCase | None, checks: list[AidCheck], money: QuerySet[AidMoney],
    uses: QuerySet[AidUse], today: date,
) -> Story:  # fmt: skip
    return Story(
        found, case, checks, list(money.order_by("on", "pk")), list(uses.order_by("on", "pk")),
        instalments_of(found, today), overdue_idr(found, today),
    )  # fmt: skip


def instalment_flows(today: date, start: date) -> Iterator[Flow]:
    """Instalments to come, for the cash plan; late ones count today. One query."""
    here = scope().writes or scope().reads[0]
    for found in Proposal.objects.filter(tenant_id=here, received_idr__gt=0).exclude(schedule=[]):
        for one in instalments_of(found, today):
            if one.open_idr:
                day = max(one.due_on, today)
                week = max(0, (day - start).days // 7)
                yield Flow(week, -one.open_idr, Kind.INSTALMENT, day, certain=True, party=found.office)
