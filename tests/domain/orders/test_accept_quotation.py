"""Acceptance freezes price and terms: in Python and in PostgreSQL."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Notice
from sentra.orders.models import Order, OrderLine
from sentra.orders.operations import (
    accept_quotation,
    change_quotation,
    decline_quotation,
    issue_invoice,
    lapse_quotations,
    show_sample,
)
from tests.domain.orders.given import (
    accepted,
    again,
    delivered,
    hand_over,
    invoiced,
    line,
    lines_of,
    making,
    offer,
    pay,
    product,
    quoted,
    writing,
)
from tests.world import NOW, TODAY


def test_the_buyer_says_yes(world):
    order = accept_quotation(quoted(world).pk, today=TODAY, by=world.mira, at=NOW)

    assert (order.stage, order.accepted_at) == (Order.Stage.ACCEPTED, NOW)
    with writing(world.weavers):
        assert {one.to for one in Notice.objects.filter(name="quotation_accepted")} == {
            "role:chair", "role:manager", "role:treasurer",
        }  # fmt: skip


def test_an_expired_offer_is_refused(world):
    order = quoted(world)
    late = NOW + timedelta(days=15)

    with pytest.raises(Refused, match="expired"):
        accept_quotation(order.pk, today=TODAY + timedelta(days=15), by=world.mira, at=late)
    with pytest.raises(Refused, match="expired"):  # a wrong `today` does not help
        accept_quotation(order.pk, today=TODAY, by=world.mira, at=late)


def test_the_last_day_is_the_cooperatives_own(world):
    """23:30 in Amuntai (UTC+8) of the last day is still in time, half an hour later is not."""
    order = quoted(world)
    last = order.expires_on
    evening = datetime(last.year, last.month, last.day, 15, 30, tzinfo=UTC)

    with pytest.raises(Refused):
        accept_quotation(order.pk, today=last, by=world.mira, at=evening + timedelta(hours=1))
    assert accept_quotation(order.pk, today=last, by=world.mira, at=evening).stage == Order.Stage.ACCEPTED


@pytest.mark.parametrize(("hours", "holds"), [(0, True), (1, False)])
def test_the_database_refuses_an_expired_acceptance(world, hours, holds):
    order = quoted(world)
    evening = datetime.combine(order.expires_on, datetime.min.time(), UTC) + timedelta(hours=15.5 + hours)

    def accept():
        with writing(world.weavers):
            Order.objects.filter(pk=order.pk).update(stage="accepted", accepted_at=evening)

    if holds:
        accept()
    else:
        with pytest.raises(DatabaseError, match="expired"):
            accept()


def test_what_is_accepted_is_not_changed_declined_or_accepted_again(world):
    order = accepted(world)
    other = offer(line(product(world.weavers, "lain"), 1, 1_000))

    for verb in (
        lambda: change_quotation(order.pk, other, by=world.mira, at=NOW),
        lambda: decline_quotation(order.pk, reason="x", by=world.mira, at=NOW),
        lambda: accept_quotation(order.pk, today=TODAY, by=world.mira, at=NOW),
    ):
        with pytest.raises(Refused):
            verb()
    assert again(order).total_idr == order.total_idr


@pytest.mark.parametrize("step", [accepted, making, delivered, invoiced])
def test_no_verb_changes_lines_at_any_later_step(world, step):
    """Every verb of the app that touches an order is tried; price, pieces and terms stay."""
    order = step(world)
    (own,) = lines_of(order)
    other = offer(line(product(world.weavers, "lain"), 1, 1_000))
    tries = [
        lambda: change_quotation(order.pk, other, by=world.mira, at=NOW),
        lambda: decline_quotation(order.pk, reason="x", by=world.mira, at=NOW),
        lambda: lapse_quotations(today=order.expires_on + timedelta(days=1), by=world.mira, at=NOW),
        lambda: show_sample(order.pk, picture=None, by=world.mira, at=NOW),
        lambda: pay(world, order, "down_payment", 1_000),
        lambda: pay(world, order, "settlement", 1_000),
        lambda: hand_over(world, order, {own.pk: 1}),
        lambda: issue_invoice(order.pk, issued_on=TODAY, by=world.mira, at=NOW),
    ]
    for verb in tries:
        with contextlib.suppress(Refused):
            verb()
    assert [(one.product_id, one.pieces, one.price_idr) for one in lines_of(order)] == [
        (own.product_id, own.pieces, own.price_idr)
    ]
    after = again(order)
    assert (after.total_idr, after.terms, after.promised_on) == (
        order.total_idr,
        order.terms,
        order.promised_on,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"total_idr": 1},
        {"terms": "lain"},
        {"down_payment_permille": 0},
        {"payment_days": 99},
        {"tolerance_permille": 200},
        {"needs_sample": True},
        {"promised_on": TODAY},
        {"number": 77},
        {"expires_on": TODAY + timedelta(days=900)},
        {"accepted_at": NOW + timedelta(days=1)},
    ],
)
def test_the_database_freezes_the_terms(world, change):
    order = accepted(world)

    with pytest.raises(DatabaseError, match="frozen"), writing(world.weavers):
        Order.objects.filter(pk=order.pk).update(**change)


@pytest.mark.parametrize(
    "change", [{"price_idr": 1}, {"pieces": 41}, {"sizes": {"M": 40}}, {"product_id": 1}]
)
def test_the_database_freezes_the_lines(world, change):
    order = accepted(world)

    with pytest.raises(DatabaseError, match="frozen"), writing(world.weavers):
        OrderLine.objects.filter(order=order).update(**change)


def test_the_database_keeps_lines_from_coming_and_going(world):
    order, bag = accepted(world), product(world.weavers, "lain")

    with pytest.raises(DatabaseError, match="frozen"), writing(world.weavers):
        OrderLine.objects.filter(order=order).delete()
    with pytest.raises(DatabaseError, match="frozen"), writing(world.weavers):
        OrderLine.objects.create(order=order, position=9, product=bag, pieces=1, price_idr=1)


def test_before_acceptance_the_database_lets_lines_change(world):
    order = quoted(world)

    with writing(world.weavers):
        assert OrderLine.objects.filter(order=order).update(price_idr=1) == 1


def test_only_those_who_accept(world):
    order = quoted(world)

    with pytest.raises(PermissionDenied):
        accept_quotation(order.pk, today=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Order.DoesNotExist):
        accept_quotation(order.pk, today=TODAY, by=world.zahra, at=NOW)
