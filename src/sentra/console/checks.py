"""`lint` and `fix`: every tool that holds the style, one line each."""

import os
import time
from pathlib import Path

from sentra.console.bootstrap import ROOT, Place, environment, prepare, say
from sentra.console.programs import attempt

# name, arguments; templates are appended where a tool does not find them itself
LINT = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("djade", "--check", "--target-version", "5.2", "TEMPLATES"),
    ("djlint", "--lint", "--quiet", "TEMPLATES"),
    ("vulture",),
    ("deptry", "."),
    ("codespell",),
)
FIX = (
    ("ruff", "check", "--fix", "."),
    ("ruff", "format", "."),
    ("djade", "--target-version", "5.2", "TEMPLATES"),
)


def lint(arguments: list[str]) -> int:  # noqa: ARG001  # every command takes its arguments
    """Run them all, then fail if any did: one round shows everything."""
    return run_all(LINT)


def fix(arguments: list[str]) -> int:  # noqa: ARG001  # every command takes its arguments
    return run_all(FIX)


def run_all(tools: tuple[tuple[str, ...], ...]) -> int:
    here = prepare("dev")
    told = environment_without_database(here)
    failed = [tool for tool in tools if not passes(here, tool, told)]
    return 1 if failed else 0


def passes(here: Place, tool: tuple[str, ...], told: dict[str, str]) -> bool:
    arguments = [
        each for argument in tool[1:] for each in (templates() if argument == "TEMPLATES" else [argument])
    ]
    if "TEMPLATES" in tool and not templates():
        return True
    began = time.monotonic()
    command = [str(here.venv / "bin" / tool[0]), *arguments]
    done = attempt(command, told=told, folder=ROOT)
    name = " ".join(word for word in tool if word not in (".", "TEMPLATES"))
    say(f"{'✗' if done.returncode else '✓'} {name} ({time.monotonic() - began:.1f} s)")
    if done.returncode:
        say((done.stdout + done.stderr).rstrip())
    return done.returncode == 0


def templates() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "src").glob("**/templates/**/*.html"))


def environment_without_database(here: Place) -> dict[str, str]:
    """mypy's Django plugin imports the settings, which want the names of a database, not a server."""
    nowhere = "postgresql://sentra_app@/sentra?host=/nowhere"
    told = environment(here, None) if os.environ.get("DATABASE_URL") else with_url(here, nowhere)
    return told | {"PATH": f"{Path(here.python).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def with_url(here: Place, url: str) -> dict[str, str]:
    os.environ["DATABASE_URL"] = url
    return environment(here, None)
