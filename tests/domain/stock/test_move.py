"""Goods move between places; the level follows, never below zero where that cannot be, and once per cause."""

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.console.books import stock
from sentra.crafts.models import Stage
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within, writer
from sentra.stock import queries
from sentra.stock.models import Level, Move, Place
from sentra.stock.steps import Whose, hand_over, move, moved_once, place, set_aside, set_free
from tests.domain.orders.given import product
from tests.kernel.threads import together
from tests.world import NOW, World


def _stage(world):
    made = product(world.weavers)
    return Stage.objects.filter(product=made).order_by("-position").first()


@pytest.fixture
def shelf(world):
    """An open scope, a stage and how to move its pieces."""
    with transaction.atomic(), within(writes=world.weavers.pk):
        stage = _stage(world)

        def moves(source, target, pieces, cause, order_id=7):
            return move(
                place(source), place(target), stage.pk, pieces, cause=cause, order_id=order_id, at=NOW
            )

        yield stage, moves


def test_pieces_come_into_the_store_and_leave_it(shelf):
    stage, moves = shelf
    moves("making", "store", 30, "inspection:1:accepted")
    moves("store", "buyer", 12, "delivery:1:delivered")

    assert queries.on_hand(stage.pk, 7) == 18
    assert queries.on_hand(stage.pk, None) == 0
    assert queries.at_place("buyer", stage.pk, 7) == 12
    assert queries.at_place("making", stage.pk, 7) == -30
    (lying,) = queries.in_store()
    assert (lying.stage_id, lying.order_id, lying.pieces) == (stage.pk, 7, 18)
    assert [one.pieces for one in queries.moves_of(7)] == [30, 12]


def test_the_store_never_falls_below_zero(shelf):
    stage, moves = shelf
    moves("making", "store", 5, "a")
    with pytest.raises(Refused) as refusal:
        moves("store", "buyer", 6, "b")
    assert refusal.value.field == "pieces"
    with pytest.raises(Refused):
        moves("store", "buyer", 1, "c", order_id=8)  # what is reserved for one order is not another's
    assert queries.on_hand(stage.pk, 7) == 5


def test_the_same_cause_moves_once_and_never_otherwise(shelf):
    stage, moves = shelf
    first = moves("making", "store", 5, "a")
    assert moves("making", "store", 5, "a") == first
    with pytest.raises(Refused):
        moves("making", "store", 6, "a")
    assert queries.on_hand(stage.pk, 7) == 5


def test_no_pieces_is_no_move(shelf):
    _, moves = shelf
    assert moves("making", "store", 0, "a") is None
    assert not Move.objects.exists()


def test_there_is_one_place_of_a_kind(shelf, world):
    assert place("store") == place("store")
    aluh = world.workshops["Aluh"].pk
    assert place("workshop", aluh) == place("workshop", aluh) != place("workshop", world.workshops["Cici"].pk)
    assert Place.objects.get(kind="store").name == "Gudang koperasi"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stock_level SET pieces = pieces + 1",
        "DELETE FROM stock_level",
        (
            "INSERT INTO stock_level (tenant_id, place_id, stage_id, order_id, pieces, bounded) "
            "SELECT tenant_id, place_id, stage_id, 99, 5, true FROM stock_level LIMIT 1"
        ),
        "UPDATE stock_move SET pieces = 1",
        "DELETE FROM stock_move",
    ],
)
def test_plain_sql_cannot_invent_goods(shelf, statement):
    _, moves = shelf
    moves("making", "store", 5, "a")
    with pytest.raises(IntegrityError, match="levels follow moves|never edited"), transaction.atomic():  # noqa: RUF043
        connection.cursor().execute(statement)


def test_a_move_between_hidden_places_is_refused(shelf):
    stage, moves = shelf
    moves("making", "store", 5, "a")
    with pytest.raises(IntegrityError, match="nobody sees"):
        _hidden(place("store").pk, place("scrap").pk, stage.pk)


def _hidden(*ids):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sentra.reads', '', true)")
        cursor.execute(HIDDEN, ids)


HIDDEN = """
INSERT INTO stock_move (tenant_id, source_id, target_id, stage_id, pieces, cause, at)
SELECT sentra_writes(), %s, %s, %s, 1, 'x', now()
"""


def test_two_take_the_last_pieces_at_once_and_one_is_refused(committed_db):
    world = World.made()
    with transaction.atomic(), within(writes=world.weavers.pk):
        stage = _stage(world)
        move(place("making"), place("store"), stage.pk, 5, cause="a", order_id=7, at=NOW)
        place("buyer")

    def take(cause):
        with transaction.atomic(), within(writes=world.weavers.pk):
            return move(place("store"), place("buyer"), stage.pk, 3, cause=cause, order_id=7, at=NOW)

    answers = together(lambda: take("b"), lambda: take("c"))
    assert sorted(type(answer).__name__ for answer in answers) == ["Move", "Refused"]
    with transaction.atomic(), within(world.weavers.pk):
        assert queries.on_hand(stage.pk, 7) == 2
        assert Level.objects.get(place__kind="buyer").pieces == 3


def test_free_pieces_are_set_aside_and_set_free_where_they_lie(shelf):
    stage, moves = shelf
    moves("making", "store", 5, "a", order_id=None)
    set_aside(stage.pk, 3, order_id=7, cause="order:7:line:1", at=NOW)
    assert (queries.on_hand(stage.pk, None), queries.on_hand(stage.pk, 7)) == (2, 3)
    with pytest.raises(Refused) as refusal:
        set_aside(stage.pk, 3, order_id=8, cause="order:8:line:1", at=NOW)
    assert "2" in str(refusal.value)
    assert set_free(7, cause="order:7:lapsed", at=NOW) == 3
    assert (queries.on_hand(stage.pk, None), queries.on_hand(stage.pk, 7)) == (5, 0)
    assert not stock.levels(writer()).faults


def test_what_makers_left_here_stays_theirs_and_goes_after_our_own(shelf, world):
    stage, moves = shelf
    aluh = world.workshops["Aluh"].pk
    moves("making", "store", 2, "ours", order_id=None)
    hers = Whose(None, owner_id=aluh)
    moved_once(place("making"), place("store"), stage.pk, 4, hers, cause="hers", at=NOW)
    set_aside(stage.pk, 3, order_id=7, cause="order:7", at=NOW)
    handed = hand_over(stage.pk, 3, order_id=7, cause="delivery:1", at=NOW)
    assert [(one.pieces, one.owner_id) for one in handed] == [(2, None), (1, aluh)]
    assert Level.objects.get(place__kind="store", order_id=0, owner=aluh).pieces == 3
    assert not stock.levels(writer()).faults


def test_pieces_at_a_stall_are_not_sold_elsewhere(shelf):
    stage, moves = shelf
    moves("making", "store", 2, "a", order_id=None)
    stall = place("stall", name="Lapak A3")
    assert stall == place("stall", name="Lapak A3") != place("stall", name="Lapak A4")
    move(place("store"), stall, stage.pk, 2, cause="to the stall", order_id=None, at=NOW)
    with pytest.raises(Refused):
        set_aside(stage.pk, 1, order_id=7, cause="order:7", at=NOW)


def test_a_move_that_changes_nothing_is_refused(shelf):
    stage, moves = shelf
    moves("making", "store", 2, "a", order_id=None)
    for before in (None, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            Move.objects.create(
                source=place("store"), target=place("store"), stage=stage, pieces=1, cause="x", at=NOW,
                from_order_id=before,
            )  # fmt: skip
