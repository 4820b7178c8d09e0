"""The cash desk: what is owed to makers, what they were advanced, which runs wait, what is in the pool."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, F, Max, Min, QuerySet, Sum

from sentra.capital.models import Advance, Deduction
from sentra.capital.queries.deductions import open_deductions
from sentra.capital.queries.runs import RunRow, payout_runs
from sentra.capital.steps import unpaid_gains, unpaid_sales
from sentra.ledger.queries import CashPosition, cash_position
from sentra.quality.models import Inspection

SHOWN_RUNS = 12


@dataclass(frozen=True)
class Unpaid:
    """One maker's accepted work, her parts of later gains and her sold goods that stand on no slip."""

    party_id: int
    name: str
    workshop_id: int
    lots: int
    pieces: int
    amount_idr: int  # work, gains and goods
    since: datetime
    advance_open_idr: int  # of all her advances; a slip takes only those of the same orders
    gain_idr: int = 0  # of the amount
    sale_idr: int = 0  # of the amount: consigned goods that were sold


@dataclass(frozen=True)
class CashDesk:
    cash: CashPosition
    unpaid: list[Unpaid]
    advances: list[Advance]  # open ones, with party, order, stage
    runs: list[RunRow]  # newest first
    deductions: list[Deduction]  # waiting for an answer, or agreed and not all taken

    @property
    def unpaid_idr(self) -> int:
        return sum(one.amount_idr for one in self.unpaid)

    @property
    def advances_idr(self) -> int:
        return sum(one.owing_idr for one in self.advances)


def cash_desk() -> CashDesk:
    """Everything the treasurer's page shows. Ten queries, however many makers."""
    return CashDesk(
        cash_position(), unpaid_by_party(), list(open_advances()), payout_runs(SHOWN_RUNS),
        list(open_deductions()),
    )  # fmt: skip


def open_advances(*, party_id: int | None = None, order_id: int | None = None) -> QuerySet[Advance]:
    """What the books still hold against a maker, by name and order; see `owing_idr` and `open_idr`."""
    found: QuerySet[Advance] = Advance.objects.filter(
        amount_idr__gt=F("recovered_idr") + F("written_off_idr")
    ).select_related("party", "assignment__order__buyer", "assignment__stage__product")
    if party_id is not None:
        found = found.filter(party_id=party_id)
    if order_id is not None:
        found = found.filter(assignment__order_id=order_id)
    return found.order_by("party__name", "assignment__order_id", "pk")


def unpaid_by_party() -> list[Unpaid]:
    """What the next payout would pay, by name. Four queries."""
    found = _unpaid_work()
    for use in unpaid_gains():
        bought, idr = use.purchase, use.maker_idr or 0
        since = use.shared_at or bought.bought_at
        her = found.get(bought.party_id) or Unpaid(
            bought.party_id, bought.party.name, bought.workshop_id, 0, 0, 0, since, 0
        )
        found[her.party_id] = replace(
            her, amount_idr=her.amount_idr + idr, gain_idr=her.gain_idr + idr, since=min(her.since, since)
        )
    for sale in unpaid_sales().select_related("party", "batch"):
        idr = sale.owed_idr
        her = found.get(sale.party_id) or Unpaid(
            sale.party_id, sale.party.name, sale.batch.workshop_id, 0, 0, 0, sale.at, 0
        )
        found[her.party_id] = replace(
            her, amount_idr=her.amount_idr + idr, sale_idr=her.sale_idr + idr, since=min(her.since, sale.at)
        )
    owing: dict[int, int] = defaultdict(int)
    for advance in open_advances():
        owing[advance.party_id] += advance.open_idr
    hers = (replace(her, advance_open_idr=owing[her.party_id]) for her in found.values())
    return sorted(hers, key=lambda one: (one.name, one.party_id))


def _unpaid_work() -> dict[int, Unpaid]:
    owner = "lot__assignment__workshop__owner"
    rows = (
        Inspection.objects.filter(payable_idr__gt=0, paid__isnull=True)
        .values(f"{owner}_id", f"{owner}__name")
        .annotate(
            lots=Count("pk"), pieces=Sum("accepted"), idr=Sum("payable_idr"), since=Min("inspected_at"),
            workshop=Max("lot__assignment__workshop_id"),
        )
        .order_by(f"{owner}_id")
    )  # fmt: skip
    return {
        row[f"{owner}_id"]: Unpaid(
            row[f"{owner}_id"], row[f"{owner}__name"], row["workshop"], row["lots"], row["pieces"],
            row["idr"], row["since"], 0,
        )
        for row in rows
    }  # fmt: skip
