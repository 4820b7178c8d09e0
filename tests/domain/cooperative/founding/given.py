"""A group on its way: founders sign, pay, meet, file and are approved."""

from datetime import timedelta

from django.db import transaction

from sentra.cooperative.founding.checklist import checklist
from sentra.cooperative.founding.operations import (
    add_founder,
    approve_founding,
    file_with_notary,
    give_up_founding,
    pay_in,
    remove_founder,
    take_back_payment,
)
from sentra.cooperative.meetings.ballots import Ballot, Hands
from sentra.cooperative.meetings.operations import (
    call_meeting,
    close_meeting,
    close_vote,
    note_came,
    open_meeting,
    open_vote,
    plan_meeting,
    propose_election,
    propose_resolution,
    record_hands,
    vote_in_the_room,
    write_minutes,
)
from sentra.cooperative.meetings.operations.minutes import Written
from sentra.cooperative.meetings.operations.planning import Plan
from sentra.cooperative.models import (
    Application,
    Choice,
    Meeting,
    Resolution,
)
from sentra.cooperative.ruling import draft_rules
from sentra.kernel.tenancy import within
from sentra.ledger.posting import Booking, credit, debit, post
from sentra.ledger.queries import balance_of
from tests.world import NOW, TODAY

HELD = NOW + timedelta(days=10)
DAY = TODAY + timedelta(days=10)
LATER = DAY + timedelta(days=30)
WHEN = HELD + timedelta(days=30)


def looking(siti):
    return within(writes=siti.tenant_id)


def signs(siti, count=9):
    return [add_founder(name=f"Pendiri {n}", by=siti, at=NOW, today=TODAY) for n in range(1, count + 1)]


def drafts(siti, **values):
    return draft_rules({"seat": "Amuntai"} | values, by=siti, at=NOW, today=TODAY)


def pays(siti, application, amount=100_000):
    return pay_in(application.pk, amount_idr=amount, method="cash", paid_on=TODAY, by=siti, at=NOW)


def meets(siti, came=9):
    """The founding meeting: rules adopted, four posts filled; returns the closed meeting."""
    plan = Plan("Rapat pendirian", HELD, "Balai desa", ["Pembukaan", "Aturan", "Pengurus"])
    meeting = plan_meeting(Meeting.Kind.FOUNDING, plan, by=siti, at=NOW)
    with transaction.atomic(), looking(siti):
        parties = list(Application.objects.order_by("pk").values_list("party_id", flat=True))
    adoption = propose_resolution(
        meeting.pk, Resolution.Kind.ADOPTION, title="AD/ART", by=siti, at=NOW, today=TODAY
    )
    posts = ("chair", "secretary", "treasurer", "supervisor")
    elections = [
        propose_election(meeting.pk, post=post, seats=1, candidates=[party], by=siti, at=NOW, today=TODAY)
        for post, party in zip(posts, parties, strict=False)
    ]
    call_meeting(meeting.pk, by=siti, at=NOW, today=TODAY)
    with transaction.atomic(), looking(siti):
        seats = list(meeting.attendees.order_by("pk")[:came])
    for seat in seats:
        note_came(seat.pk, by=siti, at=HELD, today=DAY)
    open_meeting(meeting.pk, by=siti, at=HELD, today=DAY)
    open_vote(adoption.pk, by=siti, at=HELD, today=DAY)
    record_hands(adoption.pk, Hands({}), rest=_choice(siti, adoption, code="yes"), by=siti, at=HELD)
    close_vote(adoption.pk, by=siti, at=HELD, today=DAY)
    for made in elections:
        open_vote(made.pk, by=siti, at=HELD, today=DAY)
        vote_in_the_room(
            made.pk, seats[0].pk, Ballot(_choice(siti, made, code="candidate")), by=siti, at=HELD
        )
        close_vote(made.pk, by=siti, at=HELD, today=DAY)
    write_minutes(meeting.pk, Written("Siti", "Rahma", {}), by=siti, at=HELD)
    return close_meeting(meeting.pk, by=siti, at=HELD, today=DAY)


def _choice(siti, made, **wanted):
    with transaction.atomic(), looking(siti):
        return Choice.objects.get(resolution=made, **wanted).pk


def ready(siti, count=9):
    drafts(siti)
    for one in signs(siti, count):
        pays(siti, one)
    return meets(siti, count)


def files(siti):
    return file_with_notary(notary="Notaris H. Anwar", filed_on=DAY, by=siti, at=HELD, today=DAY)


def approves(siti, **more):
    facts = {"deed": "12 / 20-8-2026", "approval": "AHU-0012.AH.01.26", "approved_on": LATER} | more
    return approve_founding(**facts, by=siti, at=WHEN, today=LATER)


def missing(siti, today=TODAY):
    with transaction.atomic(), looking(siti):
        return {one.code for one in checklist(today=today).items if not one.done}


def gives_up(siti, reason="Bubar"):
    return give_up_founding(reason=reason, by=siti, at=NOW)


def leaves(siti, one, reason="Pindah"):
    return remove_founder(one.pk, reason=reason, by=siti, at=HELD, today=DAY)


def back(siti, paid, reason="Salah catat"):
    return take_back_payment(paid.pk, reason=reason, by=siti, at=HELD, today=DAY)


def cash(siti, *, money="1-1100"):
    with transaction.atomic(), looking(siti):
        return balance_of(money), balance_of("2-1560")


def spends(siti, idr):
    """The box's money goes to the bank (or comes back)."""
    with transaction.atomic(), looking(siti):
        lines = [debit("1-1200", idr), credit("1-1100", idr)] if idr > 0 else [
            debit("1-1100", -idr), credit("1-1200", -idr)
        ]  # fmt: skip
        post(f"test:{idr}", "test", "Setor bank", Booking(TODAY, siti, NOW), lines)
