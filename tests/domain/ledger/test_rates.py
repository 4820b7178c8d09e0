"""Dated rates: one row a day, with its source; what nobody checked says so."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.kernel.errors import Refused
from sentra.ledger.rates import FILE, rate, read

ROW: dict[str, Any] = {
    "kind": "x", "name": "X", "from": "2020-01-01", "until": "2020-12-31", "of": "whole", "law": "UU 1",
    "bands": [{"over_idr": 0, "rate_bp": 500}], "source": "uji", "checked_by": "",
}  # fmt: skip


def test_every_row_of_the_file_says_where_it_stands():
    told = json.loads(FILE.read_text())["rates"]
    for kind, rows in read(told).items():
        for row in rows:
            assert row.law, kind
            assert row.source, kind
            assert rate(kind, row.since) == row
            assert row.checked == bool(row.checked_by)


def test_a_day_without_a_row_is_refused():
    with pytest.raises(Refused, match="No rate is known"):
        rate("savings_interest_tax", date(1999, 1, 1))
    with pytest.raises(Refused, match="No rate is known"):
        rate("window_tax", date(2026, 1, 1))


def test_rows_follow_each_other():
    later = ROW | {"from": "2021-01-01", "until": None}
    assert [one.since.year for one in read([later, ROW])["x"]] == [2020, 2021]
    with pytest.raises(ValueError, match="two rates"):
        read([ROW, later | {"from": "2020-12-31"}])
    with pytest.raises(ValueError, match="two rates"):
        read([ROW | {"until": None}, later])


@pytest.mark.parametrize(
    "wrong",
    [
        {"bands": []},
        {"bands": [{"over_idr": 5, "rate_bp": 1}]},
        {"bands": [{"over_idr": 0, "rate_bp": 1}, {"over_idr": 0, "rate_bp": 2}]},
        {"of": "half"},
        {"source": ""},
    ],
)
def test_a_row_that_cannot_stand(wrong):
    with pytest.raises(ValueError, match="x:"):
        read([ROW | wrong])


BANDS = [{"over_idr": 0, "rate_bp": 500}, {"over_idr": 60_000, "rate_bp": 1500}]


def test_of_the_part_and_of_the_whole():
    part, whole = read([ROW | {"bands": BANDS, "of": "part"}])["x"][0], read([ROW | {"bands": BANDS}])["x"][0]
    assert (part.due_on(60_000), part.due_on(100_000)) == (3_000, 9_000)
    assert (whole.due_on(60_000), whole.due_on(60_001)) == (3_000, 9_000)
    with pytest.raises(ValueError, match="upwards"):
        part.due_on(-1)


@given(st.integers(0, 10**12))
def test_a_part_never_passes_the_whole_at_the_same_bands(idr):
    part, whole = read([ROW | {"bands": BANDS, "of": "part"}])["x"][0], read([ROW | {"bands": BANDS}])["x"][0]
    assert 0 <= part.due_on(idr) <= whole.due_on(idr) <= idr
