"""The office's import in the database: checked, corrected, taken over, undone; NIKs sealed, none told."""

import json
import re
from pathlib import Path

import openpyxl
import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.db import connection, transaction

from sentra.crafts.models import ColumnMemory, ImportBatch, RegistryEntry
from sentra.crafts.registry.craft_names import craft_of
from sentra.crafts.registry.later import ask_to_check, check_received
from sentra.crafts.registry.listed import registry, registry_count
from sentra.crafts.registry.operations import (
    check_again,
    check_file,
    commit_batch,
    confirm_columns,
    drop_batch,
    import_file,
    undo_batch,
)
from sentra.crafts.registry.queries import batch, batch_rows, batches
from sentra.crafts.registry.stored import text
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import AuditRow, StoredFile, Tenant
from sentra.kernel.tenancy import within
from sentra.people.founding import found_tenant
from sentra.people.nik import Sealer
from sentra.people.roles import RoleName
from tests.domain.registry.workbooks import xlsx
from tests.world import NOW, TODAY, World, staff

DATA = Path(__file__).parents[2] / "data" / "registry"
WEAVERS = (DATA / "pengrajin-hulu-sungai-utara-a.xlsx").read_bytes()
BATIK = (DATA / "pengrajin-kutai-timur-b.xlsx").read_bytes()
SEAL = Sealer.of("a secret only this test knows")
COUNTS = {
    "rows_seen": 436,
    "accepted": 420,
    "already_known": 0,
    "rejected": 0,
    "duplicates": 16,
    "warnings": 542,
}
HEADER = ["Nama", "NIK", "Desa", "Kecamatan", "Kerajinan", "Isi"]
PERSON = ["Siti Rahmah", "6308041703850001", "Sungai Namang", "Danau Panggang", "Anyaman purun", "Tas"]


def check(world: World, content: bytes = WEAVERS, by=None, **more) -> ImportBatch:
    return check_file(
        content=content, name="daftar.xlsx", seal=SEAL, by=by or world.omar, at=NOW, today=TODAY, **more
    )


def commit(world: World, found: ImportBatch, by=None) -> ImportBatch:
    return commit_batch(found.pk, seal=SEAL, by=by or world.omar, at=NOW, today=TODAY)


def counts(found: ImportBatch) -> dict[str, int]:
    return {name: found.counts[name] for name in COUNTS}


def looking(tenant: Tenant):
    return within(tenant.pk)


def table_counts() -> dict[str, int]:
    """Rows of every table, past managers and scopes: counted per tenant by the database itself."""
    with (
        transaction.atomic(),
        within(*Tenant.objects.values_list("pk", flat=True)),
        connection.cursor() as cursor,
    ):
        found = {}
        for table in sorted({model._meta.db_table for model in apps.get_models()}):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def niks() -> list[str]:
    """Every 16-digit number of the workbook, as typed."""
    sheet = openpyxl.load_workbook(DATA / "pengrajin-hulu-sungai-utara-a.xlsx", read_only=True).active
    cells = (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    return [cell.strip("'") for cell in cells if re.fullmatch(r"'?\d{16}", cell)]


def test_a_check_counts_and_takes_nobody_over(world):
    found = check(world)
    assert found.state == ImportBatch.State.CHECKED
    assert counts(found) == COUNTS
    with transaction.atomic(), looking(world.office):
        assert registry_count() == 0
        shown = batch(found.pk)
        assert [sheet.people for sheet in shown.sheets] == [436]
        assert "nik" in {column.field for column in shown.sheets[0].columns}
        assert [one.batch_id for one in batches()] == [found.pk]


def test_taking_over_makes_the_entries(world):
    found = commit(world, check(world))
    assert found.state == ImportBatch.State.COMMITTED
    assert counts(found) == COUNTS
    with transaction.atomic(), looking(world.office):
        assert registry_count() == 420
        assert RegistryEntry.objects.filter(craft=None).count() == 0
        assert RegistryEntry.objects.filter(village__code__startswith="63.08.").count() == 420
        assert RegistryEntry.objects.exclude(nik_hash="").count() > 250
        assert registry_count(active=False) == 154
        purun = registry(craft_code="anyaman-purun", size=3)
    assert all(row.craft == "Anyaman purun" for row in purun.rows)


def test_the_batik_list_of_another_office(world):
    office = found_tenant("office", slug="dinas-kutim", name="Dinas", district_code="64.08", at=NOW)
    rina = staff(office, "Rina", RoleName.OFFICER)
    found = commit(world, check(world, BATIK, by=rina), by=rina)
    assert counts(found) == {
        "rows_seen": 66, "accepted": 64, "already_known": 0, "rejected": 0, "duplicates": 2, "warnings": 89,
    }  # fmt: skip
    with transaction.atomic(), within(office.pk):
        kinds = dict(RegistryEntry.objects.values_list("product_text", "craft_id"))
    assert kinds["Kain batik kombinasi"] == "batik-kombinasi"
    assert kinds["Tas manik"] == "manik"


def test_the_same_list_again_knows_everybody(world):
    commit(world, check(world))
    again = commit(world, check(world))
    assert (again.counts["accepted"], again.counts["already_known"]) == (420, 420)
    with transaction.atomic(), looking(world.office):
        assert registry_count() == 420


def test_what_is_known_is_looked_at_again_when_taking_over(world):
    """Two officers check the same list; the second takes over after the first: nobody is doubled."""
    first, second = check(world), check(world)
    commit(world, first)
    assert commit(world, second).counts["already_known"] == 420
    with transaction.atomic(), looking(world.office):
        assert registry_count() == 420


def test_a_list_is_taken_over_once(world):
    found = commit(world, check(world))
    with pytest.raises(Refused, match="already"):
        commit(world, found)


def test_undo_leaves_nothing_but_the_audit_and_the_stub(world, django_capture_on_commit_callbacks):
    before = table_counts()
    checked = check(world)
    with transaction.atomic(), looking(world.office):
        path = StoredFile.objects.get().path
    assert storages["private"].exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        found = commit(world, checked)
    assert not storages["private"].exists(path)  # the workbook's plain identity numbers are not kept
    undone = undo_batch(found.pk, by=world.omar, at=NOW)
    assert (undone.state, undone.report, undone.file) == (ImportBatch.State.UNDONE, {}, None)
    assert counts(undone) == COUNTS
    assert not storages["private"].exists(path)
    after = table_counts()
    assert {table for table in after if after[table] != before[table]} == {
        "crafts_importbatch",
        "kernel_auditrow",
    }
    with transaction.atomic(), looking(world.office):
        assert batch(found.pk).sheets == ()
        assert batch_rows(found.pk).rows == ()
    with pytest.raises(Refused):
        undo_batch(found.pk, by=world.omar, at=NOW)


def test_after_undo_the_list_can_come_again(world):
    undo_batch(commit(world, check(world)).pk, by=world.omar, at=NOW)
    assert commit(world, check(world)).counts["already_known"] == 0


def test_undo_takes_only_its_own(world):
    other = xlsx(("A", [HEADER, PERSON]))
    commit(world, check(world, other))
    undo_batch(commit(world, check(world)).pk, by=world.omar, at=NOW)
    with transaction.atomic(), looking(world.office):
        assert [row.name for row in registry().rows] == ["Siti Rahmah"]


def test_a_checked_file_can_be_dropped(world, django_capture_on_commit_callbacks):
    before = table_counts()
    found = check(world)
    with django_capture_on_commit_callbacks(execute=True):
        drop_batch(found.pk, by=world.omar, at=NOW)
    after = table_counts()
    assert {table for table in after if after[table] != before[table]} == {"kernel_auditrow"}
    with pytest.raises(Refused):
        drop_batch(commit(world, check(world)).pk, by=world.omar, at=NOW)


def test_no_nik_is_told_anywhere(world):
    numbers = niks()
    assert len(numbers) > 250
    commit(world, check(world))
    with transaction.atomic(), looking(world.office), connection.cursor() as cursor:
        told = [repr(registry(size=1000)), repr(list(RegistryEntry.objects.all()[:500]))]
        for table in (
            "crafts_registryentry",
            "crafts_importbatch",
            "kernel_auditrow",
            "kernel_storedfile",
            "kernel_once",
        ):
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            told += [row[0] for row in cursor.fetchall()]
        page = batch_rows(ImportBatch.objects.get().pk, size=500)
        told.append(repr(page))
        sealed = RegistryEntry.objects.exclude(nik_hash="").first()
    everything = "\n".join(told)
    assert not [number for number in numbers if number in everything]
    assert any(row.nik_masked.startswith("•" * 12) for row in page.rows)
    assert SEAL.opened(sealed.nik_sealed)[-4:] == sealed.nik_last4
    with transaction.atomic(), looking(world.office):
        for row in AuditRow.objects.all():
            assert set(row.details) <= {"batch_id", "mapping"}


def test_a_nik_typed_into_another_column_is_veiled(world):
    astray = [*PERSON[:2], "Sungai Namang", "Danau Panggang", "Anyaman 6308041703850001", "Tas"]
    found = commit(world, check(world, xlsx(("A", [HEADER, astray]))))
    with transaction.atomic(), looking(world.office):
        assert RegistryEntry.objects.get().craft_text == "Anyaman " + "•" * 12 + "0001"
        assert "6308041703850001" not in json.dumps(ImportBatch.objects.get(pk=found.pk).report)
    assert text("a\x00b\ud800") == "ab?"
    assert text("6308 0417 0385 0001") == "•" * 12 + "0001"


def test_the_officer_says_what_a_column_is_and_is_remembered(world):
    content = xlsx(("A", [HEADER, PERSON]))
    found = check(world, content)
    with transaction.atomic(), looking(world.office):
        (sheet,) = batch(found.pk).sheets
    assert [column.field for column in sheet.columns][-1] == ""
    again = confirm_columns(
        found.pk, mapping={"Isi": "product"}, seal=SEAL, by=world.omar, at=NOW, today=TODAY
    )
    with transaction.atomic(), looking(world.office):
        (sheet,) = batch(again.pk).sheets
        assert (sheet.columns[-1].field, sheet.columns[-1].how) == ("product", "officer")
        assert [row.product for row in batch_rows(again.pk).rows] == ["Tas"]
        assert ColumnMemory.objects.count() == 1
    commit(world, again)
    with transaction.atomic(), looking(world.office):
        assert RegistryEntry.objects.get().product_text == "Tas"
    other = xlsx(("A", [[*HEADER, "Ket"], [*PERSON, ""]]))  # other headers: her word was not about these
    remembered, unknown = check(world, content), check(world, other)
    with transaction.atomic(), looking(world.office):
        assert batch_rows(remembered.pk).rows[0].product == "Tas"
        assert batch_rows(unknown.pk).rows[0].product == ""


@pytest.mark.parametrize("mapping", [{"Isi": "magic"}, {"Isi": "product", "Nama": "product"}, {"Nama": ""}])
def test_a_mapping_that_makes_no_sense_is_refused(world, mapping):
    found = check(world, xlsx(("A", [HEADER, PERSON])))
    with pytest.raises(Refused):
        confirm_columns(found.pk, mapping=mapping, seal=SEAL, by=world.omar, at=NOW, today=TODAY)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<html>", b"PK\x03\x04 broken", xlsx(("A", [["a", "b"], [1, 2]]))]
)
def test_what_is_no_list_is_refused_and_leaves_nothing(world, content):
    before = table_counts()
    for verb in (check_file, import_file):
        with pytest.raises(Refused) as refusal:
            verb(content=content, name="x.xlsx", seal=SEAL, by=world.omar, at=NOW, today=TODAY)
        assert refusal.value.field == "file"
    assert table_counts() == before


def test_the_preview_comes_in_pages(world, django_assert_num_queries):
    found = check(world)
    seen, after = [], 0
    with transaction.atomic(), looking(world.office):
        while True:
            with django_assert_num_queries(1):
                page = batch_rows(found.pk, after=after, size=100)
            seen += [row.number for row in page.rows]
            if page.next_after is None:
                break
            after = page.next_after
        twice = batch_rows(found.pk, outcome="duplicate").rows
        warned = batch_rows(found.pk, warned=True, size=500).rows
        with django_assert_num_queries(2):
            batch(found.pk)
    assert seen == list(range(1, 437))
    assert len(twice) == 16
    assert {row.says[0].level for row in twice} == {"duplicate"}
    assert len([row for row in warned if row.outcome == "accepted"]) == 346


def test_the_registry_list_costs_one_query(world, django_assert_num_queries):
    commit(world, check(world))
    with transaction.atomic(), looking(world.office):
        for size in (5, 200):
            with django_assert_num_queries(1):
                page = registry(size=size)
        with django_assert_num_queries(2):
            following = registry(after=page.next_after, size=500)
        names = [row.name for row in (*page.rows, *following.rows)]
        assert len(names) == len({row.entry_id for row in (*page.rows, *following.rows)}) == 420
        assert names == sorted(names)
        assert registry_count(village_code="63.08.01") < registry_count(village_code="63.08") == 420
        assert all("lampit" in repr(row).casefold() for row in registry(search="lampit", size=500).rows)
        assert registry(search="lampit").rows


def test_a_stranger_sees_nothing_and_may_nothing(world):
    found = commit(world, check(world))
    for tenant in (world.weavers, world.batik):
        with transaction.atomic(), within(tenant.pk):
            assert registry().rows == batch_rows(found.pk).rows == ()
            assert batches() == []
            with pytest.raises(ImportBatch.DoesNotExist):
                batch(found.pk)
    for by in (world.mira, world.zahra, world.aluh):
        with pytest.raises(PermissionDenied):
            check(world, by=by)
    office = found_tenant("office", slug="dinas-kutim", name="Dinas", district_code="64.08", at=NOW)
    rina = staff(office, "Rina", RoleName.OFFICER)
    for verb in (
        lambda: commit(world, found, by=rina),
        lambda: undo_batch(found.pk, by=rina, at=NOW),
        lambda: drop_batch(found.pk, by=rina, at=NOW),
    ):
        with pytest.raises(ImportBatch.DoesNotExist):
            verb()


@pytest.mark.parametrize(
    ("craft", "product", "code"),
    [
        ("Anyaman purun", "Tas", "anyaman-purun"),
        ("ANYAMAN ENCENG GONDOK", "", "anyaman-eceng-gondok"),
        ("Batik", "Kain batik ciprat", "batik-ciprat"),
        ("Batik", "Kain", "batik"),
        ("Batik tulis dan cap", "", "batik-kombinasi"),
        ("Batik tulis", "Kain cap", "batik-tulis"),
        ("Ukir/manik", "Tas manik", "manik"),
        ("Ukir/manik", "", None),
        ("", "Lampit", "anyaman-rotan"),
        ("Anyaman", "Tikar purun", "anyaman-purun"),
        ("Anyaman", "Tikar", "anyaman-lainnya"),
        ("Alat tulis", "", None),
        ("", "", None),
        ("Pande besi", "", None),
    ],
)
def test_the_words_for_crafts(craft, product, code):
    assert craft_of(craft, product) == code


def seen(world, found: ImportBatch):
    with transaction.atomic(), looking(world.office):
        return batch(found.pk)


def test_a_check_grows_old_when_other_lists_come_or_go(world):
    first, second = check(world), check(world)
    assert not seen(world, second).stale
    commit(world, first)
    assert seen(world, second).stale
    assert not seen(world, first).stale  # taken over: nothing is left to decide
    check_again(second.pk, seal=SEAL, by=world.omar, at=NOW, today=TODAY)
    assert (seen(world, second).stale, seen(world, second).counts["already_known"]) == (False, 420)
    undo_batch(first.pk, reason="x", by=world.omar, at=NOW)
    assert seen(world, second).stale
    check_again(second.pk, seal=SEAL, by=world.omar, at=NOW, today=TODAY)
    assert (seen(world, second).stale, seen(world, second).counts["already_known"]) == (False, 0)


def test_the_lists_of_another_office_make_no_check_old(world):
    found = check(world)
    office = found_tenant("office", slug="dinas-kutim", name="Dinas", district_code="64.08", at=NOW)
    rina = staff(office, "Rina", RoleName.OFFICER)
    commit(world, check(world, BATIK, by=rina), by=rina)
    with transaction.atomic(), within(world.office.pk, office.pk):
        assert not batch(found.pk).stale


def test_checking_again_keeps_the_columns_and_is_for_open_lists(world):
    found = check(world, xlsx(("A", [HEADER, PERSON])), mapping={"Isi": "product"})
    check_again(found.pk, seal=SEAL, by=world.omar, at=NOW, today=TODAY)
    assert seen(world, found).sheets[0].columns[-1].field == "product"
    commit(world, found)
    with pytest.raises(Refused, match="already"):
        check_again(found.pk, seal=SEAL, by=world.omar, at=NOW, today=TODAY)
    with pytest.raises(PermissionDenied):
        check_again(found.pk, seal=SEAL, by=world.mira, at=NOW, today=TODAY)


def asked_again(world, found: ImportBatch, mapping=None) -> ImportBatch:
    ask_to_check(found.pk, mapping=mapping, by=world.omar, at=NOW)
    assert seen(world, found).counts == {}
    return check_received(found.pk, seal=SEAL, by=world.omar, at=NOW, today=TODAY)


def test_a_job_checks_again_with_the_officers_columns_and_remembers_them(world):
    content = xlsx(("A", [HEADER, PERSON]))
    found = check(world, content)
    asked_again(world, found)
    assert seen(world, found).sheets[0].columns[-1].field == ""
    with transaction.atomic(), looking(world.office):
        assert ColumnMemory.objects.count() == 0  # she said nothing
    asked_again(world, found, {"Isi": "product"})
    assert seen(world, check(world, content)).sheets[0].columns[-1].how == "officer"
    with pytest.raises(Refused, match="same thing"):
        ask_to_check(found.pk, mapping={"a": "name", "b": "name"}, by=world.omar, at=NOW)


def test_a_mapping_without_names_leaves_the_list_as_it_was(world):
    found = check(world, xlsx(("A", [HEADER, PERSON])))
    asked_again(world, found, {"Nama": ""})
    shown = seen(world, found)
    assert (shown.counts["accepted"], bool(shown.trouble)) == (1, True)
    with transaction.atomic(), looking(world.office):
        assert ColumnMemory.objects.count() == 0
    commit(world, found)
