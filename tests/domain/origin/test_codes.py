"""The bytes in a label's QR: what goes in comes out, and nothing else comes out of anything else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.origin.codes import (
    FINISHES,
    KINDS,
    MOST_BYTES,
    WAYS,
    CodeBroken,
    LabelFacts,
    StageFacts,
    packed,
    read,
    unpacked,
    written,
)

DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))
STAGES = st.builds(
    lambda name, first, more: StageFacts(name, first, first + timedelta(days=more)),
    st.text(max_size=80), DAYS, st.integers(0, 400),
)  # fmt: skip
FACTS = st.builds(
    LabelFacts,
    cooperative=st.integers(0, 2**31), key=st.integers(0, 99), label=st.integers(0, 2**31),
    kind=st.sampled_from(KINDS),
    finish=st.sampled_from(FINISHES), way=st.sampled_from(WAYS), lot=st.integers(0, 2**31),
    serial=st.integers(0, 10_000), pieces=st.integers(0, 10_000), issued_on=DAYS,
    product=st.text(max_size=120),
    motif=st.text(max_size=80), materials=st.text(max_size=200),
    stages=st.lists(STAGES, max_size=12).map(tuple),
)  # fmt: skip


def bag(**more):
    told = {
        "cooperative": 12, "key": 1, "label": 4_711, "kind": "piece", "finish": "finished",
        "way": "other", "lot": 318,
        "serial": 17, "pieces": 1, "issued_on": date(2026, 11, 22), "product": "Tas purun Amuntai besar",
        "motif": "Kembang manggis", "materials": "Purun, benang, pernis",
        "stages": (
            StageFacts("Anyam", date(2026, 10, 5), date(2026, 11, 2)),
            StageFacts("Jahit dan kait", date(2026, 11, 14), date(2026, 11, 14)),
        ),
    }  # fmt: skip
    return LabelFacts(**told | more)


def test_what_goes_in_comes_out():
    assert unpacked(packed(bag())) == bag()


@given(FACTS)
def test_any_label_fits_and_only_names_are_shortened(facts):
    payload = packed(facts)
    found = unpacked(payload)
    assert len(payload) <= MOST_BYTES
    assert (found.label, found.lot, found.serial, found.way, found.issued_on) == (
        facts.label, facts.lot, facts.serial, facts.way, facts.issued_on,
    )  # fmt: skip
    assert [(one.first_on, one.last_on) for one in found.stages] == [
        (one.first_on, one.last_on) for one in facts.stages[-8:]
    ]


@given(st.binary(max_size=250))
def test_other_bytes_are_refused_or_are_another_label(raw):
    try:
        unpacked(raw)
    except CodeBroken:
        return


@pytest.mark.parametrize("end", range(len(packed(bag()))))
def test_a_part_of_a_label_is_no_label(end):
    with pytest.raises(CodeBroken):
        unpacked(packed(bag())[:end])


def test_a_longer_label_is_no_label():
    with pytest.raises(CodeBroken):
        unpacked(packed(bag()) + b"\0")


def test_a_code_is_read_alone_and_at_the_end_of_an_address():
    code = written(b"payload", b"s" * 64)
    for text in (code, f" {code}\n", f"https://galuh.example/asal/{code}", f"http://x/asal/{code}/"):
        assert read(text) == (b"payload", b"s" * 64)


@pytest.mark.parametrize("text", ["", ".", "abc", "abc.def", "a b.c", "é.é", written(b"x", b"s" * 63)])
def test_other_text_is_refused(text):
    with pytest.raises(CodeBroken):
        read(text)


def test_a_code_has_one_spelling():
    """64 bytes leave four bits of the last letter unused: set, they would spell it anew."""
    code = written(b"payload", b"\0" * 64)
    assert code.endswith("A")
    with pytest.raises(CodeBroken):
        read(code[:-1] + "B")
