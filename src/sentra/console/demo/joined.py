"""Members in the demo: most makers joined, some wait for the board, one leaves, one has a delegate."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sentra.console.demo.settle import House
from sentra.cooperative.membership.operations import (
    accept_application,
    ask_to_join,
    ask_to_leave,
    give_consent,
    let_act,
)
from sentra.cooperative.membership.texts import newest
from sentra.cooperative.models import Member
from sentra.cooperative.savings.operations import take_savings
from sentra.people.roles import Permission

WAIT = 3  # of the makers, for the board
NONE = 5  # have not asked
SHOWN = 12  # agree to stand on the public page
DAY = timedelta(days=1)


def members(house: House, *, now: datetime) -> Iterator[str]:
    """Asked by the coordinator's paper, decided by the chair; the office calendar of the last months."""
    makers = [workshop.owner_id for workshop in house.workshops]
    joining, waiting = makers[: -(WAIT + NONE)], makers[-(WAIT + NONE) : -NONE]
    start = now - 120 * DAY
    joined = [_joined(house, party, at=start + n * DAY / 2) for n, party in enumerate(joining)]
    for party in waiting:
        _asks(house, party, at=now - 2 * DAY)
    for party in joining[:SHOWN]:
        _agrees(house, party, at=now - 30 * DAY)
    let_act(
        joining[0], delegate_id=joining[1], relation="Anak",
        permissions=[Permission.ANSWER_OFFER, Permission.REPORT_PROGRESS],
        by=house.makers[joining[0]], at=now - 20 * DAY,
    )  # fmt: skip
    _leaving(house, joined[-1], at=now - DAY)
    yield f"{len(joined)} anggota, {len(waiting)} calon, satu minta keluar"


def _asks(house: House, party: int, *, at: datetime) -> int:
    by = house.cast["coordinator"]
    return ask_to_join(party, agreed=True, asked_on=by.today(at), by=by, at=at).pk


def _joined(house: House, party: int, *, at: datetime) -> Member:
    asked, chair, later = _asks(house, party, at=at), house.cast["chair"], at + 3 * DAY
    return accept_application(asked, joined_on=chair.today(later), by=chair, at=later)


def _agrees(house: House, party: int, *, at: datetime) -> None:
    version = newest()["showroom"].version
    give_consent(party, purpose="showroom", version=version, by=house.cast["coordinator"], at=at)


def _leaving(house: House, one: Member, *, at: datetime) -> None:
    """She has saved a little, so that her leaving shows figures."""
    treasurer = house.cast["treasurer"]
    day = treasurer.today(at)
    for kind, idr in (("pokok", 100_000), ("wajib", 120_000)):
        take_savings(one.pk, kind=kind, amount_idr=idr, method="cash", paid_on=day, by=treasurer, at=at)
    ask_to_leave(
        one.pk, how=Member.Left.RESIGNED, reason="Pindah ke kota lain", by=house.cast["coordinator"], at=at
    )
