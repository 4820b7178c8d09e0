"""What the surroundings may say: every environment variable Sentra reads, in one place.

`./sentra` sets these for its own processes; an administrator sets them for a real server.
`docs/reference/settings.md` is generated from `VARIABLES`.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]

VARIABLES = {
    "DATABASE_URL": "The database as the plain application role. Without it `./sentra` starts its own.",
    "SENTRA_OWNER_URL": "The database as the role that owns the tables; only migrations use it.",
    "SENTRA_BACKUP_URL": "The database as the role that may read everything; only backups use it.",
    "SENTRA_ROLE": "`owner` for a process that migrates; anything else runs as the application role.",
    "SENTRA_STATE": "Folder for the embedded database, uploads, secret key and logs. Default `.sentra`.",
    "SENTRA_SECRET_KEY": "Signing key. Without it one is made once and kept in the state folder.",
    "SENTRA_NIK_KEY": "Key that encrypts identity numbers. Without it one is made once and kept.",
    "SENTRA_ORIGIN_KEY": "Secret that keys of labels come from. Without it one is made once and kept.",
    "SENTRA_HOSTS": "Host names the site answers to, separated by commas. Default: this machine.",
    "SENTRA_HTTPS": "`1` when the site is reached over HTTPS: cookies become secure-only.",
    "SENTRA_PROXIES": "How many proxies of yours stand in front. `0`: X-Forwarded-… means nothing.",
    "SENTRA_DEBUG": "`1` shows developers' error pages. Never on a real server.",
}


def variable(name: str, default: str = "") -> str:
    """The value of a documented variable; an undocumented name is a mistake in our code."""
    assert name in VARIABLES, f"{name} is not documented in VARIABLES"
    return os.environ.get(name, default)


def whole_number(name: str) -> int:
    """A documented variable that counts something; 0 when it is not given."""
    given = variable(name, "0")
    if not given.isdecimal():
        raise ValueError(f"{name} is a whole number, not {given!r}.")
    return int(given)


def state_folder() -> Path:
    folder = Path(variable("SENTRA_STATE") or ROOT / ".sentra")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def kept_secret(name: str) -> str:
    """A secret from the environment, else one made once and kept readable by its owner only."""
    if given := variable(name):
        return given
    path = state_folder() / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)  # the first of two racing processes wins, both read the same key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


@dataclass(frozen=True)
class Dsn:
    """A PostgreSQL address in the pieces Django wants."""

    name: str
    user: str
    password: str
    host: str
    port: str

    @classmethod
    def parse(cls, url: str) -> "Dsn":
        parts = urlsplit(url)
        options = {key: values[0] for key, values in parse_qs(parts.query).items()}
        return cls(
            name=unquote(parts.path.lstrip("/")),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            host=options.get("host") or parts.hostname or "",
            port=options.get("port") or str(parts.port or ""),
        )


def database_url() -> str:
    """The address for this process: the owner's while migrating, else the application's."""
    app = variable("DATABASE_URL")
    return (variable("SENTRA_OWNER_URL") or app) if variable("SENTRA_ROLE") == "owner" else app
