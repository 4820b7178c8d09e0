"""A payout run is prepared: everybody's unpaid work reckoned and written in a fixed number of statements.

What a slip takes from an advance is reserved now, so that two runs cannot take it twice; it counts as
recovered, here and in the books, when the slip is paid. Sending back frees it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sentra.capital import notices
from sentra.capital.consigned import ConsignedDesk, consigned_desk
from sentra.capital.models import Advance, Deduction, Paid, PaidGain, PayoutRun, Slip, SlipLine
from sentra.capital.policy import Policy
from sentra.capital.slips import ANY_ORDER, Claim, Reckoning, Share, Work, reckoned
from sentra.capital.steps import pay_for, reserve, unpaid_gains, unpaid_work
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number, next_numbers
from sentra.kernel.operation import operation
from sentra.kernel.rows import insert_rows
from sentra.ledger.pool import hold_the_pool
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.trade.models import Use

BATCH = 5_000  # rows a statement


@dataclass
class _Desk:
    """Everything a run is made from, read once: by maker, and the claims by id."""

    work: dict[int, list[Work]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[int, str] = field(default_factory=dict)  # inspection → what the slip says
    gains: dict[int, list[Use]] = field(default_factory=lambda: defaultdict(list))
    advances: dict[int, list[Advance]] = field(default_factory=lambda: defaultdict(list))
    deductions: dict[int, list[Deduction]] = field(default_factory=lambda: defaultdict(list))
    goods: ConsignedDesk = field(default_factory=ConsignedDesk)

    @property
    def people(self) -> set[int]:
        """Whoever gets a slip: for work, for a gain, or for goods of her own alone."""
        return {*self.work, *self.gains, *self.goods.sales}

    def reckoned(self, party_id: int, floor_permille: int) -> Reckoning:
        return reckoned(
            self.work[party_id],
            (
                Claim(one.pk, one.assignment.order_id, one.open_idr, one.due_idr)
                for one in self.advances[party_id]
            ),
            (
                Claim(one.pk, ANY_ORDER if one.came_back else one.order_id, one.open_idr)
                for one in self.deductions[party_id]
            ),
            floor_permille=floor_permille,
            shares=(Share(use.pk, use.supply.order_id, use.maker_idr or 0) for use in self.gains[party_id]),
            sold=self.goods.sold(party_id),
            back=self.goods.claims(party_id),
        )


@operation(needs=Permission.PREPARE_PAYOUT)
def prepare_payout(*, today: date, by: Actor, at: datetime) -> PayoutRun:
    """One slip for every maker with accepted work, a gain or sold goods not paid. Another must approve it.

    Refuses when nothing is owed. Floor and advances follow the cooperative's settings of today.
    """
    if by.user_id is None:
        raise Refused(_("A payout is prepared by a person."))
    hold_the_pool(by.tenant_id)
    desk = _desk()
    if not desk.people:
        raise Refused(_("There is no accepted work to pay."))
    floor = Policy.of(by.tenant_id).floor_permille
    run: PayoutRun = PayoutRun.objects.create(
        prepared_by=by.user_id, prepared_at=at, floor_permille=floor, year=today.year,
        number=next_number("payout", today.year),
    )  # fmt: skip
    people = Party.objects.filter(pk__in=desk.people).order_by("name", "pk")
    sums = {party: desk.reckoned(party.pk, floor) for party in people}
    slips = _slips(run, sums)
    _write(slips, desk)
    total = sum(slip.net_idr for slip, _sums in slips)
    notices.payout_prepared(run, total_idr=total, slips=len(slips), at=at)
    return run


def _desk() -> _Desk:
    """Work and gains first, then the claims, held in order of id.

    Pieces accepted in between wait for the next run. A claim read before them would be asked as if they were
    not done, and what is due of it never with the last pieces.
    """
    desk = _Desk()
    for pk, party, order_id, pieces, rate, *words in unpaid_work():
        desk.work[party].append(Work(pk, order_id, pieces, rate))
        desk.texts[pk] = _work_text(*words)
    for use in unpaid_gains():
        desk.gains[use.purchase.party_id].append(use)
    advances = Advance.objects.select_for_update(of=("self",)).select_related("assignment__order")
    open_ = advances.filter(amount_idr__gt=F("recovered_idr") + F("reserved_idr") + F("written_off_idr"))
    for advance in open_.order_by("pk"):
        desk.advances[advance.party_id].append(advance)
    agreed = Deduction.objects.select_for_update(of=("self",)).select_related("order")
    left = agreed.filter(agreed_at__isnull=False, amount_idr__gt=F("taken_idr") + F("reserved_idr"))
    for deduction in left.order_by("pk"):
        desk.deductions[deduction.party_id].append(deduction)
    desk.goods = consigned_desk()
    return desk


def _work_text(product: str, stage: str, grade: str, number: int, year: int) -> str:
    """Names and numbers, the same in every language."""
    return f"{product} · {stage} · {grade} · #{number}/{year}"[:160]


def _gain_text(use: Use) -> str:
    return f"Bagi hasil beli tunai · {use.purchase.stage.product.name} · #{use.supply.order}"[:160]


def _slips(run: PayoutRun, sums: Mapping[Party, Reckoning]) -> list[tuple[Slip, Reckoning]]:
    numbers = next_numbers("slip", run.year, len(sums))
    slips = [
        Slip(
            run=run, party=party, method="bank" if party.bank_account else "cash", gross_idr=one.gross_idr,
            recovered_idr=one.recovered_idr, deducted_idr=one.deducted_idr, net_idr=one.net_idr,
            owing_idr=one.owing_idr, number=number,
        )
        for (party, one), number in zip(sums.items(), numbers, strict=True)
    ]  # fmt: skip
    Slip.objects.bulk_create(slips, batch_size=BATCH)
    return list(zip(slips, sums.values(), strict=True))


LINE = (
    "slip_id", "kind", "order_id", "inspection_id", "advance_id", "deduction_id", "use_id", "pieces",
    "rate_idr", "amount_idr", "text", "sale_id", "sale_return_id",
)  # fmt: skip


def _write(slips: Sequence[tuple[Slip, Reckoning]], desk: _Desk) -> None:
    """The lines of every slip, which work they pay, and what they take from whom."""
    insert_rows(SlipLine, LINE, (line for slip, sums in slips for line in _lines(slip, sums, desk)))
    paid = ((one.inspection_id, slip.pk) for slip, sums in slips for one in sums.work)
    insert_rows(Paid, ("inspection_id", "slip_id"), paid)
    gains = ((one.use_id, slip.pk) for slip, sums in slips for one in sums.shares)
    insert_rows(PaidGain, ("use_id", "slip_id"), gains)
    reserve(
        {taken.claim_id: taken.amount_idr for _slip, sums in slips for taken in sums.recovered},
        {taken.claim_id: taken.amount_idr for _slip, sums in slips for taken in sums.deducted},
        {taken.claim_id: taken.amount_idr for _slip, sums in slips for taken in sums.back},
    )
    pay_for({one.sale_id: slip.pk for slip, sums in slips for one in sums.sold})


def _lines(slip: Slip, sums: Reckoning, desk: _Desk) -> Iterator[tuple[Any, ...]]:
    """Work and gains first, then what is taken, then goods of her own; each as `LINE` has it."""
    kind, party = SlipLine.Kind, slip.party_id
    for one in sums.work:
        yield (
            slip.pk, kind.PIECES.value, one.order_id, one.inspection_id, None, None, None, one.pieces,
            one.rate_idr, one.amount_idr, desk.texts[one.inspection_id], None, None,
        )  # fmt: skip
    uses = {one.pk: one for one in desk.gains[party]}
    for share in sums.shares:
        yield (
            slip.pk, kind.GAIN.value, share.order_id, None, None, None, share.use_id, 1, share.amount_idr,
            share.amount_idr, _gain_text(uses[share.use_id]), None, None,
        )  # fmt: skip
    advances = {one.pk: one for one in desk.advances[party]}
    for taken in sums.recovered:
        order = advances[taken.claim_id].assignment.order
        yield (
            slip.pk, kind.RECOVERY.value, order.pk, None, taken.claim_id, None, None, 0, 0, -taken.amount_idr,
            f"#{order}", None, None,
        )  # fmt: skip
    agreed = {one.pk: one for one in desk.deductions[party]}
    for taken in sums.deducted:
        found = agreed[taken.claim_id]
        yield (
            slip.pk, kind.DEDUCTION.value, found.order_id, None, None, found.pk, None, found.pieces, 0,
            -taken.amount_idr, f"{found.reason[:140]} · #{found.order}"[:160], None, None,
        )  # fmt: skip
    yield from desk.goods.lines(slip.pk, party, sums)
