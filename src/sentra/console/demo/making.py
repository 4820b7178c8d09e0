"""The demo's makers at work: pieces are made, brought, judged, repaired."""

from sentra.console.demo.game import Play, look, work_in
from sentra.console.demo.settle import drawn
from sentra.production.models import Assignment
from sentra.production.operations import report_progress
from sentra.quality.models import Lot
from sentra.quality.operations import hand_in, inspect

S = Assignment.State


def half_made(game: Play) -> None:
    """The first stage comes in and is inspected; makers of it report with a photo."""
    _make(game, list(_positions(game))[:1])


def made(game: Play) -> None:
    _make(game, _positions(game))


def _positions(game: Play) -> list[int]:
    return sorted({work.stage.position for work in work_in(game, S.ACCEPTED, S.DONE)})


def _make(game: Play, positions: list[int]) -> None:
    for position in positions:
        for work in [one for one in work_in(game, S.ACCEPTED) if one.stage.position == position]:
            game.later(0.06)
            if game.dice.random() < 0.3:
                maker = game.house.makers[work.workshop.owner_id]
                photo = (
                    drawn(game.wish.code, seed=work.pk, finish="half_finished")
                    if game.dice.random() < 0.2
                    else None
                )
                report_progress(
                    work.pk, pieces=max(1, (work.accepted or 1) // 2), picture=photo, by=maker, at=game.at
                )
            _bring(game, work)


def _bring(game: Play, work: Assignment) -> None:
    """Hand in what is left, have it inspected; repaired and remade pieces come again."""
    while left := (work.accepted or 0) - (work.final or 0):
        lot = hand_in(work.pk, pieces=left, by=game.house.cast["inspector"], at=game.at)
        repair = _judge(game, lot)
        if repair:
            game.later(0.04)
            back = hand_in(
                work.pk, pieces=repair, rework_of=lot.pk, by=game.house.cast["inspector"], at=game.at
            )
            _all_good(game, back)
        with look(game):
            work = Assignment.objects.get(pk=work.pk)


def _judge(game: Play, lot: Lot) -> int:
    """Mostly grade A; some B; now and then a piece to repair. Returns the pieces sent back."""
    fault = game.dice.random() < 0.18
    repair = min(2, lot.pieces) if fault else 0
    grade = "B" if game.dice.random() < 0.12 else "A"
    inspect(
        lot.pk,
        accepted=lot.pieces - repair,
        rework=repair,
        rejected=0,
        grade=grade if lot.pieces > repair else "",
        defects={game.dice.choice(["edge", "colour", "size", "seam"]): repair} if repair else {},
        by=game.house.cast["inspector"],
        at=game.at,
    )
    return repair


def _all_good(game: Play, lot: Lot) -> None:
    inspect(
        lot.pk,
        accepted=lot.pieces,
        rework=0,
        rejected=0,
        grade="A",
        by=game.house.cast["inspector"],
        at=game.at,
    )
