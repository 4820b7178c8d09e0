"""`./sentra bench posting | split | registry`: measurements, printed as they were."""

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


class Command(BaseCommand):
    help = (
        "posting: entries a second. split: seconds and bound of splitting an order. "
        "registry: seconds and memory of a long list."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["posting", "split", "registry"])
        parser.add_argument("--seconds", type=float, default=5, help="of each way of posting")
        parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--rows", type=int, default=registry.ROWS, help="of the list that is taken over")

    def handle(self, *_args: Any, **options: Any) -> None:
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
        found = registry.measure(rows, seed)
        seconds = found["check"] + found["take_over"]
        fits = seconds <= registry.MOST_SECONDS and found["mb"] <= registry.MOST_MB
        self.stdout.write(
            f"{rows} rows, seed {seed}: "
            f"checked in {found['check']:.1f} s, taken over in {found['take_over']:.1f} s\n"
            f"accepted {found['accepted']}, rejected {found['rejected']}, duplicates {found['duplicates']}\n"
            f"together {seconds:.1f} s of {registry.MOST_SECONDS} s, "
            f"peak {found['mb']} MB of {registry.MOST_MB} MB{'' if fits else '  (over the limit)'}"
        )
