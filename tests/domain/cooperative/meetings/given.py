"""Members, a meeting called and open, votes: what the tests of meetings begin with."""

from datetime import timedelta

from django.db import transaction

from sentra.cooperative.meetings.ballots import Ballot, Hands
from sentra.cooperative.meetings.operations import (
    call_meeting,
    close_meeting,
    close_vote,
    note_came,
    open_meeting,
    open_vote,
    plan_meeting,
    propose_change,
    propose_election,
    propose_resolution,
    vote,
    write_minutes,
)
from sentra.cooperative.meetings.operations.minutes import Written
from sentra.cooperative.meetings.operations.planning import Plan
from sentra.cooperative.models import Attendee, Choice, Meeting, Member, Resolution
from sentra.kernel.actor import Actor
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.people.roles import RoleName, permissions
from tests.world import NOW, TODAY

HELD = NOW + timedelta(days=10)
DAY = TODAY + timedelta(days=10)
HEAD = (Meeting.Kind.MEMBERS, "Rapat anggota")


def inside(world):
    return _Scope(world.weavers.pk)


class _Scope:
    """A reading and writing scope of the weavers, for looking behind the verbs."""

    def __init__(self, tenant):
        self.tenant = tenant

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.scope = within(writes=self.tenant)
        return self.scope.__enter__()

    def __exit__(self, *raised):
        self.scope.__exit__(*raised)
        self.atomic.__exit__(*raised)


def members(world, count=5):
    """Actors of `count` members; the first three are Aluh, Bariah and Cici."""
    known = [world.aluh, world.bariah, world.cici]
    with inside(world):
        while len(known) < count:
            party = Party.objects.create(
                kind="artisan", name=f"Anggota {len(known) + 1:03d}", registered_on=TODAY
            )
            known.append(as_member(world, party.pk, party.name))
        for number, actor in enumerate(known[:count], start=1):
            Member.objects.create(number=number, party_id=actor.party_id, joined_on=TODAY)
    return known[:count]


def as_member(world, party_id, name):
    return Actor(
        tenant_id=world.weavers.pk, name=name, permissions=permissions(RoleName.ARTISAN),
        zone=world.weavers.zone, party_id=party_id, roles=("artisan",),
    )  # fmt: skip


def planned(world, kind=Meeting.Kind.MEMBERS, held_at=HELD, title="Rapat anggota"):
    plan = Plan(title, held_at, "Balai desa", ["Pembukaan", "Keputusan"])
    return plan_meeting(kind, plan, by=world.mira, at=NOW)


def called(world, meeting):
    return call_meeting(meeting.pk, by=world.mira, at=NOW, today=TODAY)


def came(world, meeting, count=None):
    """The first `count` of the list are here."""
    with inside(world):
        seats = list(Attendee.objects.filter(meeting=meeting).order_by("pk")[:count])
    for seat in seats:
        note_came(seat.pk, by=world.mira, at=HELD, today=DAY)
    return seats


def opened(world, meeting, count=None):
    called(world, meeting)
    seats = came(world, meeting, count)
    open_meeting(meeting.pk, by=world.mira, at=HELD, today=DAY)
    return seats


def election(world, meeting, candidates, post="chair", seats=1):
    parties = [one.party_id for one in candidates]
    return propose_election(
        meeting.pk, post=post, seats=seats, candidates=parties, by=world.mira, at=NOW, today=TODAY
    )


def plain(world, meeting, **more):
    return propose_resolution(
        meeting.pk,
        Resolution.Kind.GENERAL,
        title="Beli alat tenun",
        by=world.mira,
        at=NOW,
        today=TODAY,
        **more,
    )


def voting(world, made):
    return open_vote(made.pk, by=world.mira, at=HELD, today=DAY)


def choice(world, made, wanted):
    """The Choice id of "yes", "no", "blank" or of a candidate's actor."""
    with inside(world):
        if isinstance(wanted, str):
            return Choice.objects.get(resolution=made, code=wanted).pk
        return Choice.objects.get(resolution=made, party_id=wanted.party_id).pk


def votes(world, made, who, wanted):
    return vote(made.pk, Ballot(choice(world, made, wanted)), by=who, at=HELD)


def hands(world, made, shown):
    """{seat: "yes"} as staff write it down."""
    return Hands({seat.pk: choice(world, made, wanted) for seat, wanted in shown.items()})


def closed(world, meeting):
    write_minutes(meeting.pk, Written("Mira", "Budi", {}), by=world.mira, at=HELD)
    return close_meeting(meeting.pk, by=world.mira, at=HELD, today=DAY)


def end(world, made):
    return close_vote(made.pk, by=world.mira, at=HELD, today=DAY)


def change(world, meeting, **values):
    return propose_change(meeting.pk, values=values, by=world.mira, at=NOW, today=TODAY)


def tied_election(world, people, meeting):
    made = election(world, meeting, people[:2])
    opened(world, meeting)
    voting(world, made)
    for who, wanted in zip(people[:4], [people[0], people[0], people[1], people[1]], strict=True):
        votes(world, made, who, wanted)
    assert end(world, made).stage == "tied"
    return made
