"""Orders with accepted work, made by the operations themselves, for the weavers of tests/world.py."""

from typing import Any

from sentra.capital.models import Advance, Deduction, PayoutRun, Slip
from sentra.capital.operations import (
    agree_deduction,
    approve_payout,
    pay_slip,
    prepare_payout,
    propose_deduction,
)
from sentra.crafts.models import Capacity, Skill
from sentra.ledger import queries as books
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.orders.models import OrderLine
from sentra.people.models import Party
from sentra.production.models import Assignment
from sentra.production.operations import accept_offer, offer_plan, split_order
from sentra.quality.models import Inspection
from sentra.quality.operations import hand_in, inspect
from tests.domain.orders.given import hand_over, line, making, pay, product, writing
from tests.domain.production.given import actor_of, assignments
from tests.world import NOW, TODAY, World


def skilled(world: World, made: Any) -> None:
    """Aluh alone knows the first stage, Bariah alone the second: who gets what does not hang on weights."""
    with writing(world.weavers):
        for name, stage, technique in zip(
            ("Aluh", "Bariah"), made.stages.order_by("position"), ("anyam-purun", "pernis"), strict=True
        ):
            stage.technique_id = technique
            stage.save(update_fields=["technique"])
            workshop = world.workshops[name]
            Skill.objects.get_or_create(workshop=workshop, technique_id=technique, defaults={"level": 2})
            Capacity.objects.create(workshop=workshop, stage=stage, pieces_a_week=20)


def order_in_work(world: World, *, pieces: int = 40, code: str = "tas-purun", down: int = 1000) -> Any:
    """An order whose every share is accepted."""
    made = product(world.weavers, code)
    skilled(world, made)
    order = making(world, line(made, pieces), down_payment_permille=down)
    plan = split_order(order.pk, by=world.mira, at=NOW)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    for work in assignments(world, order):
        accept_offer(work.pk, by=actor_of(world, work), at=NOW)
    return order


def work_of(world: World, order: Any, position: int = 1) -> list[Assignment]:
    """The order's assignments of one stage."""
    return [work for work in assignments(world, order) if work.stage.position == position]


def inspected(
    world: World, work: Assignment, pieces: int | None = None, *, grade: str = "A", **found: int
) -> Inspection:
    """The work (or so many pieces of it) handed in and found good."""
    count = pieces if pieces is not None else work.accepted
    lot = hand_in(work.pk, pieces=count, by=world.idah, at=NOW)
    result = {"rework": 0, "rejected": 0} | found
    good = count - result["rework"] - result["rejected"]
    return inspect(lot.pk, accepted=good, grade=grade, by=world.idah, at=NOW, **result)


def all_made(world: World, order: Any) -> list[Inspection]:
    """Every stage of the order made and accepted."""
    return [inspected(world, work) for position in (1, 2) for work in work_of(world, order, position)]


def delivered(world: World, order: Any) -> None:
    """Every piece of the order handed to the buyer."""
    with writing(world.weavers):
        pieces = {one.pk: one.pieces for one in OrderLine.objects.filter(order=order)}
    hand_over(world, order, pieces)


def delivered_and_paid(world: World, order: Any) -> None:
    from sentra.orders.operations import issue_invoice

    delivered(world, order)
    invoice = issue_invoice(order.pk, issued_on=TODAY, by=world.mira, at=NOW)
    if invoice.total_idr > invoice.down_payment_idr:
        pay(world, order, "settlement", invoice.total_idr - invoice.down_payment_idr)


def made_in_lots(world: World, order: Any) -> Inspection:
    """The whole order made; the lot of the first ten pieces of the first stage."""
    work = work_of(world, order)[0]
    found = inspected(world, work, 10)
    inspected(world, work, work.accepted - 10)
    for one in work_of(world, order, 2):
        inspected(world, one)
    return found


def more_money(world: World, amount_idr: int = 5_000_000, account: str = "1-1200") -> None:
    """Capital paid in."""
    post_entry(
        TODAY, "Modal", [debit(account, amount_idr), credit("3-1300", amount_idr)], by=world.tari, at=NOW
    )


def agreed(world: World, work: Assignment, amount_idr: int, reason: str = "Benang") -> Deduction:
    """The treasurer asked, the maker of this work said yes on her phone."""
    asked = propose_deduction(
        work.workshop.owner_id, order_id=work.order_id, amount_idr=amount_idr, reason=reason, by=world.tari,
        at=NOW,
    )  # fmt: skip
    return agree_deduction(asked.pk, by=actor_of(world, work), at=NOW)


def approved(world: World) -> PayoutRun:
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    return approve_payout(run.pk, by=world.mira, at=NOW)


def slips(world: World, run: PayoutRun) -> list[Slip]:
    with writing(world.weavers):
        return list(Slip.objects.filter(run=run).select_related("party").order_by("pk"))


def slip_of(world: World, run: PayoutRun, party_id: int) -> Slip:
    return next(slip for slip in slips(world, run) if slip.party_id == party_id)


def all_paid(world: World) -> PayoutRun:
    run = approved(world)
    for slip in slips(world, run):
        pay_slip(slip.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)
    return run


def books_hold(world: World) -> None:
    """The books balance, and what the desk says is owed is what the books say, party by party."""
    with writing(world.weavers):
        trial = books.trial_balance(TODAY)
        assert trial.balanced
        for party in Party.objects.filter(kind="artisan"):
            owed = sum(
                Inspection.objects.filter(lot__assignment__workshop__owner=party)
                .exclude(paid__slip__state="paid")
                .values_list("payable_idr", flat=True)
            )
            assert books.balance_of("2-1110", party.pk) == -owed
            open_ = sum(one.owing_idr for one in Advance.objects.filter(party=party))
            assert books.balance_of("1-1330", party.pk) == open_


def balance(world: World, account: str, party_id: int | None = None) -> int:
    with writing(world.weavers):
        return books.balance_of(account, party_id)


def of_order(world: World, order: Any, account: str) -> int:
    with writing(world.weavers):
        return books.balance_of_source(f"order:{order.pk}", account)


def once_more(world: World, row: Any) -> Any:
    with writing(world.weavers):
        return type(row).objects.get(pk=row.pk)
