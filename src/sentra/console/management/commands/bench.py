"""`./sentra bench NAME`: measurements, printed as they were. Without a name: what can be measured."""

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sentra.allocation import Effort
from sentra.console.bench import gap, payout, registry, showroom, surplus, trial
from sentra.console.bench.peers import Asked, cpsat_python
from sentra.console.bench.posting import BARE, TENANT, measure
from sentra.console.bench.resplit import SIZES as RESPLIT_SIZES
from sentra.console.bench.resplit import resplit_table
from sentra.console.bench.scratch import scratch
from sentra.console.bench.splitting import SIZES, gap_table, size, split_table
from sentra.console.programs import Missing

AIM = 0.5
BENCHES = {
    "posting": "entries a second, ours beside a bare function",
    "split": "seconds, memory and proved gap of splitting made-up orders among makers",
    "resplit": "seconds of splitting again what declined in three rounds, and that nothing accepted moves",
    "gap": "the same engine on generalized-assignment instances",
    "payout": "seconds and memory of one payout run of a large cooperative, every slip proved",
    "surplus": "seconds of sharing a large cooperative's surplus, beside one aggregate and a bare COPY",
    "trial-balance": "a trial balance over closed months, beside one GROUP BY over all postings",
    "showroom": "pages a second of a large showroom, beside bare Django views of the same rows and bytes",
    "registry": "seconds and memory of a long list, checked and taken over",
}


class Command(BaseCommand):
    help = " ".join(f"{name}: {what}." for name, what in BENCHES.items())

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", choices=list(BENCHES), help="without it: the list")
        parser.add_argument(
            "--instances", type=Path, nargs="+", help="gap: files or folders of them (else our own)"
        )
        parser.add_argument(
            "--seconds", type=float, help="of each way of posting (else 5), of each peer at least (else 10)"
        )
        parser.add_argument("--clients", type=int, nargs="+", default=[1, 8])
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--rows", type=int, default=registry.ROWS, help="of the list that is taken over")
        parser.add_argument("--makers", type=int, default=payout.MAKERS, help="payout: of the cooperative")
        parser.add_argument("--hand-ins", type=int, default=payout.HAND_INS, help="payout: to be paid")
        parser.add_argument(
            "--members", type=int, default=surplus.MEMBERS, help="surplus: of the cooperative"
        )
        parser.add_argument(
            "--postings", type=int, help="surplus: of goods they sold; trial-balance: in the books"
        )
        parser.add_argument("--products", type=int, default=showroom.PRODUCTS, help="showroom: published")
        parser.add_argument(
            "--sizes", type=size, nargs="+", help="split, resplit: makers x lines, as 1000x50"
        )
        parser.add_argument(
            "--effort", choices=get_args(Effort), help="of our engine (split, resplit: normal, gap: thorough)"
        )
        parser.add_argument(
            "--peers", action="store_true", help="split, gap: plain HiGHS and CP-SAT beside it, at equal time"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] is None:
            for name, what in BENCHES.items():
                self.stdout.write(f"./sentra bench {name:<9} {what}")
            return
        self.stdout.write(f"{platform.machine()}, {os.cpu_count()} CPU, Python {platform.python_version()}")
        ways = {
            "posting": lambda: self._posting(options["clients"], options["seconds"] or 5),
            "payout": lambda: self._payout(
                payout.Asked(options["makers"], options["hand_ins"], options["seed"])
            ),
            "surplus": lambda: self._surplus(
                surplus.Asked(options["members"], options["postings"] or surplus.POSTINGS)
            ),
            "trial-balance": lambda: self._trial(trial.Asked(options["postings"] or trial.POSTINGS)),
            "showroom": lambda: self._rows(
                showroom.table(options["products"], options["clients"], options["seconds"] or 5)
            ),
            "registry": lambda: self._registry(options["rows"], options["seed"]),
            "resplit": lambda: self._resplit(options),
        }
        ways.get(options["what"], lambda: self._solvers(options))()

    def _resplit(self, options: dict[str, Any]) -> None:
        sizes: Sequence[tuple[int, int]] = options["sizes"] or RESPLIT_SIZES
        effort: Effort = options["effort"] or "normal"
        self._rows(resplit_table(sizes, seed=options["seed"], effort=effort))

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

    def _solvers(self, options: dict[str, Any]) -> None:
        asked = Asked(
            options["seed"],
            options["effort"] or ("normal" if options["what"] == "split" else "thorough"),
            options["peers"],
            self._cpsat() if options["peers"] else None,
            options["seconds"] or 10.0,
        )
        if options["what"] == "split":
            table = split_table(options["sizes"] or SIZES, asked)
        else:
            table = gap_table(self._instances(options["instances"] or [gap.DATA]), asked)
        self._rows(table)

    def _rows(self, table: Iterable[str]) -> None:
        """Each row is printed when it is measured."""
        for row in table:
            self.stdout.write(row)
            self.stdout.flush()

    def _cpsat(self) -> str | None:
        try:
            return cpsat_python()
        except Missing as missing:
            self.stderr.write(f"CP-SAT is left out: {missing}")
            return None

    def _instances(self, paths: list[Path]) -> list[gap.Instance]:
        try:
            return [instance for path in paths for instance in gap.read(path)]
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error

    def _payout(self, asked: payout.Asked) -> None:
        found = payout.measure(asked)
        seconds, rows = sum(found["took"].values()), found["counts"]
        self.stdout.write(
            f"{asked.makers} makers, {asked.hand_ins} hand-ins, seed {asked.seed}: {rows['slips']} slips, "
            f"{rows['lines']} lines, {rows['inspections']} hand-ins paid, Rp{rows['net_idr']:,}"
        )
        for step, took in found["took"].items():
            self.stdout.write(f"{step:<8} {took:>6.1f} s")
        over = "" if seconds <= payout.MOST_SECONDS else "  (over the limit)"
        self.stdout.write(
            f"in all   {seconds:>6.1f} s of {payout.MOST_SECONDS} s, peak {found['mb']} MB{over}"
        )
        if found["wrong"]:
            raise CommandError("Not proved: " + "; ".join(found["wrong"]))
        self.stdout.write("Every slip adds up, and the books say the same.")

    def _surplus(self, asked: surplus.Asked) -> None:
        found = surplus.measure(asked)
        took, least = found["took"], found["least"]
        ours, bare = sum(took.values()), least["aggregate"] + least["copy"]
        self.stdout.write(
            f"{asked.members} members, {asked.postings} goods sold, Rp{found['shared_idr']:,} shared, "
            f"{least['rows']} rows booked\n"
            f"reckoned and frozen {took['reckon']:>6.2f} s, booked {took['post']:.2f} s, "
            f"peak {found['mb']} MB\n"
            f"one aggregate       {least['aggregate']:>6.2f} s, bare COPY {least['copy']:.2f} s"
        )
        over = "" if ours <= surplus.MOST_TIMES * bare else f"  (aim {surplus.MOST_TIMES})"
        self.stdout.write(f"in all {ours:.2f} s beside {bare:.2f} s: {ours / bare:.2f} times{over}")

    def _trial(self, asked: trial.Asked) -> None:
        found = trial.measure(asked)
        ratio = found["ours"] / found["raw"]
        over = "" if ratio <= trial.MOST_TIMES else f"  (aim {trial.MOST_TIMES})"
        self.stdout.write(
            f"{asked.postings} postings over {asked.months} months, {found['open']} of them in the open one, "
            f"{found['accounts']} accounts; medians of {trial.TURNS} in turns\n"
            f"trial balance {1000 * found['ours']:>7.1f} ms, raw GROUP BY {1000 * found['raw']:.1f} ms: "
            f"{ratio:.3f} times{over}\n"
            f"balance sheet of a year with the year before {1000 * found['statement']:.1f} ms, "
            f"slowest month closed in {found['close']:.2f} s"
        )
        if not found["agree"]:
            raise CommandError("Not proved: the two differ.")

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
