"""Is a PostgreSQL process at work in this data folder? Told by /proc, as pid files outlive their process."""

import os
import signal
import time
from pathlib import Path

from sentra.console.programs import Missing

PATIENCE_SECONDS = 30


def server_pid(data: Path) -> int | None:
    """The process that really serves this folder: a number left from before a restart may be anyone's."""
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
    except (OSError, ValueError, IndexError):
        return None
    return pid if not Path("/proc/self").exists() or serves(Path(f"/proc/{pid}"), data) else None


def serves(process: Path, data: Path) -> bool:
    """Every process of PostgreSQL works in its data folder; a dead one (zombie) works nowhere."""
    try:
        return (process / "cwd").samefile(data)
    except OSError:
        return False


def wait_for_orphans(data: Path) -> None:
    """When the postmaster is killed its helpers still write for a moment: two servers would ruin the data."""
    for _ in range(PATIENCE_SECONDS * 20):
        if server_pid(data) or not any(serves(process, data) for process in Path("/proc").glob("[0-9]*")):
            return
        time.sleep(0.05)
    raise Missing(f"Proses PostgreSQL lama masih bekerja di {data}. Tunggu sebentar, lalu coba lagi.")


def halt(data: Path) -> None:
    """Fast shutdown: running transactions roll back, nothing committed is lost."""
    pid = server_pid(data)
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)
    for _ in range(PATIENCE_SECONDS * 20):
        if server_pid(data) is None:
            return
        time.sleep(0.05)
    raise Missing(f"PostgreSQL {pid} tidak mau berhenti dalam 30 detik.")
