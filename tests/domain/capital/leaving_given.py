"""A member who leaves, and what she saved and owes."""

from django.db import transaction

from sentra.capital.operations import grant_advance, pay_leaving, settle_leaving
from sentra.kernel.tenancy import within
from sentra.ledger.queries import balances_of_party
from tests.domain.capital.given import order_in_work
from tests.domain.cooperative.given import resigning
from tests.domain.production.given import assignments
from tests.world import NOW, TODAY

EXITS = {"principal": 100_000, "mandatory": 240_000, "voluntary": 60_000}


def settled(world, one, **more):
    return settle_leaving(resigning(world, one, **more).pk, by=world.mira, at=NOW)


def paid(world, leaving):
    return pay_leaving(leaving.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)


def there(world, party_id):
    with transaction.atomic(), within(world.weavers.pk):
        return balances_of_party(party_id)


def owing_an_advance(world, one):
    order = order_in_work(world)
    work = next(work for work in assignments(world, order) if work.workshop.owner_id == one.party_id)
    facts = {"amount_idr": 50_000, "method": "bank", "paid_on": TODAY, "by": world.tari, "at": NOW}
    return order, grant_advance(work.pk, **facts)
