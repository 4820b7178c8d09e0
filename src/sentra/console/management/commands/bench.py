"""`./sentra bench NAME`: measurements, printed as they were. Without a name: what can be measured."""

import os
import platform
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sentra.allocation.generate import bench as split
from sentra.console.bench import registry
from sentra.console.bench.posting import BARE, TENANT, measure
from sentra.console.bench.scratch import scratch

SPLITS = ((10, 50), (50, 1_000))  # lines × makers
AIM = 0.5
BENCHES = {
    "posting": "entries a second, ours beside a bare function",
    "split": "seconds and bound of splitting an order among makers",
    "registry": "seconds and memory of a long list, checked and taken over",
}


class Command(BaseCommand):
    help = " ".join(f"{name}: {what}." for name, what in BENCHES.items())

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", choices=list(BENCHES), help="without it: the list")
        parser.add_argument("--seconds", type=float, default=5, help="of each way of posting")
        parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--rows", type=int, default=registry.ROWS, help="of the list that is taken over")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] is None:
            for name, what in BENCHES.items():
                self.stdout.write(f"./sentra bench {name:<9} {what}")
            return
        self.stdout.write(f"{platform.machine()}, {os.cpu_count()} CPU, Python {platform.python_version()}")
        if options["what"] == "posting":
            self._posting(options["clients"], options["seconds"])
        elif options["what"] == "registry":
            self._registry(options["rows"], options["seed"])
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

    def _registry(self, rows: int, seed: int) -> None:
        """Only the check has a limit: nobody waits for the job that takes over."""
        checked, taken = registry.measure(rows, seed)
        fits = checked["seconds"] <= registry.MOST_SECONDS and checked["mb"] <= registry.MOST_MB
        self.stdout.write(
            f"{rows} rows, seed {seed}: accepted {taken['accepted']}, rejected {taken['rejected']}, "
            f"duplicates {taken['duplicates']}\n"
            f"check      {checked['seconds']:>6.1f} s of {registry.MOST_SECONDS} s, "
            f"peak {checked['mb']:>4} MB of {registry.MOST_MB} MB{'' if fits else '  (over the limit)'}\n"
            f"take-over  {taken['seconds']:>6.1f} s, peak {taken['mb']:>4} MB"
        )
