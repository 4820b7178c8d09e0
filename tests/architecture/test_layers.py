"""The contracts of import-linter hold, and an arrow that points up breaks them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("importlinter", reason="./sentra lint brings it")
ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [
    sys.executable,
    "-c",
    "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run(['--no-cache']))",
]


def _linted(folder):
    told = os.environ | {"PYTHONPATH": str(folder / "src")}
    return subprocess.run(PROGRAM, cwd=folder, env=told, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    """The source without its tests, to be spoilt."""
    shutil.copytree(
        ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "static", "locale")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy):
    done = _linted(copy)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("ledger/upward.py", "from sentra.orders import models\n"),
        ("orders/reaching.py", "from sentra.ledger.models import Posting\n"),
        ("allocation/dependent.py", "import django\n"),
        ("newpackage/__init__.py", ""),
    ],
    ids=["an arrow up", "ledger tables from outside", "django in the solver", "a package nobody placed"],
)
def test_a_forbidden_arrow_is_found(copy, where, text):
    """Negative control."""
    target = copy / "src" / "sentra" / where
    target.parent.mkdir(exist_ok=True)
    target.write_text(text)
    assert _linted(copy).returncode != 0
