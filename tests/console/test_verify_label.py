"""`verify_label` tells labels apart from a published file, without a database."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from sentra.origin.codes import written
from sentra.origin.operations import revoke_label
from sentra.origin.queries import code_of
from tests.domain.origin.given import finished_lot, issued, told
from tests.world import NOW


@pytest.fixture
def labels(world, tmp_path):
    made = issued(world, finished_lot(world).lot_id)
    (tmp_path / "old.json").write_text(json.dumps(told(world)))
    revoke_label(made[4].pk, why="lost", by=world.mira, at=NOW)
    (tmp_path / "new.json").write_text(json.dumps(told(world)))
    return [code_of(one) for one in made]


def said(tmp_path, *codes, keys="new.json", **more):
    out = io.StringIO()
    trouble = None
    try:
        call_command("verify_label", *codes, keys=str(tmp_path / keys), stdout=out, **more)
    except CommandError as found:
        trouble = found
    return out.getvalue().splitlines(), trouble


def test_a_genuine_label(labels, tmp_path, django_assert_num_queries):
    with django_assert_num_queries(0):
        lines, trouble = said(tmp_path, f"https://sentra.example/asal/{labels[0]}")
    assert lines == ["genuine Produk tas-purun, lot 2, piece 1", "list of 2026-08-03"]
    assert trouble is None


def test_forged_copied_and_withdrawn_are_told_apart(labels, tmp_path):
    lines, trouble = said(tmp_path, labels[0], labels[1], labels[0], labels[4], written(b"\1", b"s" * 64))
    assert [line.split()[0] for line in lines[:-1]] == ["genuine", "genuine", "copied", "revoked", "changed"]
    assert lines[3].endswith("since 2026-08-03: lost")
    assert (trouble.returncode, str(trouble)) == (1, "3 of 5 not genuine.")


def test_an_older_list_does_not_know_what_was_withdrawn_since(labels, tmp_path):
    assert said(tmp_path, labels[4], keys="old.json")[0][0].startswith("genuine")
    newer = {"revoked": str(tmp_path / "new.json")}
    assert said(tmp_path, labels[4], keys="old.json", **newer)[0][0].startswith("revoked")


def test_a_file_that_is_none(tmp_path):
    (tmp_path / "new.json").write_text("?")
    for keys in ("new.json", "nowhere.json"):
        assert said(tmp_path, "x", keys=keys)[1].returncode == 2
