"""What the database itself refuses about a surplus, each seen to bite."""

import pytest
from django.db import IntegrityError

from sentra.cooperative.book_notes import write_note
from sentra.cooperative.models import BookNote, ShareQuestion, SurplusPayment, SurplusRun, SurplusShare
from sentra.cooperative.surplus.operations import ask_about_share, pay_share, post_surplus
from tests.domain.cooperative.meetings.given import DAY
from tests.domain.cooperative.surplus.given import LATER, approved, reckoned, two_members
from tests.domain.orders.given import writing
from tests.rows import copied
from tests.world import NOW, TODAY

COPIED = [
    ("surplus_posted_once_a_year", SurplusRun, {}),
    ("surplus_posted_on_a_day", SurplusRun, {"posted_on": None}),
    ("surplus_approved_by_a_resolution", SurplusRun, {"stage": "approved", "resolution_id": None}),
    ("surplus_share_once", SurplusShare, {}),
    ("surplus_share_not_negative", SurplusShare, {"total_idr": -1}),
    ("surplus_receipt_number", SurplusPayment, {}),
    ("surplus_payment_positive", SurplusPayment, {"number": 2, "amount_idr": 0}),
]
CHANGED = [
    ("surplus_payment_taken_back_says_why", SurplusPayment, {"taken_back_at": NOW}),
    ("share_question_answered_in_words", ShareQuestion, {"answered_at": NOW}),
    ("book_note_struck_says_why", BookNote, {"struck_at": NOW}),
]


@pytest.fixture
def booked(world):
    """A booked run, a share taken in part, a question that waits, a line in the guests' book."""
    aluh, _bariah = two_members(world)
    run = reckoned(world)
    approved(world, run)
    post_surplus(run.pk, by=world.tari, at=LATER, today=DAY)
    pay_share(aluh.pk, 10, method="bank", paid_on=DAY, by=world.tari, at=LATER)
    with writing(world.weavers):
        hers = SurplusShare.objects.get(run=run, member=aluh)
    ask_about_share(hers.pk, "Mengapa?", by=world.aluh, at=NOW)
    write_note("tamu", on=TODAY, who="Bu Lurah", text="Melihat anyaman", by=world.tari, at=NOW)
    return world


@pytest.mark.parametrize(("fence", "model", "changes"), COPIED, ids=[one[0] for one in COPIED])
def test_a_row_that_cannot_stand_beside_it(booked, fence, model, changes):
    with pytest.raises(IntegrityError, match=fence), writing(booked.weavers):
        copied(model, **changes)


@pytest.mark.parametrize(("fence", "model", "changes"), CHANGED, ids=[one[0] for one in CHANGED])
def test_a_change_that_cannot_be(booked, fence, model, changes):
    with pytest.raises(IntegrityError, match=fence), writing(booked.weavers):
        model.objects.update(**changes)


def test_one_open_reckoning_a_year(world):
    two_members(world)
    reckoned(world)
    with pytest.raises(IntegrityError, match="surplus_one_open_run_a_year"), writing(world.weavers):
        copied(SurplusRun)
