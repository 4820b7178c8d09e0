"""Two people at once: real commits, two connections, one winner."""

import threading

import pytest
from django.db import connection, transaction

from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from sentra.orders.models import Order, Payment
from sentra.orders.operations import quote
from tests.domain.orders.given import TOTAL, accepted, invoiced, line, offer, pay, product
from tests.world import NOW, World


def together(*verbs):
    """Run each in a thread of its own, started together; what came of them."""
    gate, came = threading.Barrier(len(verbs)), []

    def run(verb):
        gate.wait()
        try:
            came.append(verb())
        except Refused as refusal:
            came.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.fixture
def living(committed_db):
    return World.made()


def test_an_invoice_is_paid_once(living):
    order = invoiced(living)
    open_idr = TOTAL * 7 // 10
    came = together(*[lambda: pay(living, order, "settlement", open_idr)] * 3)

    assert sum(isinstance(one, Payment) for one in came) == 1
    assert sum(isinstance(one, Refused) for one in came) == 2


def test_down_payments_at_once_stay_within_the_total(living):
    order = accepted(living)
    came = together(*[lambda: pay(living, order, "down_payment", TOTAL // 2 + 1)] * 3)

    assert sum(isinstance(one, Payment) for one in came) == 1


def test_numbers_have_no_gap_and_no_twin(living):
    facts = offer(line(product(living.weavers)))
    came = together(*[lambda: quote(facts, by=living.mira, at=NOW)] * 4)

    assert sorted(one.number for one in came) == [1, 2, 3, 4]
    with transaction.atomic(), within(living.weavers.pk):
        assert Order.objects.values("buyer").distinct().count() == 1
