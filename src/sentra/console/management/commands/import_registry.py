"""`./sentra import-registry FILE --office CODE [--commit]`: checks an office's list of makers.

Prints JSON to standard output and nothing else. Without --commit nothing changes, not even the office.
Exit code 2 and {"error": "…"} when the file or the office cannot be used.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from sentra.crafts.models import ImportBatch
from sentra.crafts.registry.checking import checked, must_be_readable
from sentra.crafts.registry.operations import import_file
from sentra.crafts.registry.queries import said
from sentra.crafts.registry.refused import refused
from sentra.crafts.registry.stored import kept
from sentra.kernel import table_limits
from sentra.kernel.actor import Actor, system
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tables import TableRefused
from sentra.kernel.tenancy import within
from sentra.people.founding import found_tenant
from sentra.people.nik import Sealer
from sentra.people.regions import Place, all_regions
from sentra.people.roles import RoleName, permissions
from sentra.people.zones import zone_of

COUNTS = ("rows_seen", "accepted", "already_known", "rejected", "duplicates", "warnings")
WORTH_TELLING = ("rejected", "duplicate", "warning")

Outcome = tuple[Mapping[str, int], dict[str, Any]]  # counts, and the report as a batch keeps it

NO_FILE = gettext_noop("Say which file to read.")
NOT_FOUND = gettext_noop("The file %(file)s was not found.")
NOT_READ = gettext_noop("The file %(file)s cannot be read.")
NO_OFFICE = gettext_noop("Name the office with --office, such as 63.08.")
UNKNOWN_OFFICE = gettext_noop("There is no office or district %(office)s.")


@dataclass(frozen=True)
class Office:
    """The district, and its office if it is already here."""

    district: Place
    tenant: Tenant | None


class Command(BaseCommand):
    help = "Check an office's list of makers; with --commit take it over. Prints JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", default="", metavar="FILE")
        parser.add_argument(
            "--office", default="", help="district code (63.08 or 6308), or an office's short name"
        )
        parser.add_argument("--commit", action="store_true", help="take the makers over")

    def handle(self, *_args: Any, **options: Any) -> None:
        with translation.override("id"):
            try:
                answer = _answer(options["file"], options["office"], commit=options["commit"])
            except Refused as refusal:
                self.stderr.write(str(refusal))
                self._print({"error": str(refusal)})
                raise SystemExit(2) from None
        self._print(answer)

    def _print(self, answer: Mapping[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))


def _answer(path: str, code: str, *, commit: bool) -> dict[str, Any]:
    content, name = _content(path), Path(path).name
    office, seal = _office(code), Sealer.of(settings.NIK_KEY)
    if not commit:
        counts, report = _looked_at(content, office, seal)
    else:
        if office.tenant is None:
            must_be_readable(content)  # a file nobody can read founds no office
        counts, report = _taken_over(content, name, office, seal)
    return {
        **{name: counts[name] for name in COUNTS},
        "reasons": list(_reasons(report["rows"])),
        "committed": commit,
        "office": office.district.code,
        "about_file": [said(one).sentence for one in report["about_file"]],
    }


def _looked_at(content: bytes, office: Office, seal: Sealer) -> Outcome:
    """The check alone: reads what is known, writes nothing."""
    with transaction.atomic(), within(*([office.tenant.pk] if office.tenant else [])):
        zone = office.tenant.zone if office.tenant else zone_of(office.district.code)
        today = timezone.localdate(timezone=ZoneInfo(zone))
        found = checked(content, office.district.code, seal=seal, today=today)
    return found.report.counts(), json.loads(kept(found.report, found.mapping))


def _taken_over(content: bytes, name: str, office: Office, seal: Sealer) -> Outcome:
    tenant, now = office.tenant or _founded(office.district), timezone.now()
    actor: Actor = system(tenant.pk, permissions(RoleName.OFFICER), tenant.zone)
    batch = import_file(content=content, name=name, seal=seal, by=actor, at=now, today=actor.today(now))
    with transaction.atomic(), within(tenant.pk):
        return batch.counts, ImportBatch.objects.values_list("report", flat=True).get(pk=batch.pk)


def _founded(district: Place) -> Tenant:
    return found_tenant(
        Tenant.Kind.OFFICE, slug=f"dinas-{district.code.replace('.', '')}", name=f"Dinas {district.name}",
        district_code=district.code, at=timezone.now(),
    )  # fmt: skip


def _content(path: str) -> bytes:
    if not path:
        raise Refused(gettext(NO_FILE))
    try:
        if Path(path).stat().st_size > table_limits.FILE_BYTES:
            raise refused(TableRefused("too_large"))
        return Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise Refused(gettext(NOT_FOUND) % {"file": path}) from None
    except OSError:
        raise Refused(gettext(NOT_READ) % {"file": path}) from None


def _office(code: str) -> Office:
    """By short name, else by the Kemendagri code of a district, with or without its point."""
    if not code:
        raise Refused(gettext(NO_OFFICE))
    offices = Tenant.objects.filter(kind=Tenant.Kind.OFFICE)
    named = offices.filter(slug=code).first()
    dotted = re.sub(r"\A(\d\d)\.?(\d\d)\Z", r"\1.\2", named.district_code if named else code.strip())
    district = all_regions().places.get(dotted)
    if district is None or district.level != "district":
        raise Refused(gettext(UNKNOWN_OFFICE) % {"office": code})
    return Office(district, named or offices.filter(district_code=dotted).order_by("pk").first())


def _reasons(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Why rows were rejected or are duplicates, and the warnings of accepted rows."""
    for row in rows:
        for one in row["says"]:
            told = said(one)
            if (told.level == "warning" and row["outcome"] != "accepted") or told.level not in WORTH_TELLING:
                continue
            yield {
                "row": row["row"], "sheet": row["sheet"], "level": told.level, "code": told.code,
                "sentence": told.sentence, **({"column": told.column} if told.column else {}),
            }  # fmt: skip
