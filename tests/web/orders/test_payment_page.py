"""A wrong payment is found, from the order and from the books, and taken back with a reason."""

import pytest
from django.urls import reverse

from sentra.ledger.queries import journal
from sentra.orders.documents import receipt
from tests.domain.orders.given import TOTAL, accepted, again, invoiced, line, making, pay, product, writing
from tests.domain.orders.test_record_payment import DOWN
from tests.domain.orders.test_take_back_payment import first_payment, take_back
from tests.kernel.pdf_text import pages


@pytest.fixture
def tari(world, browser_of):
    return browser_of(world.tari)


def page_of(order, payment):
    return reverse("payment", args=[order.pk, payment.pk])


def test_it_says_what_will_change_before_the_button(world, tari):
    order = invoiced(world)
    pay(world, order, "settlement", TOTAL - DOWN)
    shown = tari.get(page_of(order, first_payment(world, order))).content.decode()

    assert "The order no longer counts as paid." in shown
    assert "2.220.000 again." in shown


def test_she_takes_it_back_and_the_order_says_so(world, tari):
    order = accepted(world)
    wrong = pay(world, order, "down_payment", DOWN)
    page = page_of(order, wrong)
    assert page in tari.get(reverse("order", args=[order.pk])).content.decode()
    url = reverse("take-back-payment", args=[order.pk, wrong.pk])
    assert tari.post(url, {"reason": ""}).status_code == 422
    answer = tari.post(url, {"reason": "Salah pesanan"}, follow=True)

    shown = answer.content.decode()
    assert "Payment taken back:" in shown
    assert "Salah pesanan" in shown
    assert "Receipt 1 (taken back)" in shown
    after = tari.get(page).content.decode()
    assert "it counts no longer" in after
    assert url not in after
    again_ = tari.post(url, {"reason": "Lagi"})
    assert again_.status_code == 422
    assert "already been taken back" in again_.content.decode()


def test_an_order_that_is_over_says_why_not(world, tari):
    from sentra.orders.steps import cancel, locked
    from tests.world import NOW

    order = making(world)
    with writing(world.weavers):
        cancel(locked(order.pk), reason="Anggaran dicabut", at=NOW)
    wrong = first_payment(world, order)
    shown = tari.get(page_of(order, wrong)).content.decode()
    assert "This order is over." in shown
    assert reverse("take-back-payment", args=[order.pk, wrong.pk]) not in shown


def test_the_entry_leads_to_the_payment(world, tari):
    order = invoiced(world)
    wrong = first_payment(world, order)
    take_back(world, wrong)
    with writing(world.weavers):
        entries = {
            one.cause.partition(":")[::2]: one.id for one in journal(source=f"order:{order.pk}").entries
        }

    def shown(*cause):
        return tari.get(reverse("entry", args=[entries[cause]])).content.decode()

    for pk in entries.values():
        assert (
            reverse("reverse-entry", args=[pk]) not in tari.get(reverse("entry", args=[pk])).content.decode()
        )
    assert page_of(order, wrong) not in shown("payment", f"{wrong.pk}:received")  # it is cancelled already
    other = accepted(world, line(product(world.weavers, "lain"), 2))
    right = pay(world, other, "down_payment", 1_000)
    with writing(world.weavers):
        entries["right",] = journal(source=f"order:{other.pk}").entries[0].id
    assert page_of(other, right) in shown("right")
    assert reverse("order", args=[order.pk]) in shown("invoice", f"{last_invoice(world, order)}:issued")


def last_invoice(world, order):
    with writing(world.weavers):
        return order.invoices.get().pk


def test_its_receipt_says_that_it_no_longer_holds(world):
    order = accepted(world)
    wrong = pay(world, order, "down_payment", DOWN)
    with writing(world.weavers):
        assert "TIDAK BERLAKU" not in " ".join(pages(receipt(wrong.pk).content))
    take_back(world, wrong, "Salah jumlah")
    with writing(world.weavers):
        words = " ".join(pages(receipt(wrong.pk).content))
    assert words.count("TIDAK BERLAKU") == 2
    assert "Salah jumlah" in words


def test_others_read_it_and_cannot_take_it_back(world, mira):
    order = accepted(world)
    wrong = pay(world, order, "down_payment", DOWN)
    url = reverse("take-back-payment", args=[order.pk, wrong.pk])
    assert url not in mira.get(page_of(order, wrong)).content.decode()
    assert mira.post(url, {"reason": "x"}).status_code == 403
    assert again(order).stage == "accepted"
