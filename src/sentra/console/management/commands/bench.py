"""`./sentra bench posting | split`: measurements, printed as they were."""

import os
import platform
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sentra.allocation.generate import bench as split
from sentra.console.bench.posting import BARE, TENANT, measure
from sentra.console.bench.scratch import scratch

SPLITS = ((10, 50), (50, 1_000))  # lines × makers
AIM = 0.5


class Command(BaseCommand):
    help = "posting: entries a second. split: seconds and bound of splitting an order."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["posting", "split"])
        parser.add_argument("--seconds", type=float, default=5, help="of each way of posting")
        parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        self.stdout.write(f"{platform.machine()}, {os.cpu_count()} CPU, Python {platform.python_version()}")
        if options["what"] == "posting":
            self._posting(options["clients"], options["seconds"])
        else:
            self._split(options["seed"])

    def _posting(self, clients: list[int], seconds: float) -> None:
        """Both ways in turns, in the same processes and tables."""
        self.stdout.write("Entries a second, one commit each:")
        self.stdout.write(f"{'clients':>8} {'bare function':>14} {'our post':>10} {'ratio':>6}")
        with scratch(BARE, TENANT) as there:
            for number in clients:
                found = measure(number, seconds, there)
                ratio = found["ours"] / found["bare"]
                mark = "" if ratio >= AIM else f"  (aim {AIM})"
                self.stdout.write(
                    f"{number:>8} {found['bare']:>14.0f} {found['ours']:>10.0f} {ratio:>6.2f}{mark}"
                )

    def _split(self, seed: int) -> None:
        for lines, makers in SPLITS:
            self.stdout.write(f"{lines} lines × {makers} makers: {split(makers, lines, seed)}")
