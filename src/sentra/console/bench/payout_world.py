"""A made-up cooperative with unpaid work, and the proof that a run settled it: `bench payout` needs both."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db.models import F, Sum

from sentra.capital.models import Advance, Deduction, Paid, PayoutRun, Slip, SlipLine
from sentra.crafts.models import Craft, Product, Stage, Technique
from sentra.ledger import queries as books
from sentra.ledger import recipes
from sentra.ledger.posting import Booking, Event, credit, debit, post_each
from sentra.orders.models import Order, OrderLine
from sentra.people.models import Party, Workshop
from sentra.production.models import Assignment, Plan
from sentra.quality.models import Inspection, Lot

ORDERS = 25
SHARES = 2  # a maker works for so many orders
GRADES = (("A", 1000), ("B", 850), ("C", 600))
BATCH = 5_000


def make(makers: int, hand_ins: int, chance: random.Random, by: Any, at: datetime, today: date) -> None:
    """Makers, orders, shares, lots with their inspections, advances, deductions, and their entries."""
    workshops = _workshops(makers, chance)
    shares = _shares(_orders(at, today), workshops, chance, at, today)
    found = _inspections(shares, hand_ins, chance, at)
    worth: dict[int, int] = defaultdict(int)
    for one in found:
        worth[one.lot.assignment_id] += one.payable_idr
    _book(found, today, by, at)
    advances = [
        Advance(
            assignment=share, party_id=share.workshop.owner_id, amount_idr=worth[share.pk] // 2,
            method="bank", paid_on=today, granted_at=at, granted_by=by.user_id,
        )
        for share in shares
        if not chance.randrange(3) and worth[share.pk] > 1
    ]  # fmt: skip
    Advance.objects.bulk_create(advances, batch_size=BATCH)
    booked = (
        recipes.PaidAdvance(one.pk, one.assignment.order_id, one.party_id, one.amount_idr) for one in advances
    )
    recipes.advances_paid(booked, Booking(today, by, at), method="bank")
    _deductions(found, chance, by, at)


def _workshops(makers: int, chance: random.Random) -> list[Workshop]:
    parties = [
        Party(
            kind="artisan", name=f"Pengrajin {number:05d}",
            bank_account=f"{chance.randrange(10**9, 10**10)}" if number % 5 else "", bank_name="BPD",
        )
        for number in range(makers)
    ]  # fmt: skip
    Party.objects.bulk_create(parties, batch_size=BATCH)
    workshops = [Workshop(owner=party, name=f"Usaha {party.name}") for party in parties]
    return list(Workshop.objects.bulk_create(workshops, batch_size=BATCH))


def _orders(at: datetime, today: date) -> list[tuple[OrderLine, Stage, Plan]]:
    craft = Craft.objects.create(code="bench", name="Bench", name_en="Bench", family="weaving")
    way = Technique.objects.create(code="bench", name="Bench", name_en="Bench", family="weaving")
    buyer, made = Party.objects.create(kind="buyer", name="Pembeli"), []
    for number in range(1, ORDERS + 1):
        product = Product.objects.create(
            code=f"bench-{number}", name=f"Tas {number}", craft=craft, price_idr=100_000
        )
        stage = Stage.objects.create(
            product=product, position=1, name="Anyam", finish="finished", technique=way,
            rate_idr=15_000 + 1_250 * number, pieces_a_week=10,
        )  # fmt: skip
        order = Order.objects.create(
            number=number, year=today.year, buyer=buyer, promised_on=today, quoted_at=at,
            expires_on=today, down_payment_permille=0, payment_days=14, total_idr=10**9,
        )  # fmt: skip
        line = OrderLine.objects.create(
            order=order, position=1, product=product, pieces=10**6, price_idr=1000
        )
        Order.objects.filter(pk=order.pk).update(stage=Order.Stage.MAKING, accepted_at=at)
        plan = Plan.objects.create(
            order=order,
            round=1,
            made_at=at,
            starts_on=today,
            status="optimal",
            objective=1,
            bound=1,
            policy={},
        )
        made.append((line, stage, plan))
    return made


def _shares(
    orders: list[tuple[OrderLine, Stage, Plan]],
    workshops: list[Workshop],
    chance: random.Random,
    at: datetime,
    today: date,
) -> list[Assignment]:
    shares = [
        Assignment(
            plan=plan, order=line.order, line=line, stage=stage, workshop=workshop, state="accepted",
            proposed=10_000, accepted=10_000, final=0, rate_idr=stage.rate_idr, starts_on=today,
            due_on=today, answered_at=at,
        )
        for workshop in workshops
        for line, stage, plan in chance.sample(orders, SHARES)
    ]  # fmt: skip
    return list(Assignment.objects.bulk_create(shares, batch_size=BATCH))


def _inspections(
    shares: list[Assignment], hand_ins: int, chance: random.Random, at: datetime
) -> list[Inspection]:
    """Hand-ins dealt round the shares; a share in two is done with them, the others are half-way."""
    lots = [
        Lot(assignment=shares[n % len(shares)], number=n + 1, pieces=chance.randint(1, 4), state="inspected",
            handed_in_at=at)
        for n in range(hand_ins)
    ]  # fmt: skip
    Lot.objects.bulk_create(lots, batch_size=BATCH)
    found = []
    for lot in lots:
        grade, permille = chance.choices(GRADES, (8, 2, 1))[0]
        rate = lot.assignment.rate_idr * permille // 1000
        found.append(
            Inspection(lot=lot, accepted=lot.pieces, rework=0, rejected=0, grade=grade, rate_idr=rate,
                       payable_idr=rate * lot.pieces, inspected_at=at)
        )  # fmt: skip
        lot.assignment.final = (lot.assignment.final or 0) + lot.pieces
    Inspection.objects.bulk_create(found, batch_size=BATCH)
    for number, share in enumerate(shares):
        done = share.final or 0
        share.accepted = max(1, done * (1 + number % 2))
        share.state = "done" if share.accepted == done else "accepted"
    Assignment.objects.bulk_update(shares, ["accepted", "final", "state"], batch_size=500)
    return found


def _book(found: list[Inspection], today: date, by: Any, at: datetime) -> None:
    """What `recipes.pieces_accepted` books for each, in few statements; and money to pay it all from."""
    total = sum(one.payable_idr for one in found)
    capital = (
        Event(f"bench:{account}", "manual", "Modal", (debit(account, 2 * total), credit("3-1300", 2 * total)))
        for account in ("1-1100", "1-1200")
    )
    post_each(capital, Booking(today, by, at))
    for start in range(0, len(found), BATCH):
        events = (
            Event(
                f"inspection:{one.pk}:accepted", f"order:{one.lot.assignment.order_id}",
                "Barang diterima dari pengrajin",
                (debit("1-1420", one.payable_idr),
                 credit("2-1110", one.payable_idr, one.lot.assignment.workshop.owner_id)),
            )
            for one in found[start : start + BATCH]
        )  # fmt: skip
        post_each(events, Booking(today, by, at))


def _deductions(found: list[Inspection], chance: random.Random, by: Any, at: datetime) -> None:
    """A hand-in in two hundred came back; as often she agreed to something else."""
    made = []
    for one in found:
        share = one.lot.assignment
        agreed: dict[str, Any] = {
            "party_id": share.workshop.owner_id, "order_id": share.order_id, "reason": "Benang",
            "proposed_at": at, "proposed_by": by.user_id, "agreed_at": at,
        }  # fmt: skip
        dice = chance.randrange(200)
        if dice == 0:
            made.append(Deduction(**agreed, inspection=one, pieces=1, amount_idr=one.rate_idr))
        elif dice == 1:
            made.append(Deduction(**agreed, amount_idr=chance.randint(1_000, 200_000)))
    Deduction.objects.bulk_create(made, batch_size=BATCH)


def counts() -> dict[str, int]:
    """Rows the run wrote."""
    return {
        "slips": Slip.objects.count(), "lines": SlipLine.objects.count(), "inspections": Paid.objects.count(),
        "net_idr": Slip.objects.aggregate(idr=Sum("net_idr", default=0))["idr"],
    }  # fmt: skip


def wrong(makers: int, hand_ins: int) -> list[str]:
    """Everything that does not add up, in words; empty when all does."""
    run = PayoutRun.objects.get()
    trial = books.trial_balance(date.max)
    slips = list(Slip.objects.filter(run=run))
    sums = _line_sums()
    told = [
        (len(slips) == makers, "a maker has no slip"),
        (Paid.objects.count() == hand_ins, "a hand-in is not on a slip"),
        (run.state == PayoutRun.State.PAID, "the run is not paid"),
        (trial.balanced, "the books do not balance"),
        (books.balance_of("2-1110") == 0, "the books still owe makers"),
        (_open_by_party() == _booked_advances(), "advances and books differ"),
        (all(_adds_up(slip, sums, run.floor_permille) for slip in slips), "a slip does not add up"),
        (
            books.balance_of("4-1900") + _returned() == -sum(slip.deducted_idr for slip in slips),
            "deductions and books differ",
        ),
    ]
    return [what for holds, what in told if not holds]


def _line_sums() -> dict[tuple[int, str], int]:
    rows = SlipLine.objects.order_by().values_list("slip_id", "kind").annotate(idr=Sum("amount_idr"))
    return {(slip, kind): idr for slip, kind, idr in rows}


def _adds_up(slip: Slip, sums: dict[tuple[int, str], int], floor: int) -> bool:
    pieces, taken, agreed = (sums.get((slip.pk, kind), 0) for kind in ("pieces", "recovery", "deduction"))
    return (
        slip.state == Slip.State.PAID
        and (pieces, -taken, -agreed) == (slip.gross_idr, slip.recovered_idr, slip.deducted_idr)
        and slip.net_idr == pieces + taken + agreed
        and slip.net_idr * 1000 >= slip.gross_idr * floor
    )


def _open_by_party() -> dict[int, int]:
    owing = (
        Advance.objects.order_by()
        .values_list("party_id")
        .annotate(idr=Sum(F("amount_idr") - F("recovered_idr") - F("written_off_idr")))
    )
    return {party: idr for party, idr in owing if idr}


def _booked_advances() -> dict[int, int]:
    return {one.party_id: one.balance_idr for one in books.party_balances("1-1330")}


def _returned() -> int:
    """What slips took for pieces that came back stands on the cost of sales, as a credit."""
    return books.balance_of("5-1200")
