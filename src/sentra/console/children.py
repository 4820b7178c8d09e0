"""Starting, watching and stopping the processes of ./sentra, always by their own id."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from types import FrameType

from sentra.console.bootstrap import ROOT

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 15


def stop_on_terminate() -> None:
    """Ctrl-C, SIGTERM and a closed terminal leave by the same way: every `finally` runs."""

    def leave(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a shell's & leaves SIGINT ignored
        signal.signal(number, leave)


def follow_parent() -> Callable[[], None] | None:
    """In the child: end when ./sentra is killed, so that no server is left on the port (Linux only)."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(command: list[str], told: dict[str, str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches us alone, and we stop the children in order."""
    return subprocess.Popen(command, env=told, cwd=ROOT, start_new_session=True, preexec_fn=follow_parent())  # noqa: PLW1509


def stop(child: subprocess.Popen[bytes]) -> None:
    """Ask, wait, insist; also end what a killed child has left behind (its own session, made by start)."""
    if child.poll() is None:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def wait_for(command: list[str], told: dict[str, str]) -> int:
    """Run in the foreground, with the terminal; our exit code is the child's."""
    stop_on_terminate()
    child = subprocess.Popen(command, env=told, preexec_fn=follow_parent())  # noqa: PLW1509
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # the terminal tells the child too: a shell or pytest decides
    try:
        code = child.wait()
    except KeyboardInterrupt:
        child.terminate()
        code = child.wait()
    return code if code >= 0 else 128 - code
