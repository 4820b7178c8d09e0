"""`run`: database, migrations, web server, worker and demo, kept alive until Ctrl-C."""

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from sentra.console import children
from sentra.console.bootstrap import ROOT, Place, environment, say
from sentra.console.cluster import Cluster
from sentra.console.demo_again import begin_anew
from sentra.console.programs import Missing, attempt, succeeds

PATIENCE_SECONDS = 90


def wishes(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./sentra run")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--host", default="127.0.0.1", help="0.0.0.0 agar ponsel di jaringan yang sama dapat membuka"
    )
    parser.add_argument("--no-demo", action="store_true", help="tanpa data contoh")
    return parser.parse_args(arguments)


def refuse_used_port(host: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError as error:
            raise Missing(f"Port {port} hanya boleh dipakai root. Coba: ./sentra run --port 8000") from error
        except (OSError, OverflowError) as error:
            raise Missing(
                f"Port {port} sudah dipakai program lain. Coba: ./sentra run --port {port + 1}"
            ) from error


def manage(here: Place, told: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """A short Django command; standard output is kept for the caller."""
    command = [here.python, "-m", "django", *arguments]
    return attempt(command, told=told, folder=ROOT, errors=None)


def migrate(here: Place, told: dict[str, str]) -> None:
    owner = told | {"SENTRA_ROLE": "owner"}
    check = [here.python, "-m", "django", "migrate", "--check"]
    if succeeds(check, owner):
        return
    say("→ Memperbarui tabel …")
    done = manage(here, owner, "migrate", "--no-input")
    if done.returncode:
        raise Missing(f"Tabel tidak dapat diperbarui.\n{done.stdout[-600:]}")


def collect_static(here: Place, told: dict[str, str]) -> None:
    """Again only when a source file or the environment is newer than the last time."""
    mark = here.state / "static.stamp"
    sources = [*(ROOT / "src").glob("**/static/**/*"), here.venv / "pyvenv.cfg", *here.venv.glob("*.stamp")]
    newest = max((source.stat().st_mtime for source in sources), default=0)
    if mark.exists() and mark.stat().st_mtime >= newest:
        return
    say("→ Mengumpulkan gambar dan gaya …")
    if manage(here, told, "collectstatic", "--no-input", "--clear", "-v", "0").returncode:
        raise Missing("Berkas gambar dan gaya tidak dapat dikumpulkan.")
    mark.touch()


def known_commands() -> set[str]:
    """Our own commands by their files: asking Django would cost a second of every start."""
    return {file.stem for file in (ROOT / "src" / "sentra").glob("*/management/commands/*.py")}


def web(
    here: Place, wanted: argparse.Namespace, application: str = "sentra.config.wsgi:application"
) -> list[str]:
    """granian: few blocking threads (each may hold a connection), a killed worker comes back."""
    workers = str(min(2, os.cpu_count() or 1))
    server = [
        here.python,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        wanted.host,
        "--port",
        str(wanted.port),
    ]
    strength = [
        "--workers",
        workers,
        "--blocking-threads",
        "4",
        "--respawn-failed-workers",
        "--log-level",
        "warning",
    ]
    return [*server, *strength, application]


def serve(here: Place, cluster: Cluster | None, wanted: argparse.Namespace) -> int:
    """Start all, print the address, watch until told to stop; then stop in the order of need."""
    children.stop_on_terminate()
    told = environment(here, cluster)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        if cluster:
            begin_anew(cluster, here.state)
        migrate(here, told)
        collect_static(here, told)
        commands = {"web": web(here, wanted)}
        known = known_commands()
        if "worker" in known:
            commands["worker"] = [here.python, "-m", "django", "worker"]
        running |= {name: children.start(command, told) for name, command in commands.items()}
        wait_until_healthy(wanted, running["web"])
        announce(here, told, wanted, known)
        if "seed_demo" in known and not wanted.no_demo:
            running["demo"] = children.start([here.python, "-m", "django", "seed_demo", "--if-empty"], told)
        watch(commands, running, told, cluster)
    except KeyboardInterrupt:
        say("\n→ Menghentikan Sentra …")
    finally:
        for name in ("demo", "web", "worker"):
            if name in running:
                children.stop(running[name])
    return 0


def wait_until_healthy(wanted: argparse.Namespace, server: subprocess.Popen[bytes]) -> None:
    url = f"http://{nearby(wanted.host)}:{wanted.port}/healthz"
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Missing(f"Sentra tidak menjawab di {url}. Baca pesan di atas.")


def nearby(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104


def announce(here: Place, told: dict[str, str], wanted: argparse.Namespace, known: set[str]) -> None:
    lines = [f"\n  Sentra siap: http://{nearby(wanted.host)}:{wanted.port}/", "  Ctrl-C untuk berhenti.\n"]
    if "demo_logins" in known and not wanted.no_demo:
        address = f"http://{nearby(wanted.host)}:{wanted.port}"
        lines.append(manage(here, told, "demo_logins", "--address", address).stdout)
    sys.stdout.write("\n".join(lines))
    sys.stdout.flush()


def watch(
    commands: dict[str, list[str]],
    running: dict[str, subprocess.Popen[bytes]],
    told: dict[str, str],
    cluster: Cluster | None,
) -> None:
    """What dies is started again, after a second: a laptop has no other watchman."""
    while True:
        time.sleep(1)
        if cluster:
            revive(cluster)
        for name in [each for each in commands if running[each].poll() is not None]:
            say(f"→ {name} mati (kode {running[name].returncode}), dinyalakan lagi …")
            children.stop(running[name])
            running[name] = children.start(commands[name], told)


def revive(cluster: Cluster) -> None:
    """A database that cannot start yet is tried again; the pages say so meanwhile."""
    try:
        cluster.revive()
    except Missing as missing:
        say(f"✗ {missing}")
