"""A closed book year with a surplus, members who sold and saved, and the meeting that approves."""

from datetime import date, timedelta

from sentra.cooperative.closing.operations import close_period
from sentra.cooperative.meetings.operations import close_vote, propose_surplus, record_hands
from sentra.cooperative.models import Member, SurplusRun
from sentra.cooperative.surplus.operations import reckon_surplus
from sentra.cooperative.surplus.scheme import Scheme
from sentra.cooperative.surplus.usual import part_of
from sentra.cooperative.surplus.working import Measures
from sentra.ledger import recipes
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Booking, credit, debit
from sentra.people.models import Party
from tests.domain.cooperative.meetings.given import DAY, HELD, choice, hands, opened, planned, voting
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, World

YEAR_END = date(2025, 12, 31)
DECEMBER = date(2025, 12, 10)
SURPLUS = 1_000_003
SCHEME = Scheme((part_of("cadangan", 4_000), part_of("usaha", 4_000), part_of("modal", 2_000)))


def member(world: World, number: int, joined: date = date(2025, 1, 1), left: date | None = None) -> Member:
    """Numbers 1 to 3 are Aluh, Bariah and Cici; the others are new people."""
    known = {1: world.aluh, 2: world.bariah, 3: world.cici}
    with writing(world.weavers):
        party = known[number].party_id if number in known else Party.objects.create(
            kind="artisan", name=f"Anggota {number:03d}", registered_on=joined
        ).pk  # fmt: skip
        return Member.objects.create(
            number=number, party_id=party, joined_on=joined, left_on=left,
            left_how=Member.Left.RESIGNED if left else "",
        )  # fmt: skip


def sold(world: World, number: int, party_id: int, idr: int, on: date = DECEMBER) -> None:
    with writing(world.weavers):
        recipes.pieces_accepted(
            number, Booking(on, world.tari, NOW), order_id=number, party_id=party_id, amount_idr=idr,
            finished=True,
        )  # fmt: skip


def saved(world: World, one: Member, idr: int, account: str = "3-1200", on: date = DECEMBER) -> None:
    post_entry(
        on, "Simpanan", [debit("1-1100", idr), credit(account, idr, one.party_id)], by=world.tari, at=NOW
    )


def earned(world: World, idr: int = SURPLUS, on: date = DECEMBER) -> None:
    """Income of the year beyond its costs."""
    post_entry(on, "Pendapatan", [debit("1-1200", idr), credit("4-1900", idr)], by=world.tari, at=NOW)


def closed_year(world: World) -> None:
    close_period(YEAR_END, by=world.tari, at=NOW)


def two_members(world: World) -> tuple[Member, Member]:
    """Aluh sold 300,000 and saved 50,000; Bariah 100,000 and 150,000; Cici, no member, sold 100,000."""
    aluh, bariah = member(world, 1), member(world, 2)
    sold(world, 1, aluh.party_id, 300_000)
    sold(world, 2, bariah.party_id, 100_000)
    sold(world, 3, world.cici.party_id, 100_000)
    saved(world, aluh, 50_000)
    saved(world, bariah, 150_000)
    earned(world)
    closed_year(world)
    return aluh, bariah


def reckoned(world: World, scheme: Scheme = SCHEME, reason: str = "", **measures: object) -> SurplusRun:
    return reckon_surplus(
        YEAR_END, scheme=scheme, measures=Measures(**measures), reason=reason, by=world.tari, at=NOW
    )  # fmt: skip


def proposed(world: World, run: SurplusRun, kind: str = "annual"):
    meeting = planned(world, kind=kind, title="RAT 2025")
    return meeting, propose_surplus(meeting.pk, run_id=run.pk, by=world.mira, at=NOW, today=TODAY)


def approved(world: World, run: SurplusRun, wanted: str = "yes"):
    """The annual meeting is held and everybody there votes as `wanted`."""
    meeting, made = proposed(world, run)
    seats = opened(world, meeting)
    voting(world, made)
    shown = hands(world, made, dict.fromkeys(seats, wanted))
    record_hands(made.pk, shown, rest=choice(world, made, "abstain"), by=world.mira, at=HELD)
    return close_vote(made.pk, by=world.mira, at=HELD, today=DAY)


LATER = HELD + timedelta(days=1)
