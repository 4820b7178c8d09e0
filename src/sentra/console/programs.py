"""Running other programs to their end: always a list of words, never a shell."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any


class Missing(Exception):
    """Something the machine lacks, in one sentence that says what to do."""


def attempt(
    command: Sequence[str | Path],
    *,
    told: dict[str, str] | None = None,
    folder: str | Path | None = None,
    errors: int | IO[Any] | None = subprocess.PIPE,
    **identity: Any,
) -> subprocess.CompletedProcess[str]:
    """Run with this environment and wait. Output is kept; so are errors, unless told (None: shown)."""
    return subprocess.run(
        command,
        check=False,
        env=told,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        **identity,
    )


def succeeds(command: Sequence[str | Path], told: dict[str, str] | None = None) -> bool:
    """Did it work? A program that is not there did not."""
    try:
        return attempt(command, told=told).returncode == 0
    except OSError:
        return False
