"""Two bookkeeping programs that are not ours read an export and say each account's balance, or refuse it."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import gettempdir

import pytest

CACHE = Path(os.environ.get("SENTRA_STATE", gettempdir())) / "hledger"


class ReaderRefuses(Exception):
    """The program would not take the file."""


@cache
def hledger() -> str:
    """The program: on the machine, else the distribution's package unpacked beside the tests, else a skip."""
    found = shutil.which("hledger") or shutil.which("hledger", path=str(CACHE / "usr" / "bin"))
    if found:
        return found
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        pytest.skip("hledger is not here, and this is no Debian that could bring it")
    CACHE.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(
            ["apt-get", "download", "hledger"], cwd=CACHE, check=True, capture_output=True, timeout=90
        )
        package = next(CACHE.glob("hledger_*.deb"))
        subprocess.run(["dpkg", "-x", package, CACHE], check=True, capture_output=True, timeout=90)
    except (subprocess.SubprocessError, OSError, StopIteration) as why:
        pytest.skip(f"hledger is not here and apt-get cannot bring it: {why}")
    return str(CACHE / "usr" / "bin" / "hledger")


def read_by_hledger(text: str) -> dict[str, int]:
    """Account code → balance. Declared accounts and balanced entries are checked strictly."""
    told = subprocess.run(
        [hledger(), "-f", "-", "--strict", "balance", "--flat", "--no-total", "--empty", "--layout=bare"],
        input=text, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    if told.returncode:
        raise ReaderRefuses(told.stderr)
    rows = re.findall(r"^\s*(-?\d+) +IDR +\w+:(\d-\d{4}) ", told.stdout, re.M)
    return {code: int(idr) for idr, code in rows if int(idr)}


def read_by_beancount(text: str) -> dict[str, int]:
    """Account code → balance, by beancount's own loader in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-c", _BEANCOUNT], input=text, capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise ReaderRefuses(told.stderr or told.stdout)
    rows = (line.split() for line in told.stdout.splitlines())
    return {code: int(idr) for code, idr in rows if int(idr)}


_BEANCOUNT = """
import sys
from beancount import loader
from beancount.core import realization
from beancount.core.data import Open

entries, errors, _options = loader.load_string(sys.stdin.read())
if errors:
    sys.exit("\\n".join(str(one.message) for one in errors))
codes = {one.account: one.meta["kode"] for one in entries if isinstance(one, Open)}
root = realization.realize(entries)
for account, code in codes.items():
    node = realization.get(root, account)
    for position in node.balance if node is not None else ():
        print(code, position.units.number)
"""
