"""Enquiries from guests and staff, questions about sizes, and what a guest may follow."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Notice
from sentra.kernel.tenancy import reading, within
from sentra.orders.facts import SizeAnswer, Upload, WishedLine
from sentra.orders.models import Lead, Order
from sentra.orders.operations import (
    accept_quotation,
    answer_size_questions,
    close_lead,
    decline_quotation,
    make_enquiry,
)
from sentra.orders.queries import lead_list, lead_story, leads_by_state, tracking
from sentra.web.actors import guest_of
from tests.domain.orders.given import enquiry, line, product, quoted, writing
from tests.world import NOW, TODAY

DATA = Path(__file__).resolve().parents[2] / "data"


def made(world, *lines, by=None, **more):
    return make_enquiry(enquiry(*lines, **more), by=by or guest_of(world.weavers), at=NOW)


def open_row(row, code, **params):
    asked = [{"code": code, "params": params}]
    return {"sheet": "UKURAN", "row": row, "office": "", "asked": asked, "pieces": 1, "line": 0}


def answer(lead_id, *, by, **said):
    return answer_size_questions(lead_id, (SizeAnswer(**{"pieces": None} | said),), by=by, at=NOW)


def asked(world, *, sizes=("M", "L")):
    """A lead whose size list left two rows open."""
    shirt = product(world.weavers, "seragam", sizes=sizes)
    lead = made(world, WishedLine(shirt.pk, 12))
    with writing(world.weavers):
        lead.lines[0]["sizes"] = {"M": 10}
        lead.questions = [
            open_row(31, "size_unknown", text="jumbo"),
            open_row(40, "size_missing"),
        ]
        lead.save()
    return lead, shirt


def test_a_guest_asks_and_the_office_hears_of_it(world):
    bag = product(world.weavers)
    lead = made(world, WishedLine(bag.pk, 412), source="market")

    assert (lead.number, lead.source, lead.state) == (1, Lead.Source.WEB, Lead.State.NEW)
    assert (lead.phone, lead.lines) == ("+6281234567890", [{"product": bag.pk, "pieces": 412, "sizes": {}}])
    with writing(world.weavers):
        assert {one.to for one in Notice.objects.all()} == {"role:chair", "role:manager"}


def test_staff_write_down_where_it_came_from(world):
    assert made(world, by=world.budi, source="exhibition").source == "exhibition"


def test_the_buyers_own_list_is_counted_and_asked_about(world):
    """412 uniforms as the office sends them: counted + open = people on the list."""
    content = (DATA / "orders" / "ukuran-seragam-batik.xlsx").read_bytes()
    shirt = product(world.weavers, "seragam", sizes=("S", "M", "L", "XL", "XXL", "3XL"))
    lead = made(world, WishedLine(shirt.pk, 412), size_list=Upload("ukuran.xlsx", "application/x", content))

    with transaction.atomic(), within(world.weavers.pk):
        story = lead_story(lead.pk)
    (one,) = story.lines
    assert lead.file.sha256 == hashlib.sha256(content).hexdigest()
    assert one.counted + len(story.open_questions) == 412
    assert story.open_questions
    assert sum(sum(kinds.values()) for kinds in one.sleeves.values()) == one.counted
    assert any("mutasi" in remark.sentence for remark in story.remarks)
    assert all(question.sentences[0] for question in story.questions)
    assert not any("Indah" in repr(kept) for kept in lead.questions)
    for question in story.open_questions:
        lead = answer(lead.pk, position=question.position, size="L", by=world.mira)
    assert sum(lead.lines[0]["sizes"].values()) == 412


def test_a_row_whose_pieces_nobody_said_needs_them(world):
    lead, _ = asked(world)
    with writing(world.weavers):
        lead.questions[0] |= {"pieces": 0}
        lead.save()
    with pytest.raises(Refused) as refusal:
        answer(lead.pk, position=0, size="L", by=world.mira)
    assert refusal.value.field == "pieces_0"
    answer(lead.pk, position=0, size="L", pieces=3, by=world.mira)
    after = answer(lead.pk, position=0, size="M", pieces=2, by=world.mira)
    assert after.lines[0]["sizes"] == {"M": 12}


def test_a_list_that_is_none_is_refused(world):
    shirt = product(world.weavers, "seragam")
    for content in (b"", b"%PDF-1.7 no table", b"a,b\n1,2\n"):
        with pytest.raises(Refused) as refusal:
            made(world, WishedLine(shirt.pk, 1), size_list=Upload("a.csv", "text/csv", content))
        assert refusal.value.field == "size_list"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"phone": ""}, "phone"),
        ({"phone": "123"}, "phone"),
        ({"message": ""}, "message"),
        ({"message": "x" * 4_001}, "message"),
        ({"buyer_kind": "king"}, "buyer_kind"),
        ({"kind": "order"}, "kind"),
        ({"lines": (WishedLine(987_654, 1),)}, "lines"),
        ({"size_list": Upload("a.xlsx", "application/x", b"x")}, "size_list"),
    ],
)
def test_what_nobody_could_answer_is_refused(world, change, field):
    with pytest.raises(Refused) as refusal:
        made(world, **change)
    assert refusal.value.field == field


def test_a_guest_asks_only_for_what_is_shown(world):
    hidden = product(world.weavers, published=False)

    with pytest.raises(Refused):
        made(world, WishedLine(hidden.pk, 1))
    assert made(world, WishedLine(hidden.pk, 1), by=world.mira).number == 1


def test_an_answer_counts_the_piece_and_can_be_corrected(world):
    lead, _ = asked(world)
    with pytest.raises(Refused) as refusal:
        answer(lead.pk, position=0, size="jumbo", by=world.mira)
    assert refusal.value.field == "size_0"
    with pytest.raises(Refused):
        answer(lead.pk, position=2, size="M", by=world.mira)

    answer(lead.pk, position=0, size="M", by=world.mira)
    answer(lead.pk, position=0, size="L", by=world.mira)
    after = answer(lead.pk, position=1, size="", by=world.mira)

    assert after.lines[0]["sizes"] == {"M": 10, "L": 1}
    with transaction.atomic(), within(world.weavers.pk):
        assert lead_story(lead.pk).open_questions == []


def test_open_questions_stand_in_the_way_of_acceptance_only(world):
    lead, shirt = asked(world)
    order = quoted(world, line(shirt, 12), lead_id=lead.pk)
    with pytest.raises(Refused, match="sizes"):
        accept_quotation(order.pk, today=TODAY, by=world.mira, at=NOW)
    for position in (0, 1):
        answer(lead.pk, position=position, size="M", by=world.mira)

    assert accept_quotation(order.pk, today=TODAY, by=world.mira, at=NOW).stage == "accepted"


def test_a_closed_lead_stays_closed(world):
    lead, _ = asked(world)
    with pytest.raises(Refused):
        close_lead(lead.pk, reason=" ", by=world.mira, at=NOW)
    close_lead(lead.pk, reason="Beli di tempat lain", by=world.mira, at=NOW)

    for verb in (
        lambda: close_lead(lead.pk, reason="x", by=world.mira, at=NOW),
        lambda: answer(lead.pk, position=0, size="M", by=world.mira),
        lambda: quoted(world, lead_id=lead.pk),
    ):
        with pytest.raises(Refused):
            verb()


def test_who_may(world):
    lead, _ = asked(world)

    with pytest.raises(PermissionDenied):
        made(world, by=world.aluh)
    for nobody in (guest_of(world.weavers), world.tari):
        with pytest.raises(PermissionDenied):
            close_lead(lead.pk, reason="x", by=nobody, at=NOW)
        with pytest.raises(PermissionDenied):
            answer(lead.pk, position=0, size="M", by=nobody)
    for verb in (
        lambda: close_lead(lead.pk, reason="x", by=world.zahra, at=NOW),
        lambda: answer(lead.pk, position=0, size="M", by=world.zahra),
    ):
        with pytest.raises(Lead.DoesNotExist):
            verb()


def test_leads_are_listed_by_state_and_page(world, django_assert_num_queries):
    for _ in range(3):
        made(world)
    lead, _ = asked(world)
    close_lead(made(world).pk, reason="x", by=world.mira, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        assert leads_by_state() == {"new": 4, "answered": 0, "closed": 1}
        with django_assert_num_queries(1):
            first = lead_list(state="new", size=3)
        assert (first.rows[0].lead, first.rows[0].pieces, first.rows[0].open_questions) == (lead, 12, 2)
        rest = lead_list(state="new", size=3, after=first.after)
        assert (len(rest.rows), rest.after) == (1, None)
        assert lead_list(kind="complaint").rows == []


def test_the_visitor_follows_her_enquiry_and_learns_nothing_else(world):
    lead, shirt = asked(world)
    guest = guest_of(world.weavers)

    def track():
        with reading(guest):
            return tracking(lead.uid, today=TODAY)

    assert track().step == "received"
    order = quoted(world, line(shirt, 12), lead_id=lead.pk)
    assert (track().step, track().promised_on) == ("quoted", None)
    for position in (0, 1):
        answer(lead.pk, position=position, size="M", by=world.mira)
    accept_quotation(order.pk, today=TODAY, by=world.mira, at=NOW)
    told = track()

    assert (told.step, told.promised_on, told.number) == ("accepted", order.promised_on, str(lead.number))
    with reading(guest_of(world.batik)), pytest.raises(Order.DoesNotExist):
        tracking(lead.uid, today=TODAY)


def test_the_visitor_sees_when_it_is_over(world):
    lead = made(world)
    order = quoted(world, lead_id=lead.pk)
    decline_quotation(order.pk, reason="x", by=world.mira, at=NOW)
    with reading(guest_of(world.weavers)):
        assert tracking(lead.uid, today=TODAY).step == "closed"
    quoted(world, line(product(world.weavers, "lagi")), lead_id=lead.pk)
    with reading(guest_of(world.weavers)):
        assert tracking(lead.uid, today=TODAY).step == "quoted"


def test_a_wish_for_a_day_that_is_over_is_refused(world):
    made_of = product(world.weavers)
    with pytest.raises(Refused) as refusal:
        made(world, WishedLine(made_of.pk, 3), wished_on=TODAY - timedelta(days=1))
    assert refusal.value.field == "wished_on"
    assert made(world, WishedLine(made_of.pk, 3), wished_on=TODAY).wished_on == TODAY
