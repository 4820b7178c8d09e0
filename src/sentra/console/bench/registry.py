"""An office's long list from file to registry: seconds and peak memory of processes that do nothing else.

The workbook is made anew from the demo's own: the same seed makes the same rows. One process checks the file
as an upload, a second takes over everybody who is accepted, as the job does, on a database of their own.
"""

import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter

from sentra.console.bench.scratch import scratch
from sentra.kernel.tables import read_table_file

if TYPE_CHECKING:
    from sentra.kernel.actor import Actor

ROWS = 45_000
MOST_SECONDS = 60
MOST_MB = 500
HEADING = 5  # the line of the source that names its columns
NUMBER, NAME, NIK, VILLAGE = 0, 1, 2, 5  # its columns
SOURCE = Path(__file__).parents[1] / "demo" / "workbooks" / "pengrajin-hulu-sungai-utara-a.xlsx"
OFFICE = """
INSERT INTO kernel_tenant (uid, kind, slug, name, district_code, zone, address, phone, settings)
VALUES (gen_random_uuid(), 'office', 'bench', 'Bench', '63.08', 'Asia/Makassar', '', '', '{}')
"""
AT, TODAY = datetime(2026, 11, 22, 2, tzinfo=UTC), date(2026, 11, 22)


def large_workbook(path: Path, *, rows: int, seed: int) -> None:
    """The office's own rows again and again, each with a name, NIK, phone and spelling of its own."""
    chance = random.Random(seed)  # noqa: S311  # a measurement, not a secret
    lines = {row.number: list(row.cells) for row in read_table_file(SOURCE)[0].rows}
    people = [line for line in lines.values() if isinstance(line[NUMBER], int | float)]
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [value or "" for value in lines[HEADING]])
    for at in range(1, rows + 1):
        for column, value in enumerate(_somebody(at, list(chance.choice(people)), chance)):
            if value is not None:
                sheet.write(at, column, value)
    book.close()


def _somebody(at: int, row: list[Any], chance: random.Random) -> list[Any]:
    """One row made another person's; one in five misspells its village."""
    row[NUMBER], row[NAME] = at, f"{row[NAME]} {''.join(chance.choices('aeioulmnrst', k=6))}"
    if row[NIK]:
        row[NIK] = str(row[NIK]).strip("'")[:-4] + f"{chance.randrange(1, 9999):04d}"
    if at % 5 == 0 and (village := row[VILLAGE]):
        place = chance.randrange(len(village))
        row[VILLAGE] = village[:place] + chance.choice("aiueon") + village[place + 1 :]
    return row


def check(path: Path, *, by: "Actor") -> dict[str, Any]:
    """Check the file as the screens do: seconds, the batch, and what became of the rows."""
    from sentra.crafts.registry.operations import check_file
    from sentra.web.keys import nik_sealer

    began = time.perf_counter()
    content, seal = path.read_bytes(), nik_sealer()
    batch = check_file(content=content, name=path.name, seal=seal, by=by, at=AT, today=TODAY)
    return {"seconds": time.perf_counter() - began, "batch": batch.pk, **batch.counts}


def take_over(batch_id: int, *, by: "Actor") -> dict[str, Any]:
    """Take the checked list over: seconds, and what became of the rows."""
    from sentra.crafts.registry.operations import commit_batch
    from sentra.web.keys import nik_sealer

    began = time.perf_counter()
    counts = commit_batch(batch_id, seal=nik_sealer(), by=by, at=AT, today=TODAY).counts
    return {"seconds": time.perf_counter() - began, **counts}


def measure(rows: int, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What `check` and `take_over` tell, and `mb`: the peak of its process and of the reading process."""
    with scratch(OFFICE) as there, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.xlsx"
        large_workbook(path, rows=rows, seed=seed)
        os.environ.update(there | {"SENTRA_STATE": folder})  # uploads of the measurement go with it
        checked = _alone(check, path)
        return checked, _alone(take_over, checked["batch"])


def _alone(work: Callable[..., dict[str, Any]], told: Any) -> dict[str, Any]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        return alone.submit(_client, work, told).result()


def _client(work: Callable[..., dict[str, Any]], told: Any) -> dict[str, Any]:
    import django

    django.setup()
    from sentra.kernel.actor import system
    from sentra.kernel.models import Tenant
    from sentra.people.roles import RoleName, permissions

    by = system(Tenant.objects.get().pk, permissions(RoleName.OFFICER), "Asia/Makassar")
    found = work(told, by=by)
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return found | {"mb": sum(resource.getrusage(who).ru_maxrss for who in both) // 1024}
