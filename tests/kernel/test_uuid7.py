"""Identifiers sort by time and keep the layout of RFC 9562."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.kernel.uuid7 import made_at, uuid7

INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC))


@given(at=INSTANTS)
def test_layout_and_instant(at):
    made = uuid7(at)
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert timedelta(0) <= at - made_at(made) < timedelta(milliseconds=1)


@given(earlier=INSTANTS, gap=st.timedeltas(timedelta(milliseconds=1), timedelta(days=300)))
def test_later_sorts_later(earlier, gap):
    assert uuid7(earlier) < uuid7(earlier + gap)
    assert str(uuid7(earlier)) < str(uuid7(earlier + gap))


def test_two_are_never_alike():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert len({uuid7(at) for _ in range(10_000)}) == 10_000


def test_refusals():
    with pytest.raises(ValueError, match="zone"):
        uuid7(datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="version 7"):
        made_at(uuid.uuid4())
