"""Numbers that name a person: NIK, NPWP and phone are checked, normalised, sealed, fingerprinted and masked.

They are stored sealed, found by fingerprint and shown masked; never in URLs, logs, exports or messages
(UU 27/2022; domain.md §2 item 21). Keys are passed in: this module reads no settings and no clock.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import lokal
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

Sex = Literal["L", "P"]

SHORTEST_KEY = 32
"""Bytes of a fingerprint key: as long as the SHA-256 digest it protects (RFC 2104 §3)."""

_SEPARATORS = re.compile(r"[\s().\-]")
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}\Z")


@dataclass(frozen=True)
class NikCheck:
    """What the 16 digits say. `errors` forbid storing; `warnings` ask a person to look.

    Codes. errors: format, wilayah (00), birth_date, serial.
    warnings: province, birth_date_differs, sex_differs.
    """

    nik: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    born_on: date | None = None
    sex: Sex | None = None

    @property
    def refused(self) -> bool:
        """Cannot be a NIK at all."""
        return bool(self.errors)

    @property
    def valid(self) -> bool:
        """Nothing to refuse and nothing to look at."""
        return not self.errors and not self.warnings


def check_nik(text: str, *, today: date, born_on: date | None = None, sex: Sex | None = None) -> NikCheck:
    """Read a NIK: 6 digits region, DDMMYY (day + 40 for women), 4 digits serial; it has no check digit.

    `today` settles the century. What the person says (`born_on`, `sex`) is compared and only warns, as does
    an unknown province: the number is given once for life (PP 40/2019; domain.md §1.7), mistakes and all.
    """
    info = lokal.parse_nik(text, reference_date=today)
    errors = tuple(issue.code for issue in info.errors if issue.code != "province")
    if info.nik is None:
        return NikCheck(nik="", errors=errors)
    written = _birth(info.birth_date, today=today)
    if written is None and not errors:
        errors = ("birth_date",)
    warnings = ["province"] if any(issue.code == "province" for issue in info.errors) else []
    if born_on and written and f"{born_on:%d%m%y}" != f"{written:%d%m%y}":
        warnings.append("birth_date_differs")
    if sex and info.gender and sex != info.gender:
        warnings.append("sex_differs")
    return NikCheck(info.nik, errors, tuple(warnings), written, info.gender)


def _birth(iso: str | None, *, today: date) -> date | None:
    """lokal-id compares years only: a birthday later this year means the century before."""
    if iso is None:
        return None
    written = date.fromisoformat(iso)
    if written <= today:
        return written
    try:
        return written.replace(year=written.year - 100)
    except ValueError:  # 29 February 1900 never was
        return None


def npwp16(text: str, *, today: date) -> str | None:
    """The 16 digits the tax office uses (PMK 112/2022): 0 + the old 15, or a NIK. None if neither."""
    digits = _SEPARATORS.sub("", text)
    info = lokal.parse_npwp(digits)
    if info.kind is None or not digits.strip("0"):
        return None
    if info.kind == "nik" and check_nik(digits, today=today).refused:
        return None
    return info.npwp16


def npwp_shown(npwp: str) -> str:
    """0123456789012000 → "12.345.678.9-012.000"; a NIK used as NPWP in groups of four."""
    if npwp.startswith("0"):
        return lokal.format_npwp15(npwp[1:])
    return " ".join(npwp[at : at + 4] for at in range(0, len(npwp), 4))


def e164(text: str) -> str | None:
    """A phone number as it is stored and compared: "0812-3456-7890" and "62812…" → "+6281234567890".

    A number that starts with + and another country's code is kept as it is (8 to 15 digits, ITU E.164).
    None for what is no number, and for "62 0812…": two prefixes at once is a slip nobody should guess at.
    """
    clean = re.sub(r"\A00", "+", _SEPARATORS.sub("", text))
    if clean.startswith("+") and not clean.startswith("+62"):
        return clean if _ABROAD.match(clean) else None
    if re.match(r"\+?620", clean):
        return None
    return lokal.parse_phone(clean).e164


def phone_shown(number: str) -> str:
    """+6281234567890 → "0812-3456-7890"; a number from abroad stays as it is."""
    return lokal.parse_phone(number).national or number


def masked(number: str, *, visible: int = 4) -> str:
    """Dots for all but the last `visible` characters; a number no longer than that is hidden whole."""
    hidden = len(number) - visible if len(number) > visible else len(number)
    return "•" * hidden + number[hidden:]


def fingerprint(value: str, *, key: bytes, purpose: str) -> str:
    """Hex HMAC-SHA256 that finds duplicates without storing the number; `purpose` keeps kinds apart.

    Pass the normalised number: "nik" 16 digits, "phone" E.164. Refuses (ValueError) a key under 32 bytes:
    NIKs are few enough to try all of them, so only the key hides them.
    """
    if len(key) < SHORTEST_KEY:
        msg = f"A fingerprint key has at least {SHORTEST_KEY} bytes."
        raise ValueError(msg)
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


class SealBroken(ValueError):
    """The sealed text was altered, or none of the keys opens it."""


def sealed(text: str, keys: Sequence[bytes]) -> bytes:
    """Encrypt with the first of `keys` (32 raw bytes each; Fernet: AES-128-CBC and HMAC-SHA256).

    The clock field of Fernet is left at 0: the row says when, the seal need not.
    """
    return _fernet(keys).encrypt_at_time(text.encode(), current_time=0)


def opened(seal: bytes, keys: Sequence[bytes]) -> str:
    """Decrypt with whichever of `keys` fits. Refuses (SealBroken) an altered seal or a lost key."""
    try:
        return _fernet(keys).decrypt(seal).decode()
    except InvalidToken as broken:
        msg = "This seal cannot be opened."
        raise SealBroken(msg) from broken


def resealed(seal: bytes, keys: Sequence[bytes]) -> bytes:
    """The same text under the first of `keys`, for key rotation. Refuses (SealBroken) like `opened`."""
    return sealed(opened(seal, keys), keys)


def _fernet(keys: Sequence[bytes]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
