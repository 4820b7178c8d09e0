"""`./sentra manage surplus`: what a scheme would share. Nothing is kept; JSON on standard output.

Of a cooperative's book year (`--tenant`, `--year-end`), or of figures from a file (`--file`), such as a
published example: {"surplus": 60000000, "others": 0, "parts": [{"key": "usaha", "percent": "25"}, …],
"held": {"sold": {"1": 5000000, "2": 70000000}, "savings": {…}}, "outside": {"sold": 0}}.
Exit 1 with a sentence when the scheme or the figures are refused.
"""

import json
from argparse import ArgumentTypeError, FileType
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from sentra.cooperative.models import SurplusRun
from sentra.cooperative.surplus.gathering import year_start
from sentra.cooperative.surplus.scheme import Base, Of, Part, Scheme
from sentra.cooperative.surplus.sharing import Held, SharedPart, Surplus, funds, share, totals
from sentra.cooperative.surplus.usual import FUNDS, MEMBERS, OWN, own_part, part_of, usual
from sentra.cooperative.surplus.working import Measures, worked_out
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.ledger.queries import running_surplus, surplus_of, year_closed


class Command(BaseCommand):
    help = "Menghitung pembagian SHU tanpa menyimpan: satu koperasi, atau angka dari berkas. Hasilnya JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenant", help="nama pendek koperasi")
        parser.add_argument("--year-end", type=day, help="hari terakhir tahun buku")
        parser.add_argument("--file", type=FileType("r"), help="angka dari berkas JSON; - untuk masukan baku")
        keys = ", ".join((*MEMBERS, *FUNDS))
        parser.add_argument("--part", action="append", default=[], help=f"BAGIAN=PERSEN ({keys})")
        parser.add_argument(
            "--own", action="append", default=[], metavar="NAMA=TUJUAN=PERSEN",
            help="bagian bernama sendiri; TUJUAN: akun dana, atau sold, savings, interest, equal",
        )  # fmt: skip
        parser.add_argument("--rest", action="append", default=[], help="BAGIAN=DANA bila dasarnya tidak ada")
        parser.add_argument("--who", choices=SurplusRun.Who.values, default="at_end")
        parser.add_argument("--measure", choices=SurplusRun.Measure.values, default="at_end")
        parser.add_argument("--counted", nargs="+", default=["pokok", "wajib"], help="simpanan yang dihitung")
        parser.add_argument("--outside", action="store_true", help="penjualan bukan anggota ikut pembagi")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            found = _from_file(json.load(options["file"])) if options["file"] else _of_tenant(options)
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as wrong:
            raise CommandError(f"Masukan tidak dapat dibaca: {sentence(wrong)}", returncode=1) from wrong
        self.stdout.write(json.dumps(found, indent=1, ensure_ascii=False))


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise ArgumentTypeError(f"tulis tanggal seperti 2026-12-31, bukan {text}") from wrong


def sentence(wrong: Exception) -> str:
    """What a person can mend, without the name of a Python class."""
    match wrong:
        case json.JSONDecodeError():
            return f"berkasnya bukan JSON (baris {wrong.lineno})."
        case KeyError():
            return f"{wrong.args[0]} tidak ada atau tidak dikenal."
        case InvalidOperation():
            return "persen harus angka, misalnya 2,5."
        case ValueError():
            return str(wrong)
        case _:
            return "bentuknya lain daripada contoh di ./sentra manage surplus --help."


def hundredths(percent: str) -> int:
    """ "2,5" → 250. Refuses (ValueError) what is finer than a hundredth of a percent."""
    exact = Decimal(percent.strip().replace(",", ".")) * 100
    if exact != int(exact):
        raise ValueError(f"{percent} % lebih halus daripada 0,01 %.")
    return int(exact)


def _own(key: str, name: str, goes_to: str, percent: str) -> Part:
    return own_part(key, hundredths(percent), name=name, goes_to=goes_to)


def _pairs(told: list[str]) -> dict[str, str]:
    for one in told:
        if "=" not in one:
            raise ValueError(f"tulis BAGIAN=NILAI, bukan {one}.")
    return dict(one.split("=", 1) for one in told)


def _rests(told: list[str], parts: Mapping[str, str]) -> dict[str, str]:
    """Part → fund. Refuses (KeyError) a fund nobody knows and a part that is not shared."""
    rests = _pairs(told)
    for part, fund in rests.items():
        _known = parts[part], FUNDS[fund]
    return rests


def _of_tenant(options: Mapping[str, Any]) -> dict[str, Any]:
    if not options["tenant"] or not options["year_end"]:
        raise CommandError("Sebutkan --tenant dan --year-end, atau --file.")
    tenant = Tenant.objects.filter(slug=options["tenant"]).first()
    if tenant is None:
        raise CommandError(f"Tidak ada koperasi {options['tenant']}.")
    percents, end = _pairs(options["part"]), options["year_end"]
    rests = _rests(options["rest"], percents)
    parts = tuple(
        part_of(
            key,
            hundredths(percent),
            outside=options["outside"] and key == "usaha",
            rest_to=rests.get(key, ""),
        )
        for key, percent in percents.items()
    )
    parts += tuple(_own(key, *one.rsplit("=", 2)) for key, one in zip(OWN, options["own"], strict=False))
    measures = Measures(
        SurplusRun.Who(options["who"]), SurplusRun.Measure(options["measure"]), tuple(options["counted"])
    )
    with transaction.atomic(), within(tenant.pk):
        idr = surplus_of(end) if year_closed(end) else running_surplus(year_start(end), end)
        worked = worked_out(end, idr, Scheme(parts) if parts else usual(), measures)
    return told(worked.surplus, list(worked.parts))


def _from_file(case: Mapping[str, Any]) -> dict[str, Any]:
    others = int(case.get("others", 0))
    surplus = Surplus(int(case["surplus"]) - others, others)
    outside = case.get("outside", {})
    held = {
        Base(base): Held({int(number): int(idr) for number, idr in rows.items()}, int(outside.get(base, 0)))
        for base, rows in case.get("held", {}).items()
    }
    scheme = Scheme(
        tuple(
            part_of(
                one["key"], hundredths(str(one["percent"])), of=Of(one.get("of", "whole")),
                outside=bool(one.get("outside")), rest_to=one.get("rest_to", ""),
            )
            for one in case["parts"]
        )
    )  # fmt: skip
    return told(surplus, share(surplus, scheme, held))


def told(surplus: Surplus, parts: list[SharedPart]) -> dict[str, Any]:
    """The result as plain values; members by number."""
    return {
        "surplus_idr": surplus.whole_idr, "members_idr": surplus.members_idr,
        "others_idr": surplus.others_idr,
        "parts": [
            {"key": one.part.key, "name": one.part.name, "pool_idr": one.pool_idr, "whole": one.whole,
             "rest_idr": one.rest_idr, "by_member": one.by_member or {}}
            for one in parts
        ],
        "funds": funds(parts), "members": totals(parts),
    }  # fmt: skip
