"""`./sentra verify-label --keys FILE [--revoked FILE] CODE…`: is a label genuine? Asks no database.

FILE is what /asal/daftar.json holds. Each code, or the address it ends, gets a line. Several codes are
several pieces: the same piece's label twice is a copy. Exit code 1 when any label is not genuine.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sentra.origin.codes import code_in
from sentra.origin.verifying import Finding, Verdict, judged, keys_in, withdrawn_in


class Command(BaseCommand):
    help = "Say whether labels of origin are genuine, from published keys alone. Exits 1 if one is not."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="+", metavar="CODE")
        parser.add_argument("--keys", required=True, help="the published file, /asal/daftar.json")
        parser.add_argument("--revoked", help="a newer published file, for the withdrawn labels only")

    def handle(self, *, codes: list[str], keys: str, revoked: str | None = None, **options: Any) -> None:
        published, gone = _read(keys), _read(revoked or keys)
        known, withdrawn = keys_in(published), withdrawn_in(gone)
        seen: set[str] = set()
        bad = 0
        for code in map(code_in, codes):
            verdict = judged(code, keys=known, withdrawn=withdrawn, seen=seen)
            seen.add(code)
            bad += verdict.finding != Finding.GENUINE
            self.stdout.write(_line(verdict))
        self.stdout.write(f"list of {gone['made_on']}")
        if bad:
            raise CommandError(f"{bad} of {len(codes)} not genuine.", returncode=1)


def _read(path: str) -> dict[str, Any]:
    try:
        return dict(json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError) as trouble:
        raise CommandError(f"{path} cannot be read.", returncode=2) from trouble


def _line(verdict: Verdict) -> str:
    facts = verdict.facts
    said = f" {facts.product}, lot {facts.lot}, {facts.kind} {facts.serial}" if facts else ""
    return (
        f"{verdict.finding.value}{said}{f', since {verdict.since}: {verdict.why}' if verdict.since else ''}"
    )
