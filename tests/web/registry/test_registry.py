"""The office's registry on screen: a list is checked, corrected, taken over, exported and undone."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from sentra.crafts import jobs
from sentra.crafts.models import ImportBatch, RegistryEntry
from sentra.crafts.registry import operations
from sentra.crafts.registry.later import JOB
from sentra.crafts.registry.operations import TAKE_OVER, import_file, undo_batch
from sentra.crafts.registry.refused import refused
from sentra.kernel.models import AuditRow
from sentra.kernel.tables import TableRefused
from sentra.kernel.tenancy import reading
from sentra.people.models import User
from sentra.people.roles import RoleName
from sentra.web.keys import nik_sealer
from sentra.web.registry import imports, views
from sentra.web.registry.words import FIELDS, LEFT_OUT
from tests.world import NOW, TODAY, staff

SAMPLES = Path(__file__).parents[2] / "data" / "registry"
HSU = "pengrajin-hulu-sungai-utara-a.xlsx"
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")


@pytest.fixture
def omar(world, client, time_machine):
    """The officer, signed in."""
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.omar.user_id))
    return client


def seen(response):
    return response.content.decode()


def sample(name=HSU):
    return SimpleUploadedFile(name, (SAMPLES / name).read_bytes())


def book(*rows, headers=("Nama", "Desa", "Kecamatan", "Produk", "Catatan dinas")):
    """A small workbook of an office."""
    made, out = Workbook(), io.BytesIO()
    made.active.append(headers)
    for row in rows:
        made.active.append(row)
    made.save(out)
    return SimpleUploadedFile("daftar.xlsx", out.getvalue())


def small(n=2):
    return book(
        *[(f"Siti {chr(65 + i)}", "Manarap", "Danau Panggang", "Tikar purun", "Bakul") for i in range(n)]
    )


def send(client, file, **more):
    return client.post(reverse("check-registry"), {"file": file} | more)


def counts_on(page):
    return page.context["batch"].counts


def test_a_list_is_checked_looked_at_taken_over_and_undone(world, omar):
    answer = send(omar, sample())
    page = omar.get(answer.url)
    counts = counts_on(page)
    assert (counts["rows_seen"], counts["accepted"], counts["duplicates"], counts["rejected"]) == (
        436,
        420,
        16,
        0,
    )
    with reading(world.omar):
        assert RegistryEntry.objects.count() == 0
        batch = ImportBatch.objects.get()
    omar.post(reverse("commit-batch", args=[batch.pk]))
    with reading(world.omar):
        assert RegistryEntry.objects.count() == 420
    assert "420" in seen(omar.get(reverse("registry")))
    assert omar.post(reverse("undo-batch", args=[batch.pk]), {"reason": ""}).status_code == 422
    undone = omar.post(reverse("undo-batch", args=[batch.pk]), {"reason": "Salah berkas"}, follow=True)
    assert undone.status_code == 200
    with reading(world.omar):
        assert RegistryEntry.objects.count() == 0
        assert AuditRow.objects.get(operation="crafts.undo_batch").details["reason"] == "Salah berkas"


def test_each_tab_shows_its_rows_with_plain_sentences_and_no_nik(omar):
    url = send(omar, sample()).url
    for tab in ("ditolak", "ganda", "peringatan", "semua"):
        page = omar.get(url, {"lihat": tab})
        assert not NIK.search(seen(page)), tab
        assert {row.outcome for row in page.context["rows"].rows} <= {
            "ditolak": {"rejected"}, "ganda": {"duplicate"}, "peringatan": {"accepted"},
            "semua": {"accepted", "duplicate", "rejected"},
        }[tab]  # fmt: skip
    first = omar.get(url, {"lihat": "semua"})
    after = first.context["rows"].next_after
    second = omar.get(url, {"lihat": "semua", "setelah": after})
    assert first.context["rows"].rows[-1].number < second.context["rows"].rows[0].number


def test_a_row_that_is_no_maker_of_this_district_is_rejected_with_its_number(omar):
    url = send(
        omar,
        book(("Siti", "Manarap", "Danau Panggang", "Tikar", ""), ("Ani", "", "Sangatta Utara", "Tas", "")),
    ).url
    page = omar.get(url)
    assert page.context["tab"] == "ditolak"
    assert page.context["rows"].rows[0].row == 3
    assert "Sangatta Utara" in seen(page)


def test_the_officers_word_for_a_column_is_followed_and_remembered(world, omar):
    url = send(omar, small()).url
    batch = omar.get(url).context["batch"]
    at = [column.header for column in batch.sheets[0].columns].index("Catatan dinas")
    columns = omar.get(url).context["columns"]
    form = {name: columns[name].initial for name in columns.fields}
    taken = form | {f"column_0_{at}": "name"}
    twice = omar.post(reverse("confirm-columns", args=[batch.batch_id]), taken)
    assert twice.status_code == 422  # two columns cannot be the same thing
    answer = omar.post(
        reverse("confirm-columns", args=[batch.batch_id]), form | {f"column_0_{at}": "business"}
    )
    assert answer.status_code == 302
    read = {column.header: column.field for column in omar.get(url).context["batch"].sheets[0].columns}
    assert (read["Catatan dinas"], read["Nama"]) == ("business", "name")
    next_one = omar.get(send(omar, small(3)).url).context["batch"].sheets[0].columns
    assert next(column.how for column in next_one if column.header == "Catatan dinas") == "officer"


def test_a_column_may_be_left_aside(world, omar):
    url = send(omar, small()).url
    page = omar.get(url)
    batch, columns = page.context["batch"], page.context["columns"]
    at = [column.header for column in batch.sheets[0].columns].index("Produk")
    assert "required" not in str(columns[f"column_0_{at}"])  # the browser must not insist on a word
    form = {name: columns[name].initial for name in columns.fields} | {f"column_0_{at}": ""}
    assert omar.post(reverse("confirm-columns", args=[batch.batch_id]), form).status_code == 302
    read = {column.header: column.field for column in omar.get(url).context["batch"].sheets[0].columns}
    assert read["Produk"] == ""


def test_a_file_that_is_no_list_is_refused_on_the_form(omar):
    for content in (b"", b"%PDF-1.7", b"tanpa,kepala\n1,2\n"):
        answer = send(omar, SimpleUploadedFile("x.xlsx", content))
        assert answer.status_code == 422, content
        assert answer.context["form"].errors["file"]
    assert omar.post(reverse("check-registry"), {}).status_code == 422


def test_the_same_form_twice_makes_one_batch(world, omar):
    first = send(omar, small(), _once="k1")
    assert send(omar, small(), _once="k2").url != first.url
    with reading(world.omar):
        before = ImportBatch.objects.count()
    content = (SAMPLES / HSU).read_bytes()
    urls = {send(omar, SimpleUploadedFile(HSU, content), _once="k3").url for _ in range(2)}
    assert len(urls) == 1
    with reading(world.omar):
        assert ImportBatch.objects.count() == before + 1


def test_taking_over_twice_is_refused(omar):
    url = send(omar, small()).url
    assert omar.post(f"{url}ambil/").status_code == 302
    assert omar.post(f"{url}ambil/").status_code == 422


def test_a_checked_list_is_thrown_away(world, omar):
    url = send(omar, small()).url
    assert omar.post(f"{url}buang/").url == reverse("registry-imports")
    assert omar.get(url).status_code == 404
    with reading(world.omar):
        assert ImportBatch.objects.count() == 0


def test_a_large_list_is_checked_by_a_job_while_the_page_waits(world, omar, monkeypatch):
    monkeypatch.setattr(imports, "LARGE_BYTES", 10)
    url = send(omar, sample()).url
    waiting = omar.get(url)
    assert 'http-equiv="refresh"' in seen(waiting)
    batch_id = waiting.context["batch"].batch_id
    jobs.check_received_file(tenant_id=world.office.pk, batch_id=batch_id, user_id=world.omar.user_id)
    page = omar.get(url)
    assert counts_on(page)["accepted"] == 420
    assert omar.post(reverse("commit-batch", args=[batch_id])).status_code == 302
    jobs.check_received_file(
        tenant_id=world.office.pk, batch_id=batch_id, user_id=world.omar.user_id
    )  # again: harmless
    with reading(world.omar):
        assert RegistryEntry.objects.count() == 420


@pytest.fixture
def long_list(world, omar, monkeypatch):
    """A checked list that is taken over by a job. Gives its address and what the job is told."""
    monkeypatch.setattr(imports, "LARGE_ROWS", 100)
    url = send(omar, sample()).url
    batch_id = omar.get(url).context["batch"].batch_id
    return url, {"tenant_id": world.office.pk, "batch_id": batch_id, "user_id": world.omar.user_id}


def waiting_jobs(name):
    from procrastinate.contrib.django.models import ProcrastinateJob

    return [job.args for job in ProcrastinateJob.objects.filter(task_name=name, status="todo")]


def entries(world):
    with reading(world.omar):
        return RegistryEntry.objects.count()


def test_a_long_list_is_taken_over_by_a_job_while_the_page_waits(world, omar, long_list):
    url, told = long_list
    answer = omar.post(f"{url}ambil/")
    assert (answer.status_code, answer.url) == (302, url)
    assert entries(world) == 0
    assert waiting_jobs(TAKE_OVER) == [told]
    waiting = seen(omar.get(url))
    assert 'http-equiv="refresh"' in waiting
    assert 'hx-trigger="every 3s"' in waiting
    assert f"{url}ambil/" not in waiting  # not yet: it takes a minute
    jobs.take_over_list(**told)
    assert entries(world) == 420
    assert omar.get(url).context["batch"].state == "committed"
    jobs.take_over_list(**told)  # again: harmless
    assert entries(world) == 420
    with reading(world.omar):
        assert AuditRow.objects.filter(operation="crafts.commit_asked").first().user_id == world.omar.user_id


def test_a_list_that_waits_too_long_can_be_asked_for_again(world, omar, long_list, time_machine):
    url, told = long_list
    omar.post(f"{url}ambil/")
    time_machine.move_to(NOW + timedelta(seconds=imports.PATIENCE_SECONDS), tick=False)
    assert f"{url}ambil/" in seen(omar.get(url))
    omar.post(f"{url}ambil/")
    assert waiting_jobs(TAKE_OVER) == [told, told]
    for once in waiting_jobs(TAKE_OVER):
        jobs.take_over_list(**once)
    assert entries(world) == 420


def test_a_list_that_waits_is_not_touched(world, omar, long_list):
    url, _told = long_list
    omar.post(f"{url}ambil/")
    for path in ("buang/", "batalkan/"):
        assert omar.post(f"{url}{path}", {"reason": "x"}).status_code == 422
    with reading(world.omar):
        assert ImportBatch.objects.get().state == "taking"


def test_taking_over_that_breaks_off_takes_nobody_and_is_tried_again(world, omar, long_list, monkeypatch):
    url, told = long_list
    omar.post(f"{url}ambil/")
    with monkeypatch.context() as broken:
        broken.setattr(operations, "discard", lambda _file: 1 // 0)  # after the last entry is written
        with pytest.raises(ZeroDivisionError):
            jobs.take_over_list(**told)
    assert entries(world) == 0
    assert omar.get(url).context["batch"].state == "taking"
    jobs.take_over_list(**told)
    assert entries(world) == 420


def test_a_file_that_cannot_be_read_any_more_says_so_in_the_readers_language(
    world, omar, long_list, monkeypatch
):
    url, told = long_list
    omar.post(f"{url}ambil/")

    def unreadable(*_args, **_more):
        raise refused(TableRefused("too_complex"))

    with monkeypatch.context() as broken, translation.override("id"):
        broken.setattr(operations, "checked", unreadable)
        jobs.take_over_list(**told)
    assert entries(world) == 0
    assert "takes too much time" in seen(omar.get(url, headers={"accept-language": "en"}))
    assert "takes too much time" not in seen(omar.get(url, headers={"accept-language": "id"}))
    omar.post(f"{url}ambil/")
    jobs.take_over_list(**told)
    assert entries(world) == 420
    assert not omar.get(url).context["batch"].trouble


def test_a_large_file_that_is_no_list_says_so(world, omar, monkeypatch):
    monkeypatch.setattr(imports, "LARGE_BYTES", 3)
    url = send(omar, SimpleUploadedFile("x.csv", b"tanpa,kepala\n1,2\n")).url
    batch_id = omar.get(url).context["batch"].batch_id
    jobs.check_received_file(tenant_id=world.office.pk, batch_id=batch_id, user_id=None)
    page = omar.get(url)
    assert page.context["why"]
    assert omar.get(reverse("registry-imports")).status_code == 200
    assert omar.post(reverse("drop-batch", args=[batch_id])).status_code == 302


@pytest.fixture
def filled(world):
    """The sample list, taken over."""
    return import_file(
        content=(SAMPLES / HSU).read_bytes(), name=HSU, seal=nik_sealer(), by=world.omar, at=NOW, today=TODAY
    )


def test_the_list_is_searched_and_filtered(omar, filled):
    page = omar.get(reverse("registry"))
    assert len(page.context["page"].rows) == 50
    assert not NIK.search(seen(page))
    name, code = page.context["places"][0]
    some = omar.get(reverse("registry"), {"kecamatan": code, "kerajinan": "anyaman-purun", "status": "aktif"})
    assert some.context["page"].rows
    assert {row.subdistrict for row in some.context["page"].rows} == {name}
    after = page.context["page"].next_after
    assert omar.get(reverse("registry"), {"setelah": after}).context["page"].rows[0].name >= "A"
    assert not omar.get(reverse("registry"), {"cari": "tidak-ada-orang-ini"}).context["page"].rows


def test_the_export_opens_in_excel_and_holds_no_nik(omar, filled):
    answer = omar.get(reverse("registry-export"), {"status": "aktif"})
    assert answer.streaming
    tab = load_workbook(io.BytesIO(answer.getvalue()), read_only=True).active
    rows = list(tab.iter_rows(values_only=True))
    assert len(rows) == 1 + omar.get(reverse("registry"), {"status": "aktif"}).context["tabs"][1]["count"]
    assert not any(NIK.search(str(cell)) or "•" in str(cell) for row in rows for cell in row)


def test_the_export_reads_piece_by_piece_and_survives_a_list_undone_meanwhile(
    world, omar, filled, monkeypatch
):
    monkeypatch.setattr(views, "AT_ONCE", 100)
    whole = load_workbook(io.BytesIO(omar.get(reverse("registry-export")).getvalue())).active
    names = [row[0] for row in whole.iter_rows(min_row=2, values_only=True)]
    assert len(names) == 420
    lines = views._lines(world.omar, views.Asked("", "", "", ""), "id")
    first = [next(lines)[0] for _ in range(100)]
    undo_batch(filled.pk, reason="x", by=world.omar, at=NOW)
    assert [line[0] for line in lines] == []  # not the first ones again
    assert first == names[:100]


def test_a_preview_that_grew_old_asks_for_a_new_check(world, omar, filled):
    """Kutai Timur's own case: known, undone, and the preview still said 0."""
    url = send(omar, sample()).url
    page = omar.get(url)
    assert page.context["new"] == 0
    assert f"{url}ambil/" not in seen(page)  # nothing to take over is no button
    undo_batch(filled.pk, reason="x", by=world.omar, at=NOW)
    page = omar.get(url)
    assert f"{url}ambil/" not in seen(page)
    assert f"{url}periksa/" in seen(page)
    omar.post(f"{url}periksa/")
    page = omar.get(url)
    assert page.context["new"] == 420
    assert f"{url}ambil/" in seen(page)
    assert f"{url}periksa/" not in seen(page)


def test_a_long_list_is_checked_again_by_a_job(world, omar, long_list):
    url, told = long_list
    columns = omar.get(url).context["columns"]
    form = {name: columns[name].initial for name in columns.fields}
    for path, sent in (("kolom/", form), ("periksa/", {})):
        assert omar.post(f"{url}{path}", sent).status_code == 302
        assert 'hx-trigger="every 3s"' in seen(omar.get(url))
        assert waiting_jobs(JOB).pop() == told
        jobs.check_received_file(**told)
        assert counts_on(omar.get(url))["accepted"] == 420


@pytest.mark.parametrize("rows", [3, 12])
def test_pages_ask_a_constant_number_of_queries(omar, rows, django_assert_num_queries):
    url = send(omar, small(rows)).url
    omar.post(f"{url}ambil/")
    omar.get(url)  # the message is shown
    with django_assert_num_queries(14):
        omar.get(reverse("registry"))
    with django_assert_num_queries(11):
        omar.get(f"{url}?lihat=semua")
    with django_assert_num_queries(9):
        omar.get(reverse("registry-imports"))


def test_a_cooperative_has_no_registry(world, client):
    client.force_login(User.objects.get(pk=world.mira.user_id))
    for name in ("registry", "registry-export", "registry-imports"):
        assert client.get(reverse(name)).status_code == 403
    assert send(client, small()).status_code == 403


def test_another_office_does_not_find_the_list(world, omar, client, filled):
    other = type(world.office).objects.create(
        kind="office", slug="dinas-lain", name="Lain", district_code="64.08"
    )
    rudi = staff(other, "Rudi", RoleName.OFFICER)
    client.force_login(User.objects.get(pk=rudi.user_id))
    assert not client.get(reverse("registry")).context["page"].rows
    assert client.get(reverse("registry-batch", args=[filled.pk])).status_code == 404
    for name in ("commit-batch", "drop-batch"):
        assert client.post(reverse(name, args=[filled.pk])).status_code == 404
    assert client.post(reverse("undo-batch", args=[filled.pk]), {"reason": "x"}).status_code == 404
    assert client.post(reverse("confirm-columns", args=[filled.pk])).status_code == 404


def test_every_field_and_every_kind_of_line_has_words():
    from typing import get_args

    from sentra.crafts.registry.check import FIELDS as KNOWN
    from sentra.crafts.registry.judge import Kind

    assert set(FIELDS) == set(KNOWN)
    assert set(LEFT_OUT) == set(get_args(Kind)) - {"person"}
