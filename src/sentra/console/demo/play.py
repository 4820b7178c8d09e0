"""One order played through the operations people use, up to any step. The demo and nothing else."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from sentra.capital.models import PayoutRun
from sentra.capital.operations import (
    approve_payout,
    close_order,
    grant_advance,
    pay_slips,
    prepare_payout,
)
from sentra.capital.queries.advances import advance_caps
from sentra.console.demo.settle import House, drawn
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.ledger.queries import cash_position
from sentra.orders.facts import BuyerFacts, EnquiryFacts, QuotationFacts, QuotedLine, WishedLine
from sentra.orders.models import Lead, Order, OrderLine
from sentra.orders.money import money
from sentra.orders.operations import (
    accept_quotation,
    approve_sample,
    deliver,
    issue_invoice,
    make_enquiry,
    quote,
    record_payment,
    show_sample,
)
from sentra.people.roles import RoleName, permissions
from sentra.production.models import Assignment
from sentra.production.operations import accept_offer, decline_offer, offer_plan, report_progress, split_order
from sentra.quality.models import Lot
from sentra.quality.operations import hand_in, inspect

STEPS = (
    "enquiry",
    "quoted",
    "accepted",
    "sampled",
    "funded",
    "split",
    "offered",
    "taken",
    "advanced",
    "half_made",
    "made",
    "delivered",
    "invoiced",
    "paid",
    "settled",
    "closed",
)
DAY = timedelta(days=1)
S = Assignment.State


@dataclass(frozen=True)
class Wish:
    """What a buyer wants: `weeks` from the enquiry to the wished day."""

    code: str
    pieces: int
    buyer: str
    kind: str  # public_office, company, person
    weeks: int = 8
    sizes: dict[str, int] = field(default_factory=dict)
    sample: bool = False


@dataclass
class Play:
    """One order under way: who plays, what time it is, how luck falls (the same every time)."""

    house: House
    wish: Wish
    at: datetime
    dice: random.Random
    lead: Lead | None = None
    order: Order | None = None

    @property
    def day(self) -> date:
        return self.chair.today(self.at)

    @property
    def chair(self) -> Actor:
        return self.house.cast["chair"]

    @property
    def treasurer(self) -> Actor:
        return self.house.cast["treasurer"]

    def later(self, days: float) -> None:
        """Time passes; nobody works at night."""
        self.at += days * DAY
        here = self.at.astimezone(ZoneInfo(self.chair.zone))
        if not 8 <= here.hour < 16:
            self.at = (here + (DAY if here.hour >= 16 else 0 * DAY)).replace(hour=8, minute=30)


def play(house: House, wish: Wish, *, start: datetime, until: str, seed: int) -> Iterator[str]:
    """Play the order to the named step; yields each step as it is done."""
    game = Play(house, wish, start, random.Random(seed))  # noqa: S311  # a demo, not a secret
    for step in STEPS[: STEPS.index(until) + 1]:
        _DO[step](game)
        yield step


def _enquiry(game: Play) -> None:
    wish, product = game.wish, game.house.products[game.wish.code]
    guest = Actor(
        tenant_id=game.house.tenant.pk, name="", permissions=permissions(RoleName.GUEST), zone=game.chair.zone
    )
    facts = EnquiryFacts(
        name="Bagian Pengadaan", phone="081200001234", organisation=wish.buyer, buyer_kind=wish.kind,
        message="Mohon penawaran dan tanggal selesai.", wished_on=game.day + wish.weeks * 7 * DAY,
        lines=(WishedLine(product.pk, wish.pieces, wish.sizes),),
    )  # fmt: skip
    game.lead = make_enquiry(facts, by=guest, at=game.at)


def _quoted(game: Play) -> None:
    game.later(1)
    wish, product = game.wish, game.house.products[game.wish.code]
    facts = QuotationFacts(
        buyer=BuyerFacts(wish.buyer, wish.kind, phone="081200001234"),
        lines=(QuotedLine(product.pk, wish.pieces, product.price_idr, wish.sizes),),
        promised_on=game.day + wish.weeks * 7 * DAY, expires_on=game.day + 14 * DAY,
        down_payment_permille=400 if wish.kind == "public_office" else 500, payment_days=14,
        tolerance_permille=20, needs_sample=wish.sample, lead_id=game.lead.pk if game.lead else None,
    )  # fmt: skip
    game.order = quote(facts, by=game.chair, at=game.at)


def _accepted(game: Play) -> None:
    game.later(2)
    game.order = accept_quotation(_id(game), today=game.day, by=game.chair, at=game.at)


def _sampled(game: Play) -> None:
    if game.wish.sample:
        game.later(3)
        shown = show_sample(
            _id(game), picture=drawn(game.wish.code, seed=_id(game)), by=game.chair, at=game.at
        )
        approve_sample(shown.pk, by=game.chair, at=game.at)


def _funded(game: Play) -> None:
    game.later(1)
    with _look(game):
        asked = money(Order.objects.get(pk=_id(game))).down_missing_idr
    _receive(game, "down_payment", asked)


def _receive(game: Play, kind: str, amount_idr: int) -> None:
    record_payment(
        _id(game), kind=kind, amount_idr=amount_idr, method="bank", paid_on=game.day, reference="Transfer",
        by=game.treasurer, at=game.at,
    )  # fmt: skip


def _split(game: Play) -> None:
    game.later(0.04)
    split_order(_id(game), by=game.chair, at=game.at)


def _offered(game: Play) -> None:
    with _look(game):
        plan = Assignment.objects.filter(order_id=_id(game), state=S.PROPOSED).order_by("-plan_id").first()
    if plan:
        offer_plan(plan.plan_id, by=game.chair, at=game.at)


def _taken(game: Play) -> None:
    """Most say yes, one in twelve says no; what is left is split again, at most three times."""
    for _round in range(3):
        game.later(0.1)
        for work in _work(game, S.OFFERED):
            maker = game.house.makers[work.workshop.owner_id]
            if _round < 2 and game.dice.random() < 0.08:
                decline_offer(work.pk, reason="Sedang panen", by=maker, at=game.at)
            else:
                accept_offer(work.pk, by=maker, at=game.at)
        if not any(_work(game, S.DECLINED)):
            return
        _split(game)
        _offered(game)
        if not _work(game, S.OFFERED):
            return


def _advanced(game: Play) -> None:
    game.later(0.1)
    for work in _work(game, S.ACCEPTED):
        with _look(game):
            tenant = game.house.tenant.pk
            caps = advance_caps([work], tenant_id=tenant, pool_idr=10**15, today=game.day)
        most = caps[work.pk].most_idr * 4 // 5  # a grade B still leaves room to recover it all
        if most >= 20_000:
            _pay_advance(game, work, most)


def _pay_advance(game: Play, work: Assignment, amount_idr: int) -> None:
    try:
        grant_advance(
            work.pk, amount_idr=amount_idr - amount_idr % 5_000, method="bank", paid_on=game.day,
            by=game.treasurer, at=game.at,
        )  # fmt: skip
    except Refused:
        return  # the pool is at its reserve: this maker goes without, as she would


def _half_made(game: Play) -> None:
    """The first stage comes in and is inspected; makers of it report with a photo."""
    _make(game, list(_positions(game))[:1])


def _made(game: Play) -> None:
    _make(game, _positions(game))


def _positions(game: Play) -> list[int]:
    return sorted({work.stage.position for work in _work(game, S.ACCEPTED, S.DONE)})


def _make(game: Play, positions: list[int]) -> None:
    for position in positions:
        for work in [one for one in _work(game, S.ACCEPTED) if one.stage.position == position]:
            game.later(0.06)
            if game.dice.random() < 0.3:
                maker = game.house.makers[work.workshop.owner_id]
                photo = (
                    drawn(game.wish.code, seed=work.pk, finish="half_finished")
                    if game.dice.random() < 0.2
                    else None
                )
                report_progress(
                    work.pk, pieces=max(1, (work.accepted or 1) // 2), picture=photo, by=maker, at=game.at
                )
            _bring(game, work)


def _bring(game: Play, work: Assignment) -> None:
    """Hand in what is left, have it inspected; repaired and remade pieces come again."""
    while left := (work.accepted or 0) - (work.final or 0):
        lot = hand_in(work.pk, pieces=left, by=game.house.cast["inspector"], at=game.at)
        repair = _judge(game, lot)
        if repair:
            game.later(0.04)
            back = hand_in(
                work.pk, pieces=repair, rework_of=lot.pk, by=game.house.cast["inspector"], at=game.at
            )
            _all_good(game, back)
        with _look(game):
            work = Assignment.objects.get(pk=work.pk)


def _judge(game: Play, lot: Lot) -> int:
    """Mostly grade A; some B; now and then a piece to repair. Returns the pieces sent back."""
    fault = game.dice.random() < 0.18
    repair = min(2, lot.pieces) if fault else 0
    grade = "B" if game.dice.random() < 0.12 else "A"
    inspect(
        lot.pk,
        accepted=lot.pieces - repair,
        rework=repair,
        rejected=0,
        grade=grade if lot.pieces > repair else "",
        defects={game.dice.choice(["edge", "colour", "size", "seam"]): repair} if repair else {},
        by=game.house.cast["inspector"],
        at=game.at,
    )
    return repair


def _all_good(game: Play, lot: Lot) -> None:
    inspect(
        lot.pk,
        accepted=lot.pieces,
        rework=0,
        rejected=0,
        grade="A",
        by=game.house.cast["inspector"],
        at=game.at,
    )


def _delivered(game: Play) -> None:
    game.later(2)
    with _look(game):
        pieces = {line.pk: line.pieces for line in OrderLine.objects.filter(order_id=_id(game))}
    deliver(
        _id(game), pieces=pieces, delivered_on=game.day, received_by="Petugas penerima barang",
        by=game.chair, at=game.at,
    )  # fmt: skip


def _invoiced(game: Play) -> None:
    game.later(1)
    issue_invoice(_id(game), issued_on=game.day, by=game.treasurer, at=game.at)


def _paid(game: Play) -> None:
    game.later(9)
    with _look(game):
        still_open = money(Order.objects.get(pk=_id(game))).open_idr
    _receive(game, "settlement", still_open)


def _settled(game: Play) -> None:
    """One prepares, another approves; the bank takes its file, the rest is paid in cash at the market."""
    game.later(1)
    run = prepare_payout(today=game.day, by=game.treasurer, at=game.at)
    approve_payout(run.pk, by=game.chair, at=game.at)
    with _look(game):
        ways = set(run.slips.values_list("method", flat=True))
    for method in sorted(ways):  # the bank first
        if method == "cash":
            _fill_the_till(game, run)
        pay_slips(run.pk, method=method, paid_on=game.day, by=game.treasurer, at=game.at)


def _fill_the_till(game: Play, run: PayoutRun) -> None:
    """Cash for the slips that are paid in cash, in whole hundred thousands."""
    with _look(game):
        wanted = sum(run.slips.filter(method="cash").values_list("net_idr", flat=True))
        short = wanted - cash_position().cash_idr
    if short > 0:
        drawn_idr = -(-short // 100_000) * 100_000
        lines = [Line("1-1100", drawn_idr, None), Line("1-1200", -drawn_idr, None)]
        post_entry(game.day, "Tarik tunai untuk pembayaran pengrajin", lines, by=game.treasurer, at=game.at)


def _closed(game: Play) -> None:
    game.later(1)
    close_order(_id(game), today=game.day, by=game.chair, at=game.at)


def _id(game: Play) -> int:
    assert game.order is not None
    return int(game.order.pk)


@contextmanager
def _look(game: Play) -> Iterator[None]:
    """A reading scope of the house."""
    with transaction.atomic(), within(game.house.tenant.pk):
        yield


def _work(game: Play, *states: str) -> list[Assignment]:
    with _look(game):
        found = Assignment.objects.filter(order_id=_id(game), state__in=states)
        return list(
            found.select_related("workshop", "stage__product").order_by("stage__position", "due_on", "pk")
        )


_DO: dict[str, Callable[[Play], None]] = {
    "enquiry": _enquiry, "quoted": _quoted, "accepted": _accepted, "sampled": _sampled, "funded": _funded,
    "split": _split, "offered": _offered, "taken": _taken, "advanced": _advanced, "half_made": _half_made,
    "made": _made, "delivered": _delivered, "invoiced": _invoiced, "paid": _paid, "settled": _settled,
    "closed": _closed,
}  # fmt: skip
