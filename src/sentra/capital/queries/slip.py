"""Slips with everything their page and paper show, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet, Sum

from sentra.capital.models import PayoutRun, Slip, SlipLine
from sentra.orders.models import Order
from sentra.people.models import MemberCard, Party, Worker


@dataclass(frozen=True)
class Wages:
    """What her workshop has promised its workers: an information, never taken off the slip."""

    workers: int
    weekly_idr: int


@dataclass(frozen=True)
class SlipView:
    """One slip, its lines by kind. The lines' texts are names and numbers, the same in every language."""

    slip: Slip  # with its run
    party: Party
    work: tuple[SlipLine, ...]
    recovered: tuple[SlipLine, ...]  # amounts below zero
    deducted: tuple[SlipLine, ...]  # amounts below zero
    wages: Wages
    member_number: str  # of her live card; "" without one

    @property
    def pk(self) -> int:
        return int(self.slip.pk)

    @property
    def number(self) -> int:
        return int(self.slip.number)

    @property
    def taken_back(self) -> list[tuple[Order, int]]:
        """What the slip takes from advances, order by order: several advances of one are one line."""
        by_order: dict[Order, int] = defaultdict(int)
        for line in self.recovered:
            assert line.order is not None, "the database names the order of every advance"
            by_order[line.order] += line.amount_idr
        return list(by_order.items())

    @property
    def agreed(self) -> tuple[SlipLine, ...]:
        """Deductions for other things than work."""
        return tuple(line for line in self.deducted if line.deduction and not line.deduction.came_back)

    @property
    def returned(self) -> tuple[SlipLine, ...]:
        """Work of hers that came back after it was accepted."""
        return tuple(line for line in self.deducted if line.deduction and line.deduction.came_back)

    @property
    def goods_back(self) -> tuple[SlipLine, ...]:
        """Goods of her own that were paid for and that a buyer brought back."""
        return tuple(line for line in self.deducted if line.sale_return_id)

    @property
    def back_idr(self) -> int:
        """What is taken for them, from zero up."""
        return -sum(line.amount_idr for line in self.goods_back)

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.work if line.inspection_id)

    @property
    def sale_idr(self) -> int:
        """Of the gross: goods of her own that were sold."""
        return sum(line.amount_idr for line in self.work if line.sale_id)

    @property
    def gain_idr(self) -> int:
        """Of the gross: her parts of later gains."""
        return sum(line.amount_idr for line in self.work if line.use_id)


def slips_of(found: QuerySet[Slip]) -> list[SlipView]:
    """The slips as views, by name. Four queries, however many slips and lines."""
    lines = SlipLine.objects.select_related("order", "inspection", "deduction").order_by("pk")
    slips = list(
        found.select_related("run", "party")
        .prefetch_related(Prefetch("lines", lines))
        .order_by("party__name", "pk")
    )
    people = {slip.party_id for slip in slips}
    wages, numbers = _wages(people), _numbers(people)
    return [_view(slip, wages, numbers) for slip in slips]


def slip_detail(slip_id: int) -> SlipView:
    """One slip. Raises Slip.DoesNotExist outside the scope."""
    found = slips_of(Slip.objects.filter(pk=slip_id))
    if not found:
        raise Slip.DoesNotExist
    return found[0]


def visible_to_her(party_id: int) -> QuerySet[Slip]:
    """Her slips of approved runs: what waits for approval, or was sent back, is not yet said to her."""
    told: QuerySet[Slip] = Slip.objects.filter(
        party_id=party_id, run__state__in=[PayoutRun.State.APPROVED, PayoutRun.State.PAID]
    )
    return told


def _view(slip: Slip, wages: dict[int, Wages], numbers: dict[int, str]) -> SlipView:
    by_kind: dict[str, list[SlipLine]] = defaultdict(list)
    for line in slip.lines.all():
        by_kind[line.kind].append(line)
    kinds = SlipLine.Kind
    return SlipView(
        slip, slip.party, (*by_kind[kinds.PIECES], *by_kind[kinds.GAIN], *by_kind[kinds.SALE]),
        tuple(by_kind[kinds.RECOVERY]), (*by_kind[kinds.DEDUCTION], *by_kind[kinds.BACK]),
        wages.get(slip.party_id, Wages(0, 0)), numbers.get(slip.party_id, ""),
    )  # fmt: skip


def _wages(people: Iterable[int]) -> dict[int, Wages]:
    promised = Worker.objects.filter(active=True, weekly_wage_idr__gt=0, workshop__owner_id__in=people)
    rows = promised.values_list("workshop__owner_id").annotate(n=Count("pk"), idr=Sum("weekly_wage_idr"))
    return {owner: Wages(count, idr) for owner, count, idr in rows.order_by("workshop__owner_id")}


def _numbers(people: Iterable[int]) -> dict[int, str]:
    cards = MemberCard.objects.filter(party_id__in=people, revoked_at=None)
    return {party: f"{number:04d}" for party, number in cards.values_list("party_id", "number")}
