"""`./sentra manage surplus`: a published example from a file, a cooperative's year, and what is refused."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.domain.cooperative.surplus.given import two_members

LUKMAN = {  # Lukman's cooperative: tests/data/cooperative/shu_examples.json, shu-01
    "surplus": 60_000_000,
    "parts": [
        {"key": "usaha", "percent": "25"},
        {"key": "modal", "percent": 20},
        {"key": "cadangan", "percent": "55"},
    ],
    "held": {"sold": {"1": 5_000_000, "2": 70_000_000}, "savings": {"1": 2_000_000, "2": 98_000_000}},
}


def asked(tmp_path, case=None, *arguments):
    if case is not None:
        file = tmp_path / "case.json"
        file.write_text(json.dumps(case))
        arguments = ("--file", str(file), *arguments)
    out = io.StringIO()
    call_command("surplus", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_a_published_example_comes_out_as_published(tmp_path):
    found = asked(tmp_path, LUKMAN)
    assert found["members"]["1"] == 1_240_000
    assert found["funds"] == {"cadangan": 33_000_000}
    assert sum(one["pool_idr"] for one in found["parts"]) == found["surplus_idr"] == 60_000_000


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"parts": LUKMAN["parts"][:2]}, "45 %"),
        ({"parts": [{"key": "usaha", "percent": "1,234"}]}, "1,234"),
        ({"parts": [{"key": "apa", "percent": "100"}]}, "apa"),
        ({"held": {"sold": {"1": 0}, "savings": {"1": 5}}}, "Jasa usaha"),
        ({"surplus": -5}, "loss|Rugi"),
        ({"surplus": "banyak"}, "banyak"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(tmp_path, change, told):
    with pytest.raises(CommandError, match=told) as refused:
        asked(tmp_path, LUKMAN | change)
    assert refused.value.returncode == 1


def test_a_cooperatives_year_is_tried_and_nothing_is_kept(world, tmp_path):
    two_members(world)
    year = ("--tenant", world.weavers.slug, "--year-end", "2025-12-31")
    found = asked(tmp_path, None, *year, "--part", "cadangan=40", "--part", "usaha=40", "--part", "modal=20")
    assert found["members"] == {"1": 350_001, "2": 250_001}
    own = asked(tmp_path, None, *year, "--part", "usaha=40", "--own", "Dana risiko=3-1500=60")
    assert [(one["name"], one["pool_idr"]) for one in own["parts"]][1] == ("Dana risiko", 600_002)
    with pytest.raises(CommandError, match="cannot go"):
        asked(tmp_path, None, *year, "--own", "Kas=1-1100=100")
    assert asked(tmp_path, None, *year)["surplus_idr"] == 1_000_003
    with pytest.raises(CommandError, match="Tidak ada koperasi"):
        asked(tmp_path, None, "--tenant", "entah", "--year-end", "2025-12-31")
    with pytest.raises(CommandError, match="--tenant"):
        asked(tmp_path, None)


@pytest.mark.parametrize("text", ["", "[]", "7", "null", '{"surplus": 1, "parts": [3]}', "abc"])
def test_a_file_of_another_form_is_refused_without_python_words(tmp_path, text):
    file = tmp_path / "case.json"
    file.write_text(text)
    with pytest.raises(CommandError, match="tidak dapat dibaca") as refused:
        call_command("surplus", "--file", str(file))
    assert "Error" not in str(refused.value)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["--part", "usaha"], "BAGIAN=NILAI"), (["--part", "usaha=banyak"], "persen harus angka"),
        (["--part", "apa=100"], "apa tidak ada"),
        (["--part", "usaha=100", "--rest", "usaha=apa"], "apa tidak ada"),
        (["--part", "usaha=100", "--rest", "modal=cadangan"], "modal tidak ada"),
    ],
)  # fmt: skip
def test_a_wrong_word_on_the_line_is_named(world, said, told):
    with pytest.raises(CommandError, match=told):
        call_command("surplus", "--tenant", world.weavers.slug, "--year-end", "2025-12-31", *said)
