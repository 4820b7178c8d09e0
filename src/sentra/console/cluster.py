"""Our own PostgreSQL for machines without a server: found, made, started and stopped here.

Only a Unix socket in a folder of mode 0700: whoever may enter the folder is trusted, nobody else can connect.
Standard library only, as it runs before the environment exists.
"""

import fcntl
import hashlib
import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sentra.console.postgres import Server, find_server
from sentra.console.postmaster import halt, wait_for_orphans

HERE = Path(__file__).parent
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_FOLDER = 90  # the kernel allows 107 bytes with the name of the socket
DATABASE = "sentra"
FIRST_WITH_BUILTIN_LOCALE = 17
ALWAYS = {"listen_addresses": "''", "timezone": "'UTC'", "log_timezone": "'UTC'", "jit": "off"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class Cluster:
    """A running server that this process uses until it calls stop()."""

    state: Path
    server: Server
    users: int  # descriptor of a file on which every user of the server holds a shared lock
    fast: bool = False

    @property
    def data(self) -> Path:
        return self.server.home / "data"

    @property
    def sockets(self) -> Path:
        """Beside the data where its path is short and plain, else a private folder in /tmp."""
        beside = self.server.home / "sockets"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER and re.fullmatch(
            r"[\w/. -]+", str(beside), re.ASCII
        ):
            return beside
        mark = hashlib.sha256(os.fsencode(self.server.home)).hexdigest()[:12]
        return Path("/tmp") / f"sentra-{os.getuid()}-{mark}"  # noqa: S108  # ownership is checked by private_folder

    def url(self, role: str = "sentra_app", database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}"

    def answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as door:
                door.connect(str(self.sockets / SOCKET_NAME))
        except OSError:
            return False
        return True

    def psql(self, *arguments: str, role: str = "postgres", database: str = "postgres") -> str:
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", role, "-d", database]
        return self.server.run([*command, "-h", str(self.sockets), *arguments], as_server=False)

    def empty(self) -> None:
        """A fresh database in place of the old one, whoever is connected to it."""
        self.psql("-c", f"DROP DATABASE {DATABASE} WITH (FORCE)")
        (self.server.home / "prepared").unlink(missing_ok=True)
        self.prepare()

    def start(self) -> None:
        """Start the server if it does not answer. Call with the lock held."""
        wait_for_orphans(self.data)
        if self.answers():
            return
        self.server.private_folder(self.sockets)
        for stale in (self.data / "postmaster.pid", self.sockets / f"{SOCKET_NAME}.lock"):
            stale.unlink(missing_ok=True)
        wanted = ALWAYS | {"unix_socket_directories": f"'{self.sockets}'"} | (FAST if self.fast else {})
        self.server.write(
            self.data / "sentra.conf", "".join(f"{key} = {value}\n" for key, value in wanted.items())
        )
        log = self.server.home / "log"
        self.server.run(["pg_ctl", "-D", str(self.data), "-l", str(log), "-w", "-t", "60", "-s", "start"])

    def prepare(self) -> None:
        """Roles, database, extensions and default privileges; again only when the texts change."""
        texts = [HERE / "roles.sql", HERE / "database.sql"]
        mark = hashlib.sha256(b"".join(text.read_bytes() for text in texts)).hexdigest()
        done = self.server.home / "prepared"
        if done.exists() and done.read_text() == mark:
            return
        self.psql("-f", str(texts[0]))
        self.psql("-f", str(texts[1]), database="template1")
        self.psql("-f", str(texts[1]), database=DATABASE)
        done.write_text(mark)

    def revive(self) -> None:
        """Start again a server that was killed under us."""
        if not self.answers():
            with locked(self.state / "pg.lock"):
                self.start()

    def stop(self) -> None:
        """Leave. The last one out stops the server; a user that was killed has left, too."""
        with locked(self.state / "pg.lock"):
            try:
                fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                os.close(self.users)
            halt(self.data)


def ensure(state: Path, *, fast: bool = False, venv: Path = Path(sys.prefix)) -> Cluster:
    """The server of this state folder: made if new, started if stopped. Two callers at once are safe."""
    state = state.resolve()
    state.mkdir(mode=0o711, parents=True, exist_ok=True)
    with locked(state / "pg.lock"):
        cluster = Cluster(
            state, find_server(state, venv, disposable=fast), open_lock(state / "pg.users"), fast
        )
        fcntl.flock(cluster.users, fcntl.LOCK_SH)
        if not (cluster.data / "PG_VERSION").exists():
            create(cluster)
        cluster.start()
        cluster.prepare()
    return cluster


def create(cluster: Cluster) -> None:
    """initdb, sorting by code point: the same order on every machine and every PostgreSQL."""
    cluster.server.private_folder(cluster.server.home)
    provider = ["--locale-provider=builtin"] if cluster.server.major >= FIRST_WITH_BUILTIN_LOCALE else []
    durable = ["--no-sync"] if cluster.fast else []
    new = cluster.server.home / "new"  # renamed when whole, so that an interrupted initdb leaves nothing
    cluster.server.remove(new)
    options = [
        "--username=postgres",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--auth=trust",
        *provider,
        *durable,
    ]
    cluster.server.run(["initdb", "-D", str(new), *options])
    with (new / "postgresql.conf").open("a") as settings:
        settings.write("\ninclude = 'sentra.conf'\n")
    new.rename(cluster.data)


def open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time; the kernel lets go when the holder dies."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
