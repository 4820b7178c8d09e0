"""The showroom under visitors: list, mistyped search and product, each beside a bare view (bench/bare.py).

Both are served by the same command as `./sentra run`, on the same scratch database, and asked in turns.
No answer is kept: every page is read and rendered anew.
"""

import http.client
import multiprocessing
import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.core.management import call_command

from sentra.console.bench.posting import TENANT
from sentra.console.bench.scratch import scratch
from sentra.console.bench.surplus import SCOPE
from sentra.console.served import served

PRODUCTS = 50_000
LEAST_TIMES = 0.5
SLICES = 6  # bare, ours, bare, ours …: what else the machine does falls on both
WARMING_CLIENTS, WARMING_SECONDS = 8, 1.5
WORLD = Path(__file__).parent / "data" / "showroom.sql"
SEARCHED = {  # as typed, as meant
    "tsa poeroen": "tas & purun", "tikr rotan": "tikar & rotan", "keranjng bambu": "keranjang & bambu",
    "topi pandn lebar": "topi & pandan & lebar", "lampoe bertutup": "lampu & bertutup",
    "dompet stura": "dompet & sutra", "sandal kepnag": "sandal & kepang", "nammpan rottan": "nampan & rotan",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """Paths that are asked in turn: ours, and the bare one's without its `bytes`."""

    name: str
    ours: tuple[str, ...]
    bare: tuple[str, ...]


def kinds(products: int) -> list[Kind]:
    codes = [f"barang-{1 + n * 7919 % products}" for n in range(40)]
    return [
        Kind("list", ("/k/bench/barang/",), ("/goods/?",)),
        Kind(
            "search",
            tuple(f"/k/bench/barang/?q={quote(typed)}" for typed in SEARCHED),
            tuple(f"/search/?q={quote(meant)}&" for meant in SEARCHED.values()),
        ),
        Kind(
            "product",
            tuple(f"/k/bench/produk/{code}/" for code in codes),
            tuple(f"/product/{code}/?" for code in codes),
        ),
    ]


def table(products: int, clients: Iterable[int], seconds: float) -> Iterator[str]:
    """A line per kind of page and number of clients, printed when it is measured."""
    call_command("collectstatic", "--no-input", verbosity=0)
    with scratch(TENANT) as there, ExitStack() as up:
        yield _filled(there["SENTRA_OWNER_URL"], products)
        told = os.environ | there
        ours = up.enter_context(served(told))
        bare = up.enter_context(served(told, "sentra.console.bench.bare:application", "/goods/?bytes=1"))
        yield f"{'clients':>8} {'page':<8} {'bytes':>7} {'bare a second':>14} {'ours':>8} {'ratio':>6}"
        for kind in kinds(products):
            sizes = [len(_ask(http.client.HTTPConnection("127.0.0.1", ours), path)) for path in kind.ours]
            asked = {
                ours: kind.ours,
                bare: tuple(f"{path}bytes={size}" for path, size in zip(kind.bare, sizes, strict=True)),
            }
            for number in clients:
                rates = _rates(asked, number, seconds)
                ratio = rates[ours] / rates[bare]
                mark = "" if ratio >= LEAST_TIMES else f"  (aim {LEAST_TIMES})"
                yield (
                    f"{number:>8} {kind.name:<8} {sum(sizes) // len(sizes):>7} {rates[bare]:>14.0f} "
                    f"{rates[ours]:>8.0f} {ratio:>6.2f}{mark}"
                )


def _filled(url: str, products: int) -> str:
    """Everything is written first, then published at once: the listing is written by its triggers."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(SCOPE)
        for statement in WORLD.read_text().format(products=products).split(";\n"):
            owner.execute(statement)
        owner.execute("ANALYZE")
        began = time.perf_counter()
        owner.execute("UPDATE crafts_product SET published = true")
        took = time.perf_counter() - began
        owner.execute("VACUUM ANALYZE")
        found = owner.execute("SELECT (SELECT count(*) FROM showroom_listing), count(*) FROM showroom_word")
        listings, words = found.fetchone() or (0, 0)
    return f"{listings} goods published at once in {took:.1f} s; {words} words"


def _ask(server: http.client.HTTPConnection, path: str) -> bytes:
    server.request("GET", path, headers={"Accept-Language": "id"})
    answer = server.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path} answers {answer.status}")
    return body


def _rates(asked: dict[int, tuple[str, ...]], clients: int, seconds: float) -> dict[int, float]:
    """Port → answers a second, from a process of its own so that asking does not slow the measuring."""
    done = dict.fromkeys(asked, 0)
    took = dict.fromkeys(asked, 0.0)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        for port, paths in asked.items():  # every worker has compiled its templates before
            alone.submit(_crowd, port, paths, WARMING_CLIENTS, WARMING_SECONDS).result()
        for port in [*asked] * (SLICES // 2):
            counted, spent = alone.submit(_crowd, port, asked[port], clients, 2 * seconds / SLICES).result()
            done[port] += counted
            took[port] += spent
    return {port: done[port] / took[port] for port in asked}


def _crowd(port: int, paths: tuple[str, ...], clients: int, seconds: float) -> tuple[int, float]:
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as crowd:
        counted = crowd.map(lambda nth: _visitor(port, paths, nth, began + seconds), range(clients))
    return sum(counted), time.perf_counter() - began


def _visitor(port: int, paths: tuple[str, ...], nth: int, until: float) -> int:
    server = http.client.HTTPConnection("127.0.0.1", port)
    done = 0
    for path in islice(cycle(paths), nth, None):
        if time.perf_counter() > until:
            break
        _ask(server, path)
        done += 1
    server.close()
    return done
