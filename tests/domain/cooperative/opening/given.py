"""A cooperative with members and people that brings its books of before, as a filled file."""

from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.core.management import call_command

from sentra.cooperative.models import Opening
from sentra.cooperative.opening.layout import SHEETS
from sentra.cooperative.opening.operations import check_opening, post_opening
from sentra.kernel.sheets import Sheet, write_xlsx
from sentra.people.models import Party
from tests.domain.cooperative.savings_given import member
from tests.domain.orders.given import writing
from tests.world import NOW, World

ON = date(2025, 12, 31)
JOINED = date(2020, 1, 15)
LONG_AGO = date(2024, 3, 5)


def people(world: World) -> tuple[int, int]:
    """Members 1 and 2, Aluh and Bariah; the party ids of an office that owes and of Cici, whom we owe."""
    member(world, "Aluh", 1, JOINED)
    member(world, "Bariah", 2, JOINED)
    with writing(world.weavers):
        office = Party.objects.create(kind="buyer", buyer_kind="public_office", name="Dinas Pendidikan")
    return office.pk, world.cici.party_id


def rows(office: int, cici: int) -> dict[str, list[list[Any]]]:
    """Sheet → rows that agree with each other."""
    return {
        "Neraca saldo": [
            ["1-1100", None, 1_000_000, None], ["1-1200", None, 9_000_000, None],
            ["1-1300", None, 2_000_000, None], ["1-2100", None, 4_800_000, None],
            ["1-2190", None, None, 1_800_000], ["2-1110", None, None, 500_000],
            ["2-1400", None, None, 700_000], ["3-1100", None, None, 200_000],
            ["3-1200", None, None, 1_300_000], ["3-1500", None, None, 12_300_000],
        ],
        "Simpanan": [[1, "Aluh", 100_000, 800_000, 700_000], [2, "Bariah", 100_000, 500_000, None]],
        "Piutang dan utang": [["1-1300", office, None, 2_000_000], ["2-1110", cici, None, 500_000]],
        "Inventaris": [["Alat tenun", "kelompok1", LONG_AGO, 4_800_000, None, 1_800_000]],
    }  # fmt: skip


def filled(told: dict[str, list[list[Any]]]) -> bytes:
    out = BytesIO()
    sheets = [Sheet(name, [one.column for one in SHEETS[name]], lines) for name, lines in told.items()]
    write_xlsx(out, sheets, made_at=NOW)
    return out.getvalue()


def brought(world: World, told: dict[str, list[list[Any]]] | bytes, on: date = ON, by=None) -> Opening:
    content = told if isinstance(told, bytes) else filled(told)
    return check_opening(content, name="saldo-awal.xlsx", on=on, by=by or world.tari, at=NOW)


def booked(world: World, opening: Opening, by=None) -> Opening:
    return post_opening(opening.pk, by=by or world.mira, at=NOW)


def check_books() -> str:
    out = StringIO()
    call_command("check_books", stdout=out)
    return out.getvalue()
