"""A demo that Ctrl-C cut short is begun anew at the next start: half a demo would stay half for ever.

Standard library only, as it runs before the environment's processes.
"""

from pathlib import Path

from sentra.console.bootstrap import say
from sentra.console.cluster import DATABASE, Cluster

ORGANISATIONS = "SELECT slug FROM kernel_tenant"


def mark_of(state: Path) -> Path:
    """There while the demo is being made; holds the short names of its organisations."""
    return state / "demo.unfinished"


def begin_anew(cluster: Cluster, state: Path) -> None:
    """Empty a database that holds half a demo and nothing else. Where your own organisation is, all stays."""
    mark = mark_of(state)
    if not mark.exists():
        return
    there = set(cluster.psql("-c", ORGANISATIONS, database=DATABASE).split())
    if there - set(mark.read_text().split()):
        say("→ Data contoh terputus dan tidak dilanjutkan: ada organisasi Anda sendiri di sini.")
    else:
        say("→ Data contoh terputus waktu disusun; disusun lagi dari awal …")
        cluster.empty()
    mark.unlink()
