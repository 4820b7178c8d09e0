"""Tari prepares the annual meeting: the shelf of books, one button, one PDF; the tax rows on a phone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from sentra.cooperative.book_notes import write_note
from sentra.cooperative.models import AnnualPack
from sentra.kernel.tenancy import reading
from tests.domain.cooperative.surplus.given import earned, member, saved
from tests.journeys.conftest import at_home
from tests.journeys.person import Person

YEAR_END = date(timezone.now().year - 1, 12, 31)
PAGE = f"/buku/rat/{YEAR_END.isoformat()}/"


@pytest.fixture
def year(site: Any, django_db_blocker: Any) -> Any:
    """A member who saved, money earned, and a guest."""
    world = site.cast.world
    with at_home(site.database, django_db_blocker):
        aluh = member(world, 1, joined=YEAR_END.replace(month=1, day=1))
        saved(world, aluh, 150_000, on=YEAR_END)
        earned(world, on=YEAR_END)
        told = {"on": YEAR_END, "who": "Bu Lurah", "text": "Melihat cara menganyam."}
        write_note("tamu", **told, by=world.mira, at=timezone.now())
    return world


def test_one_button_one_file(
    site: Any, year: Any, person: Callable[..., Person], django_db_blocker: Any
) -> None:
    tari = person("Tari-pack")
    tari.sign_in("tari@galuh.example")
    for path, name in (
        ("/buku/administrasi/", "the shelf"), ("/buku/administrasi/tamu/", "the guests"),
        ("/buku/administrasi/kas/", "the cash book"), ("/buku/pajak/", "the tax rows"),
        ("/buku/rat/", "the years"),
    ):  # fmt: skip
        tari.open(path)
        tari.shot(name)
    tari.open(PAGE)
    tari.shot("before")
    tari.page.get_by_role("button", name="Siapkan berkas RAT").click()
    tari.page.wait_for_selector("[hx-trigger]")
    tari.shot("being built")
    with at_home(site.database, django_db_blocker), reading(year.tari):
        pack = AnnualPack.objects.get()
    job = f"build_annual_pack(tenant_id={year.tari.tenant_id}, pack_id={pack.pk})"
    done = site.manage("shell", "-c", f"from sentra.cooperative.jobs import build_annual_pack; {job}")
    assert done.returncode == 0, done.stderr
    tari.page.wait_for_selector("text=Buka PDF")  # the page looked again by itself
    tari.shot("ready")
    answer = tari.context.request.get(site.url + PAGE + "berkas.pdf")
    assert answer.body().startswith(b"%PDF")
    (site.output / "berkas-rat.pdf").write_bytes(answer.body())

    mira = person("Mira-pack", phone=True, javascript=False)
    mira.sign_in("mira@galuh.example")
    for path, name in (
        ("/buku/administrasi/", "the shelf"), ("/buku/administrasi/tamu/", "the guests"),
        ("/buku/pajak/", "the tax rows"), (PAGE, "the pack"),
    ):  # fmt: skip
        mira.open(path)
        mira.shot(name)
