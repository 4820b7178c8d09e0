"""Week by week: a later stage is told when the pieces of the stage before reach her."""

from datetime import date
from types import SimpleNamespace

from sentra.production.flow import Portion, flows

ONE, TWO, THREE = date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)


def share(pk, position, weeks, *, state="accepted", final=None, wait=0):
    return SimpleNamespace(
        pk=pk, line_id=1, state=state, final=final, starts_on=ONE,
        stage=SimpleNamespace(position=position, handover_weeks=wait),
        weeks={day.isoformat(): pieces for day, pieces in weeks.items()},
    )  # fmt: skip


def test_stages_overlap_and_each_is_told_her_parts():
    found = flows(
        [share(1, 1, {ONE: 6, TWO: 5}), share(2, 1, {TWO: 10, THREE: 9}), share(3, 2, {ONE: 6, TWO: 11})]
    )
    assert found[1].weeks == [Portion(6, ONE), Portion(5, TWO)]
    assert found[1].inputs == []
    assert found[3].inputs == [Portion(6, ONE), Portion(11, TWO)]
    assert found[3].in_parts


def test_a_piece_goes_to_one_maker_only_and_what_nobody_makes_has_no_day():
    found = flows([share(1, 1, {ONE: 4, TWO: 4}), share(2, 2, {ONE: 4}), share(3, 2, {TWO: 6})])
    assert found[2].inputs == [Portion(4, ONE)]
    assert found[3].inputs == [Portion(4, TWO), Portion(2, None)]


def test_handing_over_takes_its_weeks_and_declined_work_brings_nothing():
    found = flows(
        [share(1, 1, {ONE: 5}), share(2, 1, {ONE: 5}, state="declined"), share(3, 2, {TWO: 8}, wait=1)]
    )
    assert found[3].inputs == [Portion(5, TWO), Portion(3, None)]


def test_inspected_pieces_of_work_taken_back_still_come():
    found = flows([share(1, 1, {ONE: 5}, state="withdrawn", final=2), share(3, 2, {TWO: 2})])
    assert found[3].inputs == [Portion(2, ONE)]
