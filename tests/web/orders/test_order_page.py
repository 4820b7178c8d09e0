"""The order page: the whole story, the next step, and every act as a plain form."""

import pytest
from django.urls import reverse

from sentra.orders.models import Delivery, Order, Payment
from tests.domain.orders import given
from tests.domain.production.given import accepted_by_all, assignments
from tests.domain.production.given import split as an_order_split
from tests.world import TODAY


def url(name, order, *more):
    return reverse(name, args=[order.pk, *more])


def text_of(answer):
    return answer.content.decode()


STEPS = {
    "quoted": (given.quoted, "Wait for the buyer", "The buyer says yes"),
    "accepted": (given.accepted, "Receive the down payment", ""),
    "making": (given.making, "Split the rest", "Open the split page"),
    "delivered": (given.delivered, "Send the invoice", "Issue the invoice"),
    "invoiced": (given.invoiced, "Receive the payment", ""),
}


@pytest.mark.parametrize("step", STEPS)
def test_the_next_step_stands_in_front(world, mira, step):
    make, title, word = STEPS[step]
    page = mira.get(url("order", make(world)))
    assert page.status_code == 200
    assert title in text_of(page)
    assert word in text_of(page)
    assert "Dinas Pendidikan HSU" in text_of(page)


def test_the_money_opens_the_books(world, mira):
    order = given.invoiced(world)
    page = text_of(mira.get(url("order", order)))
    assert f"?sumber=order:{order.pk}" in page
    assert "Rp2.220.000" in page  # 30 % of 7.400.000


def test_a_role_without_orders_is_told_no(world, browser_of):
    order = given.quoted(world)
    assert browser_of(world.omar).get(url("order", order)).status_code == 403
    assert browser_of(world.idah).post(url("accept-order", order)).status_code == 403
    assert browser_of(world.tari).get(reverse("quote")).status_code == 403


@pytest.mark.parametrize("name", ["order", "split"])
def test_a_stranger_finds_nothing(world, browser_of, name):
    order = given.quoted(world)
    assert browser_of(world.zahra).get(url(name, order)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "accept-order",
        "decline-order",
        "cancel-order",
        "issue-invoice",
        "close-order",
        "deliver",
        "make-split",
    ],
)
def test_a_stranger_changes_nothing(world, browser_of, name):
    order = given.quoted(world)
    said = {"reason": "x", "issued_on": "2026-08-03", "delivered_on": "2026-08-03", "received_by": "x"}
    assert browser_of(world.zahra).post(url(name, order), said).status_code == 404
    assert given.again(order).stage == Order.Stage.QUOTED


def test_nobody_gets_in_without_a_login(world, client):
    order = given.quoted(world)
    assert client.get(url("order", order)).status_code == 302


def queries_of(client, address, count):
    with count() as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.fixture
def count(django_db_blocker):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_the_page_asks_as_often_for_three_lines_as_for_twelve(world, mira, count):
    few = [given.line(given.product(world.weavers, f"few-{n}"), 5) for n in range(3)]
    many = [given.line(given.product(world.weavers, f"many-{n}"), 5) for n in range(12)]
    short, long = given.delivered(world, *few), given.delivered(world, *many)
    mira.get(url("order", short))
    assert queries_of(mira, url("order", short), count) == queries_of(mira, url("order", long), count) <= 75


def test_accepting_twice_with_one_key_acts_once(world, mira):
    order = given.quoted(world)
    first = mira.post(url("accept-order", order), {"_once": "a" * 32})
    again = mira.post(url("accept-order", order), {"_once": "a" * 32})
    assert (first.status_code, again.status_code) == (302, 302)
    assert given.again(order).stage == Order.Stage.ACCEPTED


def test_a_refusal_is_said_on_the_page(world, mira):
    order = given.accepted(world)
    answer = mira.post(url("accept-order", order))
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)


def test_declining_needs_a_reason_and_keeps_it(world, mira):
    order = given.quoted(world)
    assert mira.post(url("decline-order", order), {"reason": " "}).status_code == 422
    assert mira.post(url("decline-order", order), {"reason": "Anggaran habis"}).status_code == 302
    assert "Anggaran habis" in text_of(mira.get(url("order", order)))


def money(amount="2.220.000", **more):
    return {
        "kind": "down_payment",
        "amount_idr": amount,
        "method": "bank",
        "paid_on": "2026-08-03",
        "_once": "b" * 32,
    } | more


def payments(world):
    with given.writing(world.weavers):
        return Payment.objects.count()


def test_money_is_typed_as_people_write_it_and_counts_once(world, browser_of):
    order, tari = given.accepted(world), browser_of(world.tari)
    for _ in range(2):
        assert tari.post(url("record-payment", order), money()).status_code == 302
    assert payments(world) == 1


def test_a_wrong_amount_comes_back_as_typed(world, browser_of):
    order, tari = given.accepted(world), browser_of(world.tari)
    answer = tari.post(url("record-payment", order), money("99.000.000", reference="BRI-77"))
    assert answer.status_code == 422
    assert "99.000.000" in text_of(answer)
    assert "BRI-77" in text_of(answer)
    unclear = tari.post(url("record-payment", order), money("1,250"))
    assert unclear.status_code == 422
    assert 'value="1,250"' in text_of(unclear)


def test_a_sample_is_shown_refused_shown_again_and_approved(world, mira):
    order = given.accepted(world, needs_sample=True, down_payment_permille=0)
    assert "Show the buyer a sample" in text_of(mira.get(url("order", order)))
    mira.post(url("show-sample", order))
    with given.writing(world.weavers):
        (first,) = order.samples.all()
    assert mira.post(url("refuse-sample", order, first.pk), {"remark": ""}).status_code == 422
    assert (
        mira.post(url("refuse-sample", order, first.pk), {"remark": "Tali lebih panjang"}).status_code == 302
    )
    assert "Tali lebih panjang" in text_of(mira.get(url("order", order)))
    mira.post(url("show-sample", order))
    with given.writing(world.weavers):
        last = order.samples.order_by("-pk").first()
    assert mira.post(url("approve-sample", order, last.pk)).status_code == 302
    assert "Split the work over the makers" in text_of(mira.get(url("order", order)))


def test_a_sample_of_another_order_is_not_found(world, mira):
    order, other = (
        given.accepted(world, needs_sample=True),
        given.quoted(world, given.line(given.product(world.weavers, "lain")), needs_sample=True),
    )
    mira.post(url("show-sample", other))
    with given.writing(world.weavers):
        shown = other.samples.get()
    assert mira.post(url("approve-sample", order, shown.pk)).status_code == 404


def test_goods_go_out_line_by_line_and_the_papers_follow(world, mira):
    order = given.making(world)
    (line,) = given.lines_of(order)
    given.made_and_accepted(world, order, line, 40, 40 * 60_000)
    said = {
        f"line_{line.pk}": "40",
        "delivered_on": "2026-08-03",
        "received_by": "Ibu Sari",
        "_once": "c" * 32,
    }
    assert "Deliver the goods" in text_of(mira.get(url("order", order)))
    for _ in range(2):
        assert mira.post(url("deliver", order), said).status_code == 302
    with given.writing(world.weavers):
        delivery = Delivery.objects.get()
    page = text_of(mira.get(url("order", order)))
    assert "Ibu Sari" in page
    for kind in ("delivery", "bast"):
        paper = mira.get(url("order-paper", order, kind), {"no": delivery.pk})
        assert paper["Content-Type"] == "application/pdf"


def test_more_than_lies_in_the_store_is_refused_with_the_number(world, mira):
    order = given.making(world)
    (line,) = given.lines_of(order)
    said = {f"line_{line.pk}": "7", "delivered_on": "2026-08-03", "received_by": "Ibu Sari"}
    answer = mira.post(url("deliver", order), said)
    assert answer.status_code == 422
    assert 'value="7"' in text_of(answer)


def test_invoice_and_close_follow_each_other(world, mira, browser_of):
    order = given.delivered(world)
    assert mira.post(url("issue-invoice", order), {"issued_on": "2026-08-03"}).status_code == 302
    tari = browser_of(world.tari)
    said = money("5.180.000", kind="settlement")
    assert tari.post(url("record-payment", order), said).status_code == 302
    assert given.again(order).stage == Order.Stage.PAID
    answer = mira.post(url("close-order", order))
    assert answer.status_code in {302, 422}  # makers must be paid first: the page says whom


def test_papers_that_do_not_exist_yet_are_not_found(world, mira):
    order = given.quoted(world)
    assert mira.get(url("order-paper", order, "quotation")).status_code == 200
    for kind in ("confirmation", "invoice", "bast", "nonsense"):
        assert mira.get(url("order-paper", order, kind)).status_code == 404


def test_cancelling_says_before_what_will_happen(world, mira):
    order = given.accepted(world)
    assert "This is what will happen" in text_of(mira.get(url("order", order)))
    assert mira.post(url("cancel-order", order), {"reason": ""}).status_code == 422
    assert (
        mira.post(url("cancel-order", order), {"reason": "Dana dialihkan", "keep_goods": "on"}).status_code
        == 302
    )
    assert given.again(order).stage == Order.Stage.CANCELLED
    assert "Dana dialihkan" in text_of(mira.get(url("order", order)))


def test_advances_for_all_are_looked_at_first_and_paid_once(world, mira):
    import re

    from sentra.capital.models import Advance

    order = accepted_by_all(world)
    check = url("check-advances", order) + "?cara=bank"
    assert check in text_of(mira.get(url("order", order)))
    assert url("grant-advances", order) not in text_of(mira.get(url("order", order)))
    page = text_of(mira.get(check))
    assert "Aluh" in page
    assert "Our share of her work to come." in page
    amounts = dict(re.findall(r'name="(idr-\d+)"[^>]*value="([\d.]+)"', page))
    seen = {"method": "bank", "_once": "d" * 32} | amounts
    too_much = seen | {next(iter(amounts)): "99.000.000"}
    again = mira.post(url("grant-advances", order), too_much)
    assert again.status_code == 422
    assert "99.000.000" in text_of(again)
    with given.writing(world.weavers):
        assert not Advance.objects.exists()
    for _ in range(2):
        assert mira.post(url("grant-advances", order), seen).status_code == 302
    with given.writing(world.weavers):
        paid = list(Advance.objects.values_list("assignment_id", "amount_idr"))
    assert len(paid) == len(dict(paid)) > 0
    assert sorted(idr for _, idr in paid) == sorted(int(idr.replace(".", "")) for idr in amounts.values())


def test_advances_for_all_say_what_the_cash_box_lacks(world, mira):
    order = accepted_by_all(world)
    page = text_of(mira.get(url("check-advances", order) + "?cara=cash"))
    assert "The cash box lacks" in page


def test_an_advance_without_an_amount_is_all_that_is_allowed(world, mira):
    from sentra.capital.models import Advance

    order = accepted_by_all(world)
    work = next(one for one in assignments(world, order) if one.accepted)
    said = {"assignment": work.pk, "amount_idr": "", "method": "bank", "paid_on": TODAY.isoformat()}
    assert mira.post(url("grant-advance", order), said).status_code == 302
    with given.writing(world.weavers):
        assert Advance.objects.get().amount_idr == work.accepted * work.rate_idr // 2


def test_the_story_tells_who_did_it(world, mira):
    order, _ = an_order_split(world)
    page = text_of(mira.get(url("order", order)))
    assert "Work split" in page
    assert "Mira" in page
    assert "Tari" in page
    assert str(TODAY.year) in page
