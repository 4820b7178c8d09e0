"""Measured but not required, as it hangs on the machine: Lighthouse, and a slow phone on a slow line."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from sentra.config.environment import state_folder
from sentra.console.pages.looking import phone
from sentra.console.pages.visits import Names
from sentra.console.programs import Missing, attempt
from sentra.console.trial import npm

SHOWN = {
    "home": "/k/{slug}/", "catalogue": "/k/{slug}/barang/", "product": "/k/{slug}/produk/{code}/",
    "maker": "/k/{slug}/pengrajin/{maker}/",
}  # fmt: skip
SCORES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = 5
PACKAGES = Path(__file__).parent / "lighthouse"
WISHED = ("package.json", "package-lock.json")
FLAGS = "--headless=new --no-sandbox --disable-gpu"
LCP_SECONDS = 4.0
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 51_200, "uploadThroughput": 51_200}
SLOWER = 4  # times, than this machine
WATCH = """new PerformanceObserver(list => {
    for (const one of list.getEntries()) window.largest = [one.startTime, one.element?.tagName, one.url];
}).observe({type: 'largest-contentful-paint', buffered: true})"""


def lighthouse(site: str, names: Names, times: int = TIMES) -> Iterator[str]:
    """Medians of mobile runs, a line a page."""
    program = installed()
    yield f"{'Lighthouse, median of ' + str(times):<24}" + "".join(f"{name:>16}" for name in SCORES)
    for title, path in SHOWN.items():
        runs = [_run(program, site + path.format(**names)) for _ in range(times)]
        scores = {name: round(median(run[name] for run in runs)) for name in SCORES}
        told = "".join(
            f"{scores[name]:>12}{'  ✓' if scores[name] >= aim else '  ✗'} " for name, aim in SCORES.items()
        )
        yield f"{title:<24}{told}"
    yield f"{'aim':<24}" + "".join(f"{aim:>12}    " for aim in SCORES.values())


def _run(program: Path, address: str) -> dict[str, int]:
    """The four scores, 0 to 100."""
    wanted = ["--quiet", "--output=json", f"--only-categories={','.join(SCORES)}", f"--chrome-flags={FLAGS}"]
    told = os.environ | {"CHROME_PATH": os.environ["SENTRA_CHROMIUM"]}
    done = attempt([program, address, *wanted], told=told)
    if done.returncode:  # a busy machine loses a trace now and then
        done = attempt([program, address, *wanted], told=told)
    if done.returncode:
        raise Missing(f"Lighthouse does not answer: {done.stderr[-300:]}")
    found = json.loads(done.stdout)["categories"]
    return {name: round(100 * (found[name]["score"] or 0)) for name in SCORES}


def installed() -> Path:
    """The program, in the state folder, with exactly the packages of the lock file."""
    folder = state_folder() / "lighthouse"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    lock = folder / WISHED[1]
    if program.exists() and lock.read_bytes() == (PACKAGES / WISHED[1]).read_bytes():
        return program
    folder.mkdir(exist_ok=True)
    for name in WISHED:
        shutil.copyfile(PACKAGES / name, folder / name)
    done = attempt([npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder=folder)
    if done.returncode:
        lock.unlink()  # so that the next time tries again
        raise Missing(f"Lighthouse cannot be installed: {done.stderr[:600]}")
    return program


def slow(browser: Browser, site: str, names: Names) -> Iterator[str]:
    """When the largest thing of a page is painted, median: 400 kbps, 400 ms, a phone a quarter as fast."""
    for title, path in SHOWN.items():
        runs = [largest(browser, site + path.format(**names)) for _ in range(TIMES)]
        seconds, what = sorted(runs)[TIMES // 2]
        mark = "✓" if seconds <= LCP_SECONDS else "✗"
        line = f"LCP at 400 kbps, 400 ms, CPU ÷ {SLOWER}: {title:<10}"
        yield f"{line} {seconds:>5.2f} s {mark} (aim {LCP_SECONDS:.0f} s), {what}"


def largest(browser: Browser, address: str) -> tuple[float, str]:
    """Seconds, and what it was: an element, or its picture."""
    with phone(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(WATCH)
        page.goto(address, wait_until="networkidle", timeout=120_000)
        started, element, picture = page.evaluate("window.largest")
        return started / 1000, picture.rsplit("/", 1)[-1] or str(element)
