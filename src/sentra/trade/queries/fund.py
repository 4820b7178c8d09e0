"""The quick cash fund's story: what it holds, bought, has in store, sold, shared."""

from dataclasses import dataclass

from django.db.models import F, Prefetch, Sum

from sentra.ledger.chart import FUND
from sentra.ledger.queries import balance_of
from sentra.orders.models import Order, OrderLine
from sentra.production.supply import OPEN_STAGES
from sentra.trade.models import Purchase, Use

SHOWN = 60


@dataclass(frozen=True)
class PurchaseRow:
    """One purchase with what became of its pieces. Whole rupiah."""

    purchase: Purchase
    uses: tuple[Use, ...]

    @property
    def used(self) -> int:
        return sum(use.supply.there for use in self.uses)

    @property
    def left(self) -> int:
        return int(self.purchase.pieces - self.used)

    @property
    def shared_idr(self) -> int:
        return sum(use.maker_idr or 0 for use in self.uses)


@dataclass(frozen=True)
class FundStory:
    """Money and goods of the fund. `in_store_idr` and `in_orders_idr` at what was paid for them."""

    cash_idr: int
    bank_idr: int
    bought_idr: int
    in_store_idr: int
    in_orders_idr: int
    sold_idr: int
    gain_idr: int
    makers_idr: int
    rows: list[PurchaseRow]  # newest first
    to_share: list[Order]  # paid, with gains nobody shared

    @property
    def money_idr(self) -> int:
        return self.cash_idr + self.bank_idr


def fund_money() -> tuple[int, int]:
    """What the fund holds in the box and at the bank: the ledger's own balances."""
    return balance_of(FUND["cash"]), balance_of(FUND["bank"])


def fund_story() -> FundStory:
    """Everything the fund's page shows, in a constant number of queries."""
    cash, bank = fund_money()
    bought = Purchase.objects.aggregate(idr=Sum("total_idr", default=0))["idr"]
    kept = F("supply__pieces") - F("supply__returned")
    cost = F("purchase__price_idr") * kept
    waiting = Use.objects.filter(shared_at=None).aggregate(idr=Sum(cost, default=0))["idr"]
    done = Use.objects.exclude(shared_at=None).aggregate(
        cost=Sum("cost_idr", default=0), value=Sum("value_idr", default=0), maker=Sum("maker_idr", default=0),
        spent=Sum(F("cost_idr") + F("finishing_idr") + F("fee_idr"), default=0),
    )  # fmt: skip
    return FundStory(
        cash, bank, bought, bought - waiting - done["cost"], waiting, done["value"],
        done["value"] - done["spent"], done["maker"], purchase_rows(), to_share(),
    )  # fmt: skip


def purchase_rows(purchase_id: int | None = None) -> list[PurchaseRow]:
    """Purchases with their uses, newest first. Two queries."""
    uses = Use.objects.select_related("supply__order").order_by("pk")
    found = Purchase.objects.select_related("party", "stage__product").prefetch_related(
        Prefetch("uses", uses)
    )
    if purchase_id is not None:
        found = found.filter(pk=purchase_id)
    return [PurchaseRow(one, tuple(one.uses.all())) for one in found.order_by("-pk")[:SHOWN]]


def purchase_row(purchase_id: int) -> PurchaseRow:
    """One purchase. Raises Purchase.DoesNotExist outside the scope."""
    found = purchase_rows(purchase_id)
    if not found:
        raise Purchase.DoesNotExist
    return found[0]


def to_share() -> list[Order]:
    """Orders the buyer has paid whose bought pieces nobody shared. One query."""
    waiting = Use.objects.filter(shared_at=None, supply__pieces__gt=F("supply__returned"))
    orders = waiting.filter(supply__order__stage=Order.Stage.PAID).values("supply__order")
    return list(Order.objects.filter(pk__in=orders).select_related("buyer").order_by("pk"))


def lines_for(product_id: int) -> list[OrderLine]:
    """Lines of running orders that could take pieces of this product. One query."""
    found = OrderLine.objects.filter(product_id=product_id, order__stage__in=OPEN_STAGES, from_stock=False)
    return list(found.select_related("order__buyer", "product").order_by("pk"))
