"""One order played through the operations people use, up to any step. The demo and nothing else."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime

from sentra.capital.models import PayoutRun
from sentra.capital.operations import (
    approve_payout,
    close_order,
    grant_advance,
    pay_slips,
    prepare_payout,
)
from sentra.capital.queries.advances import advance_caps
from sentra.console.demo.game import DAY, Play, Wish, look, order_id, work_in
from sentra.console.demo.making import half_made, made
from sentra.console.demo.settle import House, drawn
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.ledger.queries import cash_position
from sentra.orders.facts import BuyerFacts, EnquiryFacts, QuotationFacts, QuotedLine, WishedLine
from sentra.orders.models import Order, OrderLine
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
from sentra.production.operations import accept_offer, decline_offer, offer_plan, split_order

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


S = Assignment.State


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
    game.order = accept_quotation(order_id(game), today=game.day, by=game.chair, at=game.at)


def _sampled(game: Play) -> None:
    if game.wish.sample:
        game.later(3)
        shown = show_sample(
            order_id(game), picture=drawn(game.wish.code, seed=order_id(game)), by=game.chair, at=game.at
        )
        approve_sample(shown.pk, by=game.chair, at=game.at)


def _funded(game: Play) -> None:
    game.later(1)
    with look(game):
        asked = money(Order.objects.get(pk=order_id(game))).down_missing_idr
    _receive(game, "down_payment", asked)


def _receive(game: Play, kind: str, amount_idr: int) -> None:
    record_payment(
        order_id(game), kind=kind, amount_idr=amount_idr, method="bank", paid_on=game.day,
        reference="Transfer", by=game.treasurer, at=game.at,
    )  # fmt: skip


def _split(game: Play) -> None:
    game.later(0.04)
    split_order(order_id(game), by=game.chair, at=game.at)


def _offered(game: Play) -> None:
    with look(game):
        plan = (
            Assignment.objects.filter(order_id=order_id(game), state=S.PROPOSED).order_by("-plan_id").first()
        )
    if plan:
        offer_plan(plan.plan_id, by=game.chair, at=game.at)


def _taken(game: Play) -> None:
    """Most say yes, one in twelve says no; what is left is split again, at most three times."""
    for _round in range(3):
        game.later(0.1)
        for work in work_in(game, S.OFFERED):
            maker = game.house.makers[work.workshop.owner_id]
            if _round < 2 and game.dice.random() < 0.08:
                decline_offer(work.pk, reason="Sedang panen", by=maker, at=game.at)
            else:
                accept_offer(work.pk, by=maker, at=game.at)
        if not any(work_in(game, S.DECLINED)):
            return
        _split(game)
        _offered(game)
        if not work_in(game, S.OFFERED):
            return


def _advanced(game: Play) -> None:
    game.later(0.1)
    for work in work_in(game, S.ACCEPTED):
        with look(game):
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


def _delivered(game: Play) -> None:
    game.later(2)
    with look(game):
        pieces = {line.pk: line.pieces for line in OrderLine.objects.filter(order_id=order_id(game))}
    deliver(
        order_id(game), pieces=pieces, delivered_on=game.day, received_by="Petugas penerima barang",
        by=game.chair, at=game.at,
    )  # fmt: skip


def _invoiced(game: Play) -> None:
    game.later(1)
    issue_invoice(order_id(game), issued_on=game.day, by=game.treasurer, at=game.at)


def _paid(game: Play) -> None:
    game.later(9)
    with look(game):
        still_open = money(Order.objects.get(pk=order_id(game))).open_idr
    _receive(game, "settlement", still_open)


def _settled(game: Play) -> None:
    """One prepares, another approves; the bank takes its file, the rest is paid in cash at the market."""
    game.later(1)
    run = prepare_payout(today=game.day, by=game.treasurer, at=game.at)
    approve_payout(run.pk, by=game.chair, at=game.at)
    with look(game):
        ways = set(run.slips.values_list("method", flat=True))
    for method in sorted(ways):  # the bank first
        if method == "cash":
            _fill_the_till(game, run)
        pay_slips(run.pk, method=method, paid_on=game.day, by=game.treasurer, at=game.at)


def _fill_the_till(game: Play, run: PayoutRun) -> None:
    """Cash for the slips that are paid in cash, in whole hundred thousands."""
    with look(game):
        wanted = sum(run.slips.filter(method="cash").values_list("net_idr", flat=True))
        short = wanted - cash_position().cash_idr
    if short > 0:
        drawn_idr = -(-short // 100_000) * 100_000
        lines = [Line("1-1100", drawn_idr, None), Line("1-1200", -drawn_idr, None)]
        post_entry(game.day, "Tarik tunai untuk pembayaran pengrajin", lines, by=game.treasurer, at=game.at)


def _closed(game: Play) -> None:
    game.later(1)
    close_order(order_id(game), today=game.day, by=game.chair, at=game.at)


_DO: dict[str, Callable[[Play], None]] = {
    "enquiry": _enquiry, "quoted": _quoted, "accepted": _accepted, "sampled": _sampled, "funded": _funded,
    "split": _split, "offered": _offered, "taken": _taken, "advanced": _advanced, "half_made": half_made,
    "made": made, "delivered": _delivered, "invoiced": _invoiced, "paid": _paid, "settled": _settled,
    "closed": _closed,
}  # fmt: skip
