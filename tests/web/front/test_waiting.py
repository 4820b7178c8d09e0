"""Nothing that waits for somebody is missing from her home page, and nothing is there that is not hers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from sentra.capital.operations import approve_payout, pay_slip, prepare_payout
from sentra.cooperative.founding.operations import give_up_founding
from sentra.cooperative.models import Meeting
from sentra.kernel.tenancy import reading
from sentra.orders.operations import make_enquiry, show_sample
from sentra.people.models import User
from sentra.production.operations import accept_offer, decline_offer, offer_plan, split_order
from sentra.quality.operations import hand_in
from sentra.web.actors import guest_of
from sentra.web.front.waiting import tasks
from tests.domain.capital.given import (
    all_made,
    all_paid,
    delivered_and_paid,
    inspected,
    order_in_work,
    slips,
    work_of,
)
from tests.domain.cooperative.founding.conftest import group
from tests.domain.cooperative.meetings.given import DAY, closed, members, opened, planned
from tests.domain.orders.given import (
    accepted,
    again,
    delivered,
    enquiry,
    invoiced,
    line,
    making,
    pay,
    product,
    quoted,
    sampled,
)
from tests.domain.production.given import able, accepted_by_all, actor_of, assignments, split
from tests.world import NOW, TODAY

__all__ = ["group"]
LATER = TODAY + timedelta(days=200)


def waits(actor, today=TODAY):
    """kind → address of what waits for her."""
    with reading(actor):
        return {one.kind: one.url for one in tasks(actor, today=today)}


def page(name, row):
    return reverse(name, args=[row.pk])


def test_nothing_waits_in_an_empty_cooperative(world):
    assert not any(waits(actor) for actor in (world.mira, world.tari, world.wati, world.idah, world.budi))


def test_an_enquiry_waits_for_those_who_quote(world):
    lead = make_enquiry(enquiry(), by=guest_of(world.weavers), at=NOW)
    assert waits(world.mira) == {"lead": page("lead", lead)}
    assert not waits(world.tari)
    assert not waits(world.zahra)


def test_an_expired_quotation_waits_for_those_who_quote(world):
    order = quoted(world)
    assert not waits(world.mira)
    assert waits(world.mira, LATER) == {"expired": page("order", order)}


def test_a_down_payment_waits_for_the_treasurer_alone(world):
    order = accepted(world)
    assert waits(world.tari) == {"down": page("order", order)}
    assert not waits(world.mira)
    pay(world, order, "down_payment", order.total_idr * 3 // 10)
    assert not waits(world.tari)
    assert waits(world.mira) == {"split": page("split", order)}


def test_a_sample_is_shown_then_asked_about(world):
    order = accepted(world, needs_sample=True, down_payment_permille=0)
    assert waits(world.mira) == {"sample": page("order", order)}
    show_sample(order.pk, picture=None, by=world.mira, at=NOW)
    assert waits(world.mira) == {"sample answer": page("order", order)}
    sampled(world, order)
    assert waits(world.mira) == {"split": page("split", order)}


def test_a_split_waits_to_be_offered_then_answered_then_split_again(world):
    order, plan = split(world)
    assert waits(world.mira) == {"offer": page("split", order)}
    offer_plan(plan.pk, by=world.mira, at=NOW)
    assert waits(world.mira) == waits(world.budi) == {"asked": page("split", order)}
    first, *others = assignments(world, order)
    for work in others:
        accept_offer(work.pk, by=actor_of(world, work), at=NOW)
    decline_offer(first.pk, by=actor_of(world, first), at=NOW)
    assert waits(world.mira) == {"rest": page("split", order)}
    with reading(world.mira):
        assert "cannot" in tasks(world.mira, today=TODAY)[0].text


def test_a_lot_waits_for_the_inspector(world):
    order = accepted_by_all(world)
    work = next(one for one in assignments(world, order) if one.stage.position == 1)
    lot = hand_in(work.pk, pieces=2, by=world.idah, at=NOW)
    assert waits(world.idah) == {"lot": page("lot", lot)}
    assert not waits(world.mira)


def test_finished_goods_wait_to_be_delivered_late_ones_say_so(world):
    order = order_in_work(world)
    assert waits(world.mira, LATER) == {
            "late": page("split", order), "behind": page("order", order), "closing": reverse("closing"),
        }  # fmt: skip
    all_made(world, order)
    assert waits(world.mira) == {"deliver": page("order", order)}
    with reading(world.mira):
        late = {one.kind: one.late for one in tasks(world.mira, today=LATER)}
        assert late == {"deliver": True, "closing": False}


def test_a_delivered_order_waits_for_its_invoice(world):
    order = delivered(world)
    assert waits(world.mira)["bill"] == waits(world.tari)["bill"] == page("order", order)


def test_an_invoice_waits_once_it_is_overdue(world):
    order = invoiced(world)
    assert "overdue" not in waits(world.tari)
    assert waits(world.tari, LATER)["overdue"] == page("order", order)
    assert "overdue" not in waits(world.mira, LATER)


def test_money_owed_waits_to_be_put_on_a_payout_then_approved_then_paid(world):
    order = order_in_work(world)
    inspected(world, work_of(world, order)[0])
    assert waits(world.tari) == {"prepare": reverse("payouts")}
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    assert not waits(world.tari)
    assert waits(world.wati) == {"approve": page("payout", run)}
    assert waits(world.mira)["approve"] == page("payout", run)
    both = replace(world.tari, permissions=world.tari.permissions | {"approve_payout"})
    assert not waits(both)  # nobody approves her own
    approve_payout(run.pk, by=world.mira, at=NOW)
    assert waits(world.tari) == {"pay out": page("payout", run)}
    for slip in slips(world, run):
        pay_slip(slip.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)
    assert not waits(world.tari)


def test_a_paid_order_waits_to_be_closed_once_its_makers_are_paid(world):
    order = order_in_work(world, down=300)
    all_made(world, order)
    delivered_and_paid(world, order)
    assert again(order).stage == "paid"
    assert "close" not in waits(world.mira)
    all_paid(world)
    assert waits(world.mira) == {"close": page("order", order)}


def test_the_annual_meeting_waits_until_its_minutes_are_closed(world):
    assert "annual" not in waits(world.mira), "nobody is in the register"
    members(world)
    june = TODAY.replace(month=6, day=30)
    assert "annual" not in waits(world.mira, june - timedelta(days=91))
    assert waits(world.mira, june - timedelta(days=90))["annual"] == reverse("new-meeting")
    assert "annual" not in waits(world.tari, june)
    with reading(world.mira):
        assert next(one for one in tasks(world.mira, today=TODAY) if one.kind == "annual").late
    meeting = planned(world, kind=Meeting.Kind.ANNUAL)
    assert waits(world.mira)["annual"] == page("meeting", meeting)
    opened(world, meeting)
    assert waits(world.mira, DAY)["annual"] == page("meeting", meeting)
    closed(world, meeting)
    assert "annual" not in waits(world.mira, DAY)


def test_a_founding_waits_until_it_is_approved_or_given_up(group):
    assert waits(group) == {"founding": reverse("founding")}
    give_up_founding(reason="Bubar", by=group, at=NOW)
    assert not waits(group)


def test_many_of_a_kind_are_folded_and_lead_to_their_list(world):
    for code in ("a", "b", "c", "d", "e", "f"):
        accepted(world, line(product(world.weavers, code), 10))
    with reading(world.tari):
        found = tasks(world.tari, today=TODAY)
    assert len(found) == 5
    assert found[-1].about == "2 more"
    assert found[-1].url == f"{reverse('orders')}?tahap=accepted"


def test_it_costs_the_same_with_one_order_and_with_many(world, django_assert_max_num_queries):
    accepted_by_all(world)
    for actor, count in ((world.mira, 30), (world.tari, 27)):
        with reading(actor), django_assert_max_num_queries(count) as few:
            tasks(actor, today=TODAY)
        for code in ("a", "b"):
            accepted(world, line(product(world.weavers, f"{code}{count}"), 10))
        with reading(actor), django_assert_max_num_queries(count) as many:
            tasks(actor, today=TODAY)
        assert len(few) == len(many)


@pytest.fixture
def mira(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def test_every_entry_opens(world, mira):
    made = product(world.weavers)
    able(world, made)
    order = making(world, line(made, 10), down_payment_permille=1000)
    split_order(order.pk, by=world.mira, at=NOW)
    home = mira.get(reverse("home")).content.decode()
    assert page("split", order) in home
    assert mira.get(page("split", order)).status_code == 200


def test_a_message_to_several_of_her_roles_stands_there_once(world, mira):
    accepted(world)
    home = mira.get(reverse("home")).content.decode()
    assert home.count("disetujui") == 1
