"""Members with savings and loans, made for the weavers of tests/world.py."""

from datetime import date, datetime, timedelta
from typing import Any

from sentra.cooperative.loans.operations import approve_loan, pay_out_loan, write_wish
from sentra.cooperative.models import Clause, Member
from sentra.cooperative.savings.operations import take_savings
from sentra.ledger import queries as books
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.people.models import Party
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, World

JOINED = date(2026, 1, 15)


def at_noon(day: date) -> datetime:
    """The moment at which tests act on another day than TODAY."""
    return NOW + timedelta(days=(day - TODAY).days)


def member(world: World, name: str = "Aluh", number: int = 1, joined_on: date = JOINED) -> Member:
    """An artisan of the cast, or a new person, in the register."""
    with writing(world.weavers):
        known = world.workshops.get(name)
        party = (
            known.owner if known else Party.objects.create(kind="artisan", name=name, registered_on=joined_on)
        )
        made = Member.objects.create(number=number, party=party, joined_on=joined_on)
        return Member.objects.select_related("party").get(pk=made.pk)


def rule(world: World, since: date = date(2025, 1, 1), **values: Any) -> None:
    """Clauses as the notary's deed has them."""
    with writing(world.weavers):
        for key, value in values.items():
            Clause.objects.create(key=key, value=value, since=since, deed="12/2025", written_at=NOW)


def save(
    world: World, one: Member, amount: int, kind: str = "sukarela", on: date = TODAY, **more: Any
) -> Any:
    facts = {"method": "cash", "paid_on": on} | more
    return take_savings(one.pk, kind=kind, amount_idr=amount, by=world.tari, at=NOW, **facts)


def money(world: World, amount: int = 20_000_000, account: str = "1-1100", on: date = JOINED) -> None:
    lines = [debit(account, amount), credit("3-1300", amount)]
    post_entry(on, "Modal", lines, by=world.tari, at=NOW)


def wish(world: World, one: Member, amount: int = 1_200_000, months: int = 12, **more: Any) -> Any:
    facts = {"purpose": "Bahan"} | more
    return write_wish(one.pk, principal_idr=amount, months=months, by=world.tari, at=NOW, **facts)


def lent(world: World, one: Member, amount: int = 1_200_000, months: int = 12, on: date = TODAY) -> Any:
    """Asked by the treasurer, approved by the chair, paid out by the treasurer; all of it on `on`."""
    money(world, on=on)
    at = at_noon(on)
    asked = write_wish(one.pk, principal_idr=amount, months=months, purpose="Bahan", by=world.tari, at=at)
    approve_loan(asked.pk, by=world.mira, at=at)
    return pay_out_loan(asked.pk, method="cash", paid_on=on, by=world.tari, at=at)


def balance(world: World, account: str, one: Member | None = None) -> int:
    with writing(world.weavers):
        return books.balance_of(account, one.party_id if one else None)
