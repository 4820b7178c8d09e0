"""A long list of makers: every row has a fate. `./sentra bench registry` measures 45,000 of them."""

from sentra.console.bench.registry import check, large_workbook, take_over
from sentra.kernel.tables import read_table_file

ROWS = 3_000


def test_a_long_list_is_read_whole(world, tmp_path):
    path = tmp_path / "large.xlsx"
    large_workbook(path, rows=ROWS, seed=1)
    checked = check(path, by=world.omar)
    found = take_over(checked["batch"], by=world.omar)
    assert {name: checked[name] for name in found if name != "seconds"} == {
        name: found[name] for name in found if name != "seconds"
    }
    assert found["rows_seen"] == ROWS == found["accepted"] + found["rejected"] + found["duplicates"]
    assert found["accepted"] > ROWS * 0.8


def test_the_same_seed_makes_the_same_list(tmp_path):
    def rows(seed):
        large_workbook(tmp_path / "list.xlsx", rows=50, seed=seed)
        return read_table_file(tmp_path / "list.xlsx")[0].rows

    assert rows(1) == rows(1) != rows(2)
