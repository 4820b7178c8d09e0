"""From a bare Python to a filled environment: made once, checked by a stamp, shared by every command."""

import hashlib
import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from sentra.console.cluster import Cluster, locked
from sentra.console.programs import Missing, attempt, succeeds

ROOT = Path(__file__).resolve().parents[3]
LEVELS = ("run", "test", "dev")  # each contains the one before
UV = "uv>=0.8,<0.14"  # tested with the first and the last of these
ROOM_NEEDED = 1_500_000_000  # bytes: packages with their PostgreSQL, a new cluster, the demo


@dataclass(frozen=True)
class Place:
    """Where this copy of Sentra keeps what it makes."""

    state: Path

    @property
    def venv(self) -> Path:
        return self.state / "venv"

    @property
    def python(self) -> str:
        return str(self.venv / "bin" / "python")


def say(sentence: str) -> None:
    """Progress goes to standard error: the output of a command stays clean."""
    print(sentence, file=sys.stderr, flush=True)


def place() -> Place:
    """The state folder, private enough that other users cannot list it."""
    state = Path(os.environ.get("SENTRA_STATE") or ROOT / ".sentra").absolute()
    try:
        state.mkdir(mode=0o711, parents=True, exist_ok=True)
    except OSError as error:
        raise Missing(f"Folder {state} tidak dapat dibuat ({error.strerror}). Isi SENTRA_STATE.") from error
    if not os.access(state, os.W_OK):
        raise Missing(f"Tidak ada izin menulis di {state}. Pindah ke folder sendiri atau isi SENTRA_STATE.")
    return Place(state)


def prepare(level: str) -> Place:
    """An environment that holds at least the packages of this level."""
    here = place()
    with locked(here.state / "setup.lock"):
        if not filled(here, level):
            fill(here, level)
        compile_catalogues(here)
    return here


def filled(here: Place, level: str) -> bool:
    """Is this level, or one that contains it, installed exactly as locked?"""
    at_least = LEVELS[LEVELS.index(level) :]
    return Path(here.python).exists() and any(
        stamp(here, each).exists() and stamp(here, each).read_text() == fingerprint(each) for each in at_least
    )


def stamp(here: Place, level: str) -> Path:
    return here.venv / f"sentra-{level}.stamp"


def fingerprint(level: str) -> str:
    """Changes when the lock file does, or the Python below it."""
    lock = (ROOT / "requirements" / f"{level}.txt").read_bytes()
    return hashlib.sha256(lock + sys.version.encode()).hexdigest()


def fill(here: Place, level: str) -> None:
    room = shutil.disk_usage(here.state).free
    if room < ROOM_NEEDED and not Path(here.python).exists():
        raise Missing(
            f"Ruang disk di {here.state} tinggal {room // 10**6} MB, perlu {ROOM_NEEDED // 10**6} MB."
        )
    make_venv(here)
    say(f"→ Memasang paket ({level}); pertama kali butuh beberapa menit …")
    install(here, ROOT / "requirements" / f"{level}.txt")
    stamp(here, level).write_text(fingerprint(level))


def make_venv(here: Place) -> None:
    """A new one where there is none, or where its Python is not the one that calls."""
    ours = f"import sys; sys.exit(sys.version != {sys.version!r})"
    if succeeds([here.python, "-c", ours]):
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise Missing("Modul venv untuk Python belum ada. Ketik: apt-get install python3-venv")
    say("→ Menyiapkan lingkungan Python …")
    made = attempt([sys.executable, "-m", "venv", "--clear", here.venv])
    if made.returncode:
        shutil.rmtree(here.venv, ignore_errors=True)
        raise Missing(f"Lingkungan Python gagal dibuat: {(made.stderr or made.stdout).strip()[-400:]}")


def install(here: Place, lock: Path) -> None:
    """uv is ten times as fast; pip does the same where uv is not to be had."""
    told = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(here.venv)}
    pip = [here.python, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    uv = [here.python, "-m", "uv"]
    hashed = ["--require-hashes", "-r", str(lock)]
    if succeeds([*uv, "--version"], told) or succeeds([*pip, UV], told):
        if succeeds([*uv, "pip", "install", "--python", here.python, "--quiet", *hashed], told):
            return
        say("  uv tidak berhasil, mencoba dengan pip …")
    if attempt([*pip, *hashed], told=told, errors=None).returncode:
        raise Missing("Paket tidak dapat dipasang. Periksa jaringan, lalu jalankan perintah yang sama lagi.")


def compile_catalogues(here: Place) -> None:
    """A fresh machine has no gettext: Babel makes the .mo files."""
    for source in sorted((ROOT / "src" / "sentra" / "locale").glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        language = source.parts[-3]
        say(f"→ Menyusun terjemahan {language} …")
        babel = [here.python, "-m", "babel.messages.frontend", "-q", "compile", "-l", language]
        if attempt([*babel, "-i", str(source), "-o", str(target)], errors=None).returncode:
            raise Missing(f"Terjemahan {source} tidak dapat disusun.")


def environment(here: Place, cluster: Cluster | None) -> dict[str, str]:
    """What every Django process is told. Names are explained in docs/operate/README.md."""
    ours = {
        "SENTRA_STATE": str(here.state),
        "DJANGO_SETTINGS_MODULE": "sentra.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
    }
    if cluster:
        ours["DATABASE_URL"] = cluster.url("sentra_app")
        ours["SENTRA_OWNER_URL"] = cluster.url("sentra_owner")
        ours["SENTRA_BACKUP_URL"] = cluster.url("sentra_backup")
        return os.environ | ours
    given = os.environ.get("DATABASE_URL", "")  # a command that asks files only has none
    return {"SENTRA_OWNER_URL": given, "SENTRA_BACKUP_URL": given} | os.environ | ours
