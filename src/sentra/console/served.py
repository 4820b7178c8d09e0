"""A site for a measurement: the server of `./sentra run` on a free port, stopped afterwards."""

import http.client
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sentra.console import children
from sentra.console.bootstrap import place
from sentra.console.serve import web, wishes

OURS = "sentra.config.wsgi:application"
PATIENCE_SECONDS = 60


@contextmanager
def served(told: dict[str, str], application: str = OURS, ready: str = "/healthz") -> Iterator[int]:
    """The port, from the moment `ready` is answered with 200. The static files must be collected."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    _python, *rest = web(place(), wishes(["--port", str(port)]), application)
    child = children.start([sys.executable, *rest], told)
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not _answers(port, ready):
            if time.monotonic() > until or child.poll() is not None:
                raise TimeoutError(f"{application} does not answer")
            time.sleep(0.2)
        yield port
    finally:
        children.stop(child)


def _answers(port: int, path: str) -> bool:
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError):
        server.request("GET", path)
        return server.getresponse().status == http.client.OK
    return False
