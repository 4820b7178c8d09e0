"""Quick cash in the browser: fill, price, buy, receipt, use, share."""

import pytest
from django.urls import reverse

from sentra.kernel.tenancy import reading
from sentra.people.models import User
from sentra.trade.models import Purchase, Use
from sentra.web.front.waiting import tasks
from tests.domain.capital.given import (
    all_paid,
    balance,
    delivered_and_paid,
    inspected,
    more_money,
    skilled,
    work_of,
)
from tests.domain.orders.given import line, making, product, writing
from tests.domain.trade.given import stages_of
from tests.domain.trade.test_quick_cash import all_accepted
from tests.kernel.pdf_text import pages
from tests.world import NOW, TODAY


@pytest.fixture
def sign_in(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def as_(who):
        client.force_login(User.objects.get(pk=who.user_id))
        return client

    return as_


@pytest.fixture
def bag(world):
    made = product(world.weavers)
    skilled(world, made)
    more_money(world, 5_000_000, "1-1100")
    more_money(world, 5_000_000)
    return made


def seen(answer):
    return answer.content.decode()


def prepared(world, tari, bag):
    fill = {"way": "in", "amount_idr": "1.000.000", "method": "cash", "moved_on": "2026-08-03"}
    assert tari.post(reverse("fill-fund"), fill).status_code == 302
    price = {"price_idr": "15.000", "from_on": "2026-08-01", "source": "Rapat pengurus"}
    price["stage_id"] = stages_of(world, bag)[0]
    assert tari.post(reverse("set-floor-price"), price).status_code == 302


def buying(world, bag, pieces=10):
    return {
        "workshop_id": world.workshops["Cici"].pk, "stage_id": stages_of(world, bag)[0], "pieces": pieces,
        "method": "cash",
    }  # fmt: skip


def waiting(actor):
    with reading(actor):
        return {one.kind for one in tasks(actor, today=TODAY)}


def test_the_whole_way(world, sign_in, bag):
    tari = sign_in(world.tari)
    prepared(world, tari, bag)
    tari.post(reverse("set-gain-rule"), {"maker_permille": "60", "fee_permille": "10"})
    answer = tari.post(reverse("buy-at-once"), buying(world, bag))
    with writing(world.weavers):
        purchase = Purchase.objects.get()
    assert answer.url == reverse("purchase", args=[purchase.pk])
    assert "150.000" in seen(tari.get(answer.url))
    paper = tari.get(reverse("purchase-paper", args=[purchase.pk]))
    assert paper["Content-Type"] == "application/pdf"
    order = making(world, line(bag, 40), down_payment_permille=1000)
    mira = sign_in(world.mira)
    page = mira.get(reverse("purchase", args=[purchase.pk]))
    (choice,) = page.context["form"].fields["line_id"].choices
    told = mira.post(reverse("use-purchase", args=[purchase.pk]), {"line_id": choice[0], "pieces": 10})
    assert told.url == reverse("order", args=[order.pk])
    all_accepted(world, order)
    for position in (1, 2):
        for work in work_of(world, order, position):
            inspected(world, work)
    delivered_and_paid(world, order)
    assert "share" in waiting(world.tari)
    assert "close" not in waiting(world.tari)
    tari = sign_in(world.tari)
    assert reverse("share-gains", args=[order.pk]) in seen(tari.get(reverse("quick-cash")))
    assert tari.post(reverse("share-gains", args=[order.pk]), {"method": "bank"}).status_code == 302
    with writing(world.weavers):
        assert Use.objects.get().maker_idr == 669_000  # 60 % of 1.115.000
    assert balance(world, "1-1220") == 150_000
    assert "669.000" in seen(tari.get(reverse("quick-cash")))
    assert {"share", "close"}.isdisjoint(waiting(world.tari))
    assert "Rp669.000" in seen(tari.get(reverse("payouts")))
    all_paid(world)
    assert "close" in waiting(world.tari)


def test_a_refused_purchase_keeps_what_was_typed(world, sign_in, bag):
    tari = sign_in(world.tari)
    prepared(world, tari, bag)
    answer = tari.post(reverse("buy-at-once"), buying(world, bag, 100))
    assert answer.status_code == 422
    assert 'value="100"' in seen(answer)


def test_who_sees_what(world, sign_in, bag):
    prepared(world, sign_in(world.tari), bag)
    mira = sign_in(world.mira)
    page = seen(mira.get(reverse("quick-cash")))
    assert reverse("buy-at-once") not in page
    assert reverse("set-floor-price") in page
    assert mira.post(reverse("buy-at-once"), buying(world, bag)).status_code == 403
    assert sign_in(world.budi).get(reverse("quick-cash")).status_code == 403
    tari = sign_in(world.tari)
    tari.post(reverse("buy-at-once"), buying(world, bag))
    with writing(world.weavers):
        pk = Purchase.objects.get().pk
    zahra = sign_in(world.zahra)
    assert zahra.get(reverse("purchase", args=[pk])).status_code == 404
    assert zahra.get(reverse("purchase-paper", args=[pk])).status_code == 404


def test_the_receipt_says_what_was_promised(world, sign_in, bag):
    tari = sign_in(world.tari)
    prepared(world, tari, bag)
    tari.post(reverse("buy-at-once"), buying(world, bag))
    with writing(world.weavers):
        pk = Purchase.objects.get().pk
    words = " ".join("".join(pages(tari.get(reverse("purchase-paper", args=[pk])).content)).split())
    assert "Cici" in words
    assert "50%" in words
    assert "koperasi yang menanggung" in words


def test_many_purchases_cost_no_more_queries(world, sign_in, bag, django_assert_num_queries):
    tari = sign_in(world.tari)
    prepared(world, tari, bag)
    for _again in range(2):
        tari.post(reverse("buy-at-once"), buying(world, bag, 2))
        with django_assert_num_queries(30):
            tari.get(reverse("quick-cash"))
