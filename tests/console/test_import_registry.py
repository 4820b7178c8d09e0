"""The import command: JSON and nothing else, nothing changed without --commit, exit code 2 when it cannot."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from sentra.crafts.models import RegistryEntry
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from tests.domain.registry.test_operations import niks, table_counts

DATA = Path(__file__).parents[1] / "data" / "registry"
WEAVERS = str(DATA / "pengrajin-hulu-sungai-utara-a.xlsx")
BATIK = str(DATA / "pengrajin-kutai-timur-b.xlsx")
COUNTS = ("rows_seen", "accepted", "already_known", "rejected", "duplicates", "warnings")


def run(*arguments: str) -> dict:
    out = io.StringIO()
    call_command("import_registry", *arguments, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def refused(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("import_registry", *arguments, stdout=out, stderr=err)
    assert end.value.code == 2
    answer = json.loads(out.getvalue())
    assert set(answer) == {"error"}
    assert answer["error"] in err.getvalue()
    return answer["error"], err.getvalue()


def numbers(answer: dict) -> tuple[int, ...]:
    return tuple(answer[name] for name in COUNTS)


@pytest.mark.parametrize(
    ("file", "office", "expected"),
    [(WEAVERS, "63.08", (436, 420, 0, 0, 16, 542)), (BATIK, "6408", (66, 64, 0, 0, 2, 89))],
)
def test_both_workbooks_checked_without_a_trace(db, file, office, expected):
    before = table_counts()
    answer = run(file, "--office", office)
    assert numbers(answer) == expected
    assert table_counts() == before
    assert not Tenant.objects.exists()
    told = [reason["level"] for reason in answer["reasons"]]
    assert (told.count("warning"), told.count("duplicate"), told.count("rejected")) == (
        expected[5], expected[4], expected[3],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "office", "zone", "accepted"),
    [(WEAVERS, "6308", "Asia/Makassar", 420), (BATIK, "64.08", "Asia/Makassar", 64)],
)
def test_both_workbooks_taken_over_found_their_office(db, file, office, zone, accepted):
    first = run(file, "--office", office, "--commit")
    tenant = Tenant.objects.get()
    assert (tenant.kind, tenant.zone) == ("office", zone)
    with transaction.atomic(), within(tenant.pk):
        assert RegistryEntry.objects.count() == accepted == first["accepted"]
    for again in (run(file, "--office", office), run(file, "--office", tenant.slug, "--commit")):
        assert (again["accepted"], again["already_known"]) == (accepted, accepted)
    assert Tenant.objects.count() == 1
    with transaction.atomic(), within(tenant.pk):
        assert RegistryEntry.objects.count() == accepted


def test_every_reason_has_its_row_and_an_indonesian_sentence(db):
    answer = run(WEAVERS, "--office", "63.08")
    for reason in answer["reasons"]:
        assert set(reason) - {"column"} == {"row", "sheet", "level", "code", "sentence"}
        assert reason["row"] > 0
        assert reason["sentence"]
    with translation.override("id"):
        expected = translation.gettext("No NIK: duplicates are found by name and village only.")
    assert expected in {reason["sentence"] for reason in answer["reasons"]}


def test_no_nik_is_printed(db):
    told = json.dumps(run(WEAVERS, "--office", "63.08"))
    assert not [number for number in niks() if number in told]


def test_what_cannot_be_used_is_said_in_json(db, tmp_path):
    page = tmp_path / "daftar.xls"
    page.write_text("<html><table></table></html>")
    huge = tmp_path / "besar.csv"
    with huge.open("wb") as stream:
        stream.truncate(13 * 1024 * 1024)
    before = table_counts()
    answers = {
        refused(*arguments)[0]
        for arguments in (
            ("--office", "63.08"), (WEAVERS,), (str(tmp_path / "none.xlsx"), "--office", "63.08"),
            (str(tmp_path), "--office", "63.08"), (WEAVERS, "--office", "99.08"), (WEAVERS, "--office", "63"),
            (str(page), "--office", "63.08"), (str(huge), "--office", "63.08"),
        )
    }  # fmt: skip
    assert len(answers) == 8
    refused(str(page), "--office", "63.08", "--commit")
    assert table_counts() == before


def test_a_list_of_another_district_is_rejected_not_guessed(db):
    answer = run(BATIK, "--office", "63.08")
    assert answer["accepted"] + answer["rejected"] + answer["duplicates"] == answer["rows_seen"] == 66


def test_a_cooperative_is_no_office(world):
    assert "galuh" in refused(WEAVERS, "--office", "galuh")[0]
    run(WEAVERS, "--office", "dinas-hsu", "--commit")
    with transaction.atomic(), within(world.office.pk):
        assert RegistryEntry.objects.count() == 420
    with transaction.atomic(), within(world.weavers.pk, world.batik.pk):
        assert RegistryEntry.objects.count() == 0
