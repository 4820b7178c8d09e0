"""Who is the same person: a careful rule, and a control for each part of it."""

import pytest

from sentra.crafts.registry import duplicates
from sentra.crafts.registry.entries import KnownMaker
from tests.domain.registry.workbooks import HEADER, check, codes, counts, maker

NIK, OTHER_NIK = "6308026809689904", "6308026809689905"


def two(first=None, second=None, **options):
    return check([HEADER, maker(1, "Siti", **(first or {})), maker(2, "Siti", **(second or {}))], **options)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ({"nik": NIK}, {"nik": f"'{NIK}"}, "duplicate_nik"),
        ({"nik": NIK}, {"nik": int(NIK)}, "duplicate_nik"),
        ({"nik": NIK}, {"nik": NIK, "village": "Keramat", "subdistrict": "Haur Gading"}, "duplicate_nik"),
        ({}, {}, "duplicate_person"),
        ({"phone": "081299603082"}, {"phone": 81299603082, "product": "topi"}, "duplicate_person"),
        ({"phone": "081299603082"}, {"phone": "0813-1111-2222 / 0812-9960-3082"}, "duplicate_person"),
        ({"nik": "630802680968990"}, {"nik": "630802680968990", "product": "topi"}, "duplicate_person"),
        ({"nik": NIK}, {"nik": NIK[:-1]}, "duplicate_person"),
        ({"nik": NIK}, {}, "duplicate_person"),
        ({"village": "Babirik Hulu"}, {"village": "BABIRIK  HULU "}, "duplicate_person"),
        (
            {"village": "Sungai Turak", "subdistrict": "Amuntai Utara"},
            {"village": "Sei Turak", "subdistrict": "Amuntay Utara"},
            "duplicate_person",
        ),
        ({"village": "Entah"}, {"village": "ENTAH"}, "duplicate_person"),
        ({"village": None}, {"village": None}, "duplicate_person"),
    ],
)
def test_the_same_person_twice(first, second, code):
    report = two(first, second)
    assert counts(report) == (2, 1, 0, 1)
    assert report.rows[1].first == ("Data", 2)
    assert codes(report.rows[1])[0] == code


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"nik": NIK}, {"nik": OTHER_NIK}),
        ({"village": "Babirik Hulu"}, {"village": "Babirik Hilir"}),
        (
            {"village": "Keramat", "subdistrict": "Haur Gading"},
            {"village": "Keramat", "subdistrict": "Amuntai Selatan"},
        ),
    ],
)
def test_two_people_of_one_name(first, second):
    report = two(first, second)
    assert counts(report) == (2, 2, 0, 0)
    assert not any("duplicate" in code for code in codes(report.rows[1]) if code != "possible_duplicate")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"phone": "081299603082"}, {"phone": "081299603083"}),
        ({"product": "tikar"}, {"product": "topi"}),
        ({"craft": "Anyaman purun"}, {"craft": "Anyaman rotan"}),
        ({"nik": "630802680968990"}, {"nik": "630802451171994"}),
        ({"village": None, "product": "tikar"}, {"village": None, "product": None}),
        ({"nik": NIK, "phone": "081299603082"}, {"nik": OTHER_NIK, "phone": "081299603082"}),
    ],
)
def test_what_may_be_one_or_two_people_is_asked(first, second):
    report = two(first, second)
    assert counts(report) == (2, 2, 0, 0)
    assert codes(report.rows[1])[0] == "possible_duplicate"
    assert report.warnings >= 1


def test_same_nik_with_another_name_is_a_duplicate_to_look_at():
    report = check([HEADER, maker(1, "Siti", nik=NIK), maker(2, "Basri", nik=NIK)])
    assert counts(report) == (2, 1, 0, 1)
    assert codes(report.rows[1])[0] == "duplicate_nik_other_name"


def test_titles_spaces_and_capitals_do_not_make_another_person():
    report = check([HEADER, maker(1, "Hj. Nor Hayati"), maker(2, "NORHAYATI")])
    assert counts(report) == (2, 1, 0, 1)


def test_the_first_counts_and_a_rejected_row_is_never_the_first():
    report = check(
        [
            HEADER,
            maker(1, None, nik=NIK),
            maker(2, "Siti", nik=NIK),
            maker(3, "Siti", nik=NIK),
            maker(4, "Siti", nik=NIK),
        ]
    )
    assert counts(report) == (4, 1, 1, 2)
    assert [row.first for row in report.rows] == [None, None, ("Data", 3), ("Data", 3)]


def test_already_known_is_part_of_accepted():
    known = [
        KnownMaker("a", "Siti", nik_key=f"hash of {NIK}"),
        KnownMaker("b", "Ana", village="63.08.02.2002", phones=("+6281299603082",), product="topi"),
        KnownMaker("c", "Mina", village="63.08.02.2002", product="lampit"),
    ]
    report = check(
        [
            HEADER,
            maker(1, "Sity", nik=NIK),
            maker(2, "ANA", phone="081299603082"),
            maker(3, "Mina"),
            maker(4, "Rina"),
        ],
        known=known,
        digest=lambda nik: f"hash of {nik}",
    )
    assert counts(report) == (4, 4, 0, 0)
    assert report.already_known == 2
    assert [row.known_ref for row in report.rows] == ["a", "b", "", ""]
    assert "possible_duplicate_known" in codes(report.rows[2])


def test_control_without_the_nik_rule_the_count_would_be_wrong(monkeypatch):
    rows = [HEADER, maker(1, "Siti", nik=NIK), maker(2, "Sitti", nik=NIK)]
    assert check(rows).duplicates == 1
    monkeypatch.setattr(duplicates.Register, "find", lambda self, facts: None)
    assert check(rows).duplicates == 0


def test_control_a_careless_rule_would_merge_two_people(monkeypatch):
    rows = [HEADER, maker(1, "Siti", nik=NIK), maker(2, "Siti", nik=OTHER_NIK)]
    assert check(rows).duplicates == 0
    monkeypatch.setattr(duplicates, "compare", lambda one, other: "same_person")
    assert check(rows).duplicates == 1


def test_the_same_file_again_is_known_as_a_whole():
    """What was accepted comes back as already known, twins of one name included."""
    rows = [
        HEADER,
        maker(1, "Siti", product="tikar"),
        maker(2, "Siti", product="topi"),
        maker(3, "Ana", nik=NIK),
        maker(4, "Mina", village=None),
        maker(5, "Rina", phone="081299603082", village="Entah"),
    ]
    first = check(rows)
    known = [
        KnownMaker(
            ref=str(row.row),
            name=row.entry.name.text,
            nik_key=row.entry.nik.nik,
            village=row.entry.place.village,
            subdistrict=row.entry.place.subdistrict,
            village_text=row.entry.place.village_text,
            phones=row.entry.phones.all,
            business=row.entry.business,
            address=row.entry.address,
            craft=row.entry.craft,
            product=row.entry.product,
        )
        for row in first.rows
        if row.outcome == "accepted"
    ]
    again = check(rows, known=known)
    assert (first.accepted, again.accepted, again.already_known) == (5, 5, 5)
    assert [row.known_ref for row in again.rows] == ["2", "3", "4", "5", "6"]
