"""The commands of ./sentra: what each prepares, what it starts, and the exit code it hands back."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sentra.console import checks, serve, trial
from sentra.console.bootstrap import ROOT, Place, environment, prepare, say
from sentra.console.children import wait_for
from sentra.console.cluster import ensure
from sentra.console.programs import Missing

AS_OWNER = ("migrate", "makemigrations", "sqlmigrate", "squashmigrations", "flush")
HELP = """Sentra: satu pintu untuk semua.

  ./sentra run [--port 8000] [--host 127.0.0.1] [--no-demo]   menjalankan Sentra; Ctrl-C untuk berhenti
  ./sentra import-registry FILE --office CODE [--commit]      memasukkan daftar pengrajin dari Excel
  ./sentra check-books                                        memeriksa semua pembukuan
  ./sentra export-ledger --format hledger|beancount|csv       menulis pembukuan untuk program lain
                         [--tenant SLUG] [--from D --to D]    ke keluaran baku; D seperti 2026-01-31
  ./sentra verify-label --keys FILE [--revoked FILE] CODE…    memeriksa label asal barang, tanpa basis data

For developers:
  ./sentra test [pytest arguments]     every test, with a PostgreSQL and a browser of its own
  ./sentra check-pages [--lighthouse]  every public page: axe, HTML, bytes; exit 1 if a limit is broken
  ./sentra lint | fix                  check, or repair, style, types and layers
  ./sentra manage ARGUMENTS            any Django command (migrate, shell, …)
  ./sentra bench NAME [ARGUMENTS]      measure

State lives in .sentra/ (or $SENTRA_STATE). More: docs/operate/README.md"""


@contextmanager
def ready(level: str = "run") -> Iterator[tuple[Place, dict[str, str]]]:
    """An installed place and the environment of its processes; the database is left on the way out."""
    here = prepare(level)
    if os.environ.get("DATABASE_URL"):
        yield here, environment(here, None)
        return
    cluster = ensure(here.state, venv=here.venv)
    try:
        yield here, environment(here, cluster)
    finally:
        cluster.stop()


def django(here: Place, told: dict[str, str], *arguments: str) -> int:
    role = {"SENTRA_ROLE": "owner"} if arguments[:1] and arguments[0] in AS_OWNER else {}
    return wait_for([here.python, "-m", "django", *arguments], told | role)


def manage(arguments: list[str]) -> int:
    with ready() as (here, told):
        return django(here, told, *arguments)


def on_migrated(command: str) -> Callable[[list[str]], int]:
    """A command that needs the tables: pending migrations first, their words to standard error."""

    def run(arguments: list[str]) -> int:
        with ready() as (here, told):
            serve.migrate(here, told)
            return django(here, told, command, *arguments)

    return run


def without_database(command: str) -> Callable[[list[str]], int]:
    """A command that asks files only."""

    def run(arguments: list[str]) -> int:
        here = prepare("run")
        return django(here, environment(here, None), command, *arguments)

    return run


def show_help(arguments: list[str]) -> int:  # noqa: ARG001  # every command takes its arguments
    print(HELP)
    return 0


def run(arguments: list[str]) -> int:
    wanted = serve.wishes(arguments)
    serve.refuse_used_port(wanted.host, wanted.port)
    here = prepare("run")
    if os.environ.get("DATABASE_URL"):
        return serve.serve(here, None, wanted)
    say("→ Menyalakan basis data …")
    cluster = ensure(here.state, venv=here.venv)
    try:
        return serve.serve(here, cluster, wanted)
    finally:
        cluster.stop()
        say("Sentra berhenti. Data tersimpan.")


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": trial.test,
    "check-pages": trial.check_pages,
    "lint": checks.lint,
    "fix": checks.fix,
    "manage": manage,
    "import-registry": on_migrated("import_registry"),
    "check-books": on_migrated("check_books"),
    "export-ledger": on_migrated("export_ledger"),
    "verify-label": without_database("verify_label"),
    "bench": on_migrated("bench"),
    "help": show_help,
    "--help": show_help,
    "-h": show_help,
}


def main(arguments: list[str]) -> int:
    """Run one command. Whatever is missing is said in one sentence, with exit code 1."""
    name, rest = (arguments or ["help"])[0], arguments[1:]
    if name not in COMMANDS:
        say(f"Perintah '{name}' tidak dikenal. Ketik ./sentra help")
        return 2
    try:
        return COMMANDS[name](rest)
    except Missing as missing:
        say(f"✗ {missing}")
    except KeyboardInterrupt:
        return 130
    except (PermissionError, OSError) as error:
        say(f"✗ {error.strerror}: {error.filename or ''} ({ROOT})")
    except subprocess.SubprocessError as error:
        say(f"✗ {error}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
