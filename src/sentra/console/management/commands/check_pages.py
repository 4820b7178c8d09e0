"""`./sentra check-pages`: every public page in every state, held against its limits."""

import json
import os
import subprocess
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from playwright.sync_api import Browser

from sentra.console.bench.scratch import scratch
from sentra.console.pages import aims, limits, scene, visits
from sentra.console.pages.looking import Seen, chromium, look, weigh
from sentra.console.programs import Missing
from sentra.console.served import served


class Command(BaseCommand):
    help = "Every public page: axe, HTML, sideways scrolling, bytes. Exit code 1: something is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", metavar="NAME", help="pages whose name begins so")
        parser.add_argument(
            "--lighthouse",
            action="store_true",
            help="instead: Lighthouse, and the largest paint on a slow line",
        )

    def handle(self, *, only: str = "", lighthouse: bool = False, **options: Any) -> None:
        if strange := visits.forgotten() | visits.stale():
            raise CommandError(f"console/pages/visits.py does not know: {', '.join(sorted(strange))}")
        call_command("collectstatic", "--no-input", verbosity=0)
        with scratch() as there, chromium(os.environ["SENTRA_CHROMIUM"]) as browser:
            told = os.environ | there
            with served(told) as port:
                site = f"http://127.0.0.1:{port}"
                try:
                    (self._aims if lighthouse else self._limits)(browser, site, told, only)
                except Missing as missing:
                    raise CommandError(str(missing), returncode=1) from missing

    def _limits(self, browser: Browser, site: str, told: dict[str, str], only: str) -> None:
        seen = self._seen(browser, site, visits.FIRST, only)
        names = _filled(told)
        seen += self._seen(browser, site, [one.on(names) for one in visits.VISITS], only)
        limits.judge(seen)
        for line in limits.table(seen):
            self.stdout.write(line)
        for page in ("goods", "maker"):
            path = (
                f"/k/{names['slug']}/" + {"goods": "barang/", "maker": f"pengrajin/{names['maker']}/"}[page]
            )
            plain = weigh(browser, site, path, javascript=False)
            self.stdout.write(
                f"  · {page} without JavaScript, all pictures at once: {limits.kb(plain.all)} KB"
            )
        if any(one.faults for one in seen):
            raise CommandError("A limit is broken.", returncode=1)

    def _seen(self, browser: Browser, site: str, asked: Any, only: str) -> list[Seen]:
        return [look(browser, site, one) for one in asked if one.name.startswith(only)]

    def _aims(self, browser: Browser, site: str, told: dict[str, str], _only: str) -> None:
        names = _filled(told)
        for measured in (aims.slow(browser, site, names), aims.lighthouse(site, names)):
            for line in measured:
                self.stdout.write(line)


def _filled(told: dict[str, str]) -> visits.Names:
    """The site's own process fills it: this one is another database's."""
    names: visits.Names = json.loads(subprocess.check_output(scene.command(), env=told))
    return names
