"""PostgreSQL lets a row pass whose CHECK is NULL: no row may make one with branches NULL, or it says why.

Asked of the database itself: each condition of the catalogue is reckoned for every mix of a few values of
its columns, NULL where the column may be NULL.
"""

import re

import pytest
from django.db import connection

CHECKS = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_expr(c.conbin, c.conrelid),
       ARRAY(SELECT ARRAY[a.attname::text, format_type(a.atttypid, NULL), (NOT a.attnotnull)::text]
               FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) ORDER BY 1)
  FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
 WHERE n.nspname = 'public' AND c.contype = 'c'
 ORDER BY 1, 2
"""
SOME = {
    "bigint": ["-1", "0", "1", "2"],
    "integer": ["-1", "0", "1", "2"],
    "smallint": ["-1", "0", "1", "2"],
    "boolean": ["true", "false"],
    "date": ["2026-01-01", "2026-01-02"],
    "timestamp with time zone": ["2026-01-01", "2026-01-02"],
    "numeric": ["-200", "0", "100"],
    "time without time zone": ["06:00", "10:00"],
    "uuid": ["00000000-0000-0000-0000-000000000001"],
    "jsonb": ["{}"],
}
WORD = re.compile(r"'([^']*)'::(?:character varying|text)")
HARMLESS: dict[str, str] = {}
"""Constraint → why a NULL may pass it."""


def _ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _values(kind, may_be_null, words):
    found = ["x", "", *words] if kind in {"character varying", "text"} else SOME[kind]
    told = [f"'{one}'" for one in dict.fromkeys(found)] + (["NULL"] if may_be_null else [])
    return f"unnest(ARRAY[{', '.join(told)}]::{kind}[])"


def passed_by_null(condition, columns):
    """One row that makes the condition NULL, as text; None when there is none."""
    words = WORD.findall(condition)
    mixes = ", ".join(
        f'{_values(kind, nullable == "true", words)} AS _{at}("{name}")'
        for at, (name, kind, nullable) in enumerate(columns)
    )
    names = ", ".join(f'"{name}"' for name, _kind, _nullable in columns)
    found = _ask(f"SELECT ROW({names})::text FROM {mixes} WHERE ({condition}) IS NULL LIMIT 1")
    return found[0][0] if found else None


def _branched():
    """Conditions with branches, and with a column that may be NULL."""
    for table, name, condition, columns in _ask(CHECKS):
        if any(nullable == "true" for *_rest, nullable in columns) and re.search(
            r"\b(OR|NOT|CASE)\b", condition
        ):
            yield f"{table}.{name}", condition, columns


@pytest.mark.django_db
def test_no_row_makes_a_check_with_branches_null():
    told = {name: passed_by_null(condition, columns) for name, condition, columns in _branched()}
    assert len(told) > 50
    open_ones = {name: row for name, row in told.items() if row}
    assert {name: row for name, row in open_ones.items() if name not in HARMLESS} == {}
    assert set(HARMLESS) <= set(open_ones), "harmless and mended: take it off the list"


@pytest.mark.django_db
def test_the_hole_this_looks_for_is_seen():
    columns = [["left_on", "date", "true"], ["paid", "bigint", "true"]]
    hole = "((left_on IS NULL) AND (paid IS NULL)) OR ((left_on >= '2026-01-01'::date) AND (paid >= 0))"
    assert passed_by_null(hole, columns)
    assert passed_by_null(f"(left_on IS NOT NULL AND paid IS NOT NULL AND ({hole}))", columns) is None
