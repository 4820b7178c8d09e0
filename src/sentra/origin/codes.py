"""The code in a label's QR: facts packed into few bytes, and the same facts read out of them again.

Version 1: a byte 1; as unsigned LEB128: cooperative, key, label; a byte kind + 2 × finish + 8 × way; as
LEB128: lot, serial, pieces, day of issue; then product, motif, materials as length and UTF-8; then the number
of stages and for each its name, first day, and days until the last. Days count from 1 January 2020.
It names no person: docs/decisions/0022. `web/static/js/origin_code.js` reads the same bytes.
"""

import base64
import binascii
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

VERSION = 1
EPOCH = date(2020, 1, 1)
SIGNATURE = 64  # bytes of Ed25519 (RFC 8032)
MOST_BYTES = 200  # of the payload: the code of it and its signature still fits a QR on 58 mm paper
KINDS = ("piece", "lot")
FINISHES = ("raw", "half_finished", "finished")
WAYS = ("other", "tulis", "cap", "kombinasi", "ciprat", "printed")
ROOM = (
    (40, 30, 40, 24),
    (30, 24, 30, 16),
    (24, 16, 20, 10),
    (16, 10, 12, 6),
)  # product, motif, materials, stage
MOST_STAGES = 8
SHAPE = re.compile(r"(?=.{60})[\w-]+\.[\w-]*", re.ASCII)  # two words of base64url, long together


class CodeBroken(ValueError):
    """These are not the bytes of a label."""


@dataclass(frozen=True)
class StageFacts:
    """One stage, and between which days its pieces were found good."""

    name: str
    first_on: date
    last_on: date


@dataclass(frozen=True)
class LabelFacts:
    """What a label says, all of it signed. `pieces`: that the lot's labels stand for together."""

    cooperative: int
    key: int
    label: int
    kind: str
    finish: str
    way: str
    lot: int
    serial: int
    pieces: int
    issued_on: date
    product: str
    motif: str
    materials: str
    stages: tuple[StageFacts, ...]


def packed(facts: LabelFacts) -> bytes:
    """At most MOST_BYTES: long names are shortened with "…", of very many stages the last are kept."""
    kept = replace(facts, stages=facts.stages[-MOST_STAGES:])
    for room in ROOM:
        made = _bytes(kept, *room)
        if len(made) <= MOST_BYTES:
            return made
    msg = "These facts are too long for a label."
    raise ValueError(msg)


def _bytes(facts: LabelFacts, product: int, motif: int, materials: int, stage: int) -> bytes:
    out = bytearray([VERSION])
    for number in (facts.cooperative, facts.key, facts.label):
        out += _number(number)
    out.append(KINDS.index(facts.kind) | FINISHES.index(facts.finish) << 1 | WAYS.index(facts.way) << 3)
    for number in (facts.lot, facts.serial, facts.pieces, (facts.issued_on - EPOCH).days):
        out += _number(number)
    for text, room in ((facts.product, product), (facts.motif, motif), (facts.materials, materials)):
        out += _text(text, room)
    out += _number(len(facts.stages))
    for one in facts.stages:
        out += _text(one.name, stage)
        out += _number((one.first_on - EPOCH).days) + _number((one.last_on - one.first_on).days)
    return bytes(out)


def _number(number: int) -> bytes:
    if number < 0:
        msg = "A label counts from zero."
        raise ValueError(msg)
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _text(text: str, room: int) -> bytes:
    raw = text.encode()
    if len(raw) > room:
        raw = raw[: room - 3].decode(errors="ignore").rstrip().encode() + "…".encode()
    return _number(len(raw)) + raw


def unpacked(payload: bytes) -> LabelFacts:
    """The facts in the bytes. Refuses (CodeBroken) anything `packed` cannot have made."""
    try:
        facts = _Reader(payload).facts()
    except (IndexError, UnicodeDecodeError, OverflowError) as broken:
        raise CodeBroken from broken
    return facts


class _Reader:
    """Walks once through the bytes of a payload."""

    def __init__(self, payload: bytes) -> None:
        self.rest = payload

    def facts(self) -> LabelFacts:
        if self.byte() != VERSION:
            raise CodeBroken
        cooperative, key, label = (self.number() for _ in range(3))
        flags = self.byte()
        kind, finish, way = KINDS[flags & 1], FINISHES[flags >> 1 & 3], WAYS[flags >> 3]
        lot, serial, pieces = (self.number() for _ in range(3))
        found = LabelFacts(
            cooperative, key, label, kind, finish, way, lot, serial, pieces,
            issued_on=self.day(), product=self.text(), motif=self.text(), materials=self.text(),
            stages=tuple(self.stage() for _ in range(self.number())),
        )  # fmt: skip
        if self.rest:
            raise CodeBroken
        return found

    def byte(self) -> int:
        first, self.rest = self.rest[0], self.rest[1:]
        return first

    def number(self) -> int:
        found = 0
        for at in range(5):
            byte = self.byte()
            found |= (byte & 0x7F) << 7 * at
            if byte < 0x80:
                return found
        raise CodeBroken

    def text(self) -> str:
        size = self.number()
        if size > len(self.rest):
            raise CodeBroken
        raw, self.rest = self.rest[:size], self.rest[size:]
        return raw.decode()

    def day(self) -> date:
        return EPOCH + timedelta(days=self.number())

    def stage(self) -> StageFacts:
        name, first = self.text(), self.day()
        return StageFacts(name, first, first + timedelta(days=self.number()))


def written(payload: bytes, signature: bytes) -> str:
    """The code as it stands in the address: payload, a dot, signature; base64url without padding."""
    return f"{_base64(payload)}.{_base64(signature)}"


def looks_like_one(text: str) -> bool:
    """Whether this could be a label's code, whole or damaged: else something else was typed or scanned."""
    return SHAPE.fullmatch(code_in(text)) is not None


def code_in(text: str) -> str:
    """The code alone, of a code or of an address that ends in one."""
    return text.strip().rstrip("/").rpartition("/")[2]


def read(code: str) -> tuple[bytes, bytes]:
    """Payload and signature of a code, or of an address that ends in one. Refuses (CodeBroken) other text.

    One label has one spelling only: bits that base64 leaves unused must be zero.
    """
    payload, dot, signature = code_in(code).partition(".")
    if not dot:
        raise CodeBroken
    parts = tuple(_unbase64(part) for part in (payload, signature))
    if not parts[0] or len(parts[1]) != SIGNATURE:
        raise CodeBroken
    return parts[0], parts[1]


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unbase64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
    except (binascii.Error, ValueError) as broken:
        raise CodeBroken from broken
    if _base64(raw) != text:
        raise CodeBroken
    return raw
