"""Is a label genuine? Answered from its code, the published keys and the published list of withdrawn labels.

No database: the page at /asal/, the command `verify-label` and the tests ask here, the page without network
asks `web/static/js/origin.js`, which follows the same order. A copy carries a genuine code: only what this
checker has seen before, and the piece itself, tell it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sentra.origin.codes import CodeBroken, LabelFacts, looks_like_one, read, unpacked
from sentra.origin.signing import fits

Keys = Mapping[tuple[int, int], bytes]  # (cooperative, key) → public key
Withdrawn = Mapping[tuple[int, int], tuple[str, str]]  # (cooperative, label) → since when, why


class Finding(StrEnum):
    GENUINE = "genuine"
    COPIED = "copied"  # genuine, but shown to this checker before
    REVOKED = "revoked"
    CHANGED = "changed"  # the signature does not fit: a byte differs, or somebody else signed
    NO_CODE = "no_code"  # something was typed that no label could be
    UNKNOWN = "unknown"  # no such key is published
    NEVER_ISSUED = "never_issued"  # well signed, but not in the cooperative's list: only its server can tell


@dataclass(frozen=True)
class Verdict:
    """`facts` only when their signature fits: nobody should read what nobody has signed."""

    finding: Finding
    facts: LabelFacts | None = None
    since: str = ""
    why: str = ""


def judged(code: str, *, keys: Keys, withdrawn: Withdrawn, seen: Collection[str] = ()) -> Verdict:
    """One code, or an address that ends in one. `seen`: codes of single pieces this checker met before."""
    try:
        payload, signature = read(code)
        facts = unpacked(payload)
    except CodeBroken:
        return Verdict(broken(code))
    public = keys.get((facts.cooperative, facts.key))
    if public is None:
        return Verdict(Finding.UNKNOWN)
    if not fits(signature, payload, public):
        return Verdict(Finding.CHANGED)
    if (facts.cooperative, facts.label) in withdrawn:
        since, why = withdrawn[facts.cooperative, facts.label]
        return Verdict(Finding.REVOKED, facts, since, why)
    if facts.kind == "piece" and code in seen:
        return Verdict(Finding.COPIED, facts)
    return Verdict(Finding.GENUINE, facts)


def broken(code: str) -> Finding:
    """Of what cannot be read: a damaged label, or something that was never one."""
    return Finding.CHANGED if looks_like_one(code) else Finding.NO_CODE


def keys_in(published: Mapping[str, Any]) -> dict[tuple[int, int], bytes]:
    """The keys of a published file, as `judged` takes them."""
    return {(one["cooperative"], one["key"]): bytes.fromhex(one["public"]) for one in published["keys"]}


def withdrawn_in(published: Mapping[str, Any]) -> dict[tuple[int, int], tuple[str, str]]:
    """The withdrawn labels of a published file."""
    return {(one["cooperative"], one["label"]): (one["since"], one["why"]) for one in published["revoked"]}
