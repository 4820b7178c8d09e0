"""Members, savings and debts to begin a test with."""

from datetime import timedelta

from django.db import transaction

from sentra.cooperative.membership.operations import accept_application, ask_to_join, ask_to_leave
from sentra.cooperative.models import Leaving, Loan, Meeting, Member, Resolution
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Booking, Line, credit, debit, post
from tests.world import NOW, TODAY, World

FUNDS = "3-1300"


def member(world: World, name: str = "Aluh") -> Member:
    """A maker of the weavers joins: asked by Budi, decided by Mira."""
    party = world.workshops[name].owner_id
    asked = ask_to_join(party, agreed=True, asked_on=TODAY, by=world.budi, at=NOW)
    return accept_application(asked.pk, joined_on=TODAY, by=world.mira, at=NOW)


def entry(world: World, *lines: Line) -> None:
    post_entry(TODAY, "Saldo awal", list(lines), by=world.tari, at=NOW)


def cash(world: World, idr: int = 10_000_000) -> None:
    entry(world, Line("1-1100", idr), Line(FUNDS, -idr))


def saved(world: World, one: Member, *, principal: int = 0, mandatory: int = 0, voluntary: int = 0) -> None:
    """Savings in the books, the money in the box."""
    parts = {"3-1100": principal, "3-1200": mandatory, "2-1400": voluntary}
    lines = [Line(account, -idr, one.party_id) for account, idr in parts.items() if idr]
    entry(world, Line("1-1100", sum(parts.values())), *lines)


def running_loan(world: World, one: Member, idr: int, *, number: int = 1) -> Loan:
    """A loan paid out and nothing repaid."""
    with transaction.atomic(), within(writes=world.weavers.pk):
        loan = Loan.objects.create(
            number=number, year=TODAY.year, member=one, stage="running", purpose="Benang", principal_idr=idr,
            method="flat", rate_bp_year=1200, months=10, asked_on=TODAY, paid_out_on=TODAY, pay_method="cash",
            first_due_on=TODAY + timedelta(days=30),
        )  # fmt: skip
        post(
            f"loan:{loan.pk}:test", f"loan:{loan.pk}", "Pinjaman", Booking(TODAY, world.tari, NOW),
            [debit("1-1340", idr, one.party_id), credit("1-1100", idr)],
        )  # fmt: skip
    return loan


def resigning(world: World, one: Member, **more: object) -> Leaving:
    return ask_to_leave(one.pk, **({"how": "resigned", "by": world.budi, "at": NOW} | more))


def expulsion(world: World, one: Member, *, stage: str = "passed", about: int | None = None) -> Resolution:
    with transaction.atomic(), within(writes=world.weavers.pk):
        held = Meeting.objects.create(
            kind="members", stage="open", title="Rapat", held_at=NOW, place="Balai", opened_at=NOW,
            entitled=3, quorum=2,
        )  # fmt: skip
        return Resolution.objects.create(
            meeting=held, position=1, kind="expulsion", stage=stage, title="Pemberhentian",
            majority_permille=500, effect={"member": about or one.pk},
            decided_at=NOW if stage == "passed" else None,
        )  # fmt: skip
