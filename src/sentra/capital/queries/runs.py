"""Payout runs: the list, and one run with all its slips."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from sentra.capital.models import PayoutRun, Slip
from sentra.capital.queries.slip import SlipView, slips_of
from sentra.capital.turns import seen, turn
from sentra.ledger.chart import MONEY
from sentra.ledger.queries import balance_of
from sentra.people.models import User


@dataclass(frozen=True)
class RunRow:
    """One run in a list. Whole rupiah."""

    run: PayoutRun
    slips: int
    paid: int
    gross_idr: int
    recovered_idr: int
    deducted_idr: int
    net_idr: int
    prepared_by: str
    approved_by: str  # "" while nobody has


@dataclass(frozen=True)
class PayoutView:
    """One run: its slips by name, the totals, who prepared and who approved."""

    run: PayoutRun
    slips: list[SlipView]
    prepared_by: str
    approved_by: str

    @property
    def gross_idr(self) -> int:
        return sum(one.slip.gross_idr for one in self.slips)

    @property
    def recovered_idr(self) -> int:
        return sum(one.slip.recovered_idr for one in self.slips)

    @property
    def deducted_idr(self) -> int:
        return sum(one.slip.deducted_idr for one in self.slips)

    @property
    def net_idr(self) -> int:
        return sum(one.slip.net_idr for one in self.slips)

    @property
    def bank(self) -> list[SlipView]:
        return [one for one in self.slips if one.slip.method == "bank"]

    @property
    def cash(self) -> list[SlipView]:
        return [one for one in self.slips if one.slip.method == "cash"]

    @property
    def bank_idr(self) -> int:
        return sum(one.slip.net_idr for one in self.bank)

    @property
    def cash_idr(self) -> int:
        return sum(one.slip.net_idr for one in self.cash)

    @property
    def unpaid_idr(self) -> int:
        return sum(one.slip.net_idr for one in self.slips if one.slip.state != Slip.State.PAID)

    def may_approve(self, user_id: int | None) -> bool:
        """Somebody other than the preparer, while it waits."""
        return (
            self.run.state == PayoutRun.State.PREPARED
            and user_id is not None
            and user_id != self.run.prepared_by
        )


@dataclass(frozen=True)
class Need:
    """What paying the slips whose turn it is takes, one way, and what is there for it. Whole rupiah."""

    method: str  # bank, cash
    slips: int
    total_idr: int
    there_idr: int
    shown: str  # `turns.seen`, to be handed back with the button

    @property
    def lack_idr(self) -> int:
        return max(0, self.total_idr - self.there_idr)


def needs(view: PayoutView) -> list[Need]:
    """The ways slips of this run are next to be paid, the bank first."""
    found = []
    for method in ("bank", "cash"):
        if slips := turn((one.slip for one in view.slips), method).to_pay:
            total = sum(one.net_idr for one in slips)
            found.append(Need(method, len(slips), total, balance_of(MONEY[method]), seen(slips)))
    return found


@dataclass(frozen=True)
class Sending:
    """Transfers that wait for the bank's next file. Whole rupiah."""

    slips: int
    total_idr: int
    shown: str


def to_send(view: PayoutView) -> Sending | None:
    """What "the bank has the file" speaks of; None when nothing waits."""
    slips = turn((one.slip for one in view.slips), "bank").waiting
    return Sending(len(slips), sum(one.net_idr for one in slips), seen(slips)) if slips else None


def payout_runs(limit: int = 50) -> list[RunRow]:
    """Runs, newest first. Two queries."""
    runs = list(
        PayoutRun.objects.annotate(
            slips_n=Count("slips"), paid_n=Count("slips", filter=Q(slips__state=Slip.State.PAID)),
            gross=Sum("slips__gross_idr"), recovered=Sum("slips__recovered_idr"),
            deducted=Sum("slips__deducted_idr"), net=Sum("slips__net_idr"),
        ).order_by("-pk")[:limit]
    )  # fmt: skip
    names = _names(runs)
    return [
        RunRow(
            run, run.slips_n, run.paid_n, run.gross or 0, run.recovered or 0, run.deducted or 0, run.net or 0,
            names.get(run.prepared_by or 0, ""), names.get(run.approved_by or 0, ""),
        )
        for run in runs
    ]  # fmt: skip


def payout_view(run_id: int) -> PayoutView:
    """One run. Six queries, however many slips. Raises PayoutRun.DoesNotExist outside the scope."""
    run: PayoutRun = PayoutRun.objects.get(pk=run_id)
    names = _names([run])
    return PayoutView(
        run,
        slips_of(Slip.objects.filter(run=run)),
        names.get(run.prepared_by or 0, ""),
        names.get(run.approved_by or 0, ""),
    )


def _names(runs: Iterable[PayoutRun]) -> dict[int, str]:
    ids = {user for run in runs for user in (run.prepared_by, run.approved_by) if user}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
