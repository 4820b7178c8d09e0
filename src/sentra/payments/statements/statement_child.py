"""The process that opens a stranger's MT940 or CAMT.053: small memory, short time, two pipes and nothing
else.

Run by file name with `python -I`, never imported by the server. Standard output is JSON lines, sums in sen:
`{"line": [row, day, sen, text, reference]}`, `{"opening": sen}`, `{"closing": sen}`, `{"number": text}`,
and last
`{"end": true}`; or `{"refused": code}`. XML with a document type or entities is refused before it is read
(defusedxml), so nothing in it can unfold or fetch.
"""

import json
import os
import re
import resource
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

MEMORY_BYTES, CPU_SECONDS, ANSWER_BYTES, FILE_BYTES = 384 * 2**20, 15, 16 * 2**20, 4 * 2**20
LINES = 20_000


def put(thing: object) -> None:
    sys.stdout.write(json.dumps(thing, ensure_ascii=True, separators=(",", ":")) + "\n")


def refuse(code: str) -> NoReturn:
    put({"refused": code})
    sys.stdout.flush()
    os._exit(0)


def sen(amount: Any) -> int:
    """Hundredths, whole: more digits than that are no money."""
    hundredths = Decimal(str(amount)) * 100
    if hundredths != int(hundredths):
        refuse("broken")
    return int(hundredths)


def in_rupiah(currency: str) -> None:
    """Fifty dollars are not fifty rupiah. A file that tells no currency is taken as rupiah."""
    if currency not in {"", "IDR"}:
        refuse("not_rupiah")


# ----- MT940 -----


def read_mt940(content: bytes) -> None:
    from mt940.models import Transactions  # after the limits

    at = 0
    for chunk in re.split(r"(?m)^(?=:20:)", decoded(content)):
        if chunk.startswith(":20:"):
            book = Transactions()
            book.parse(chunk)
            at = put_mt940(book, at)


def put_mt940(book: Any, at: int) -> int:
    told = book.data
    for name, end in (("opening", "opening_balance"), ("closing", "closing_balance")):
        balance = told.get(f"final_{end}") or told.get(f"intermediate_{end}")
        if balance is not None:
            in_rupiah(str(balance.amount.currency or ""))
            put({name: sen(balance.amount.amount)})
    put({"number": str(told.get("account_identification", ""))})
    for one in book:
        at += 1
        if at > LINES:
            refuse("too_many_lines")
        facts = one.data
        if "amount" not in facts:
            continue
        size = abs(sen(facts["amount"].amount))
        away = facts["status"] in {"D", "RC"}  # RC takes a credit back
        day = facts.get("entry_date") or facts["date"]
        text = " ".join(str(facts.get(name) or "") for name in ("transaction_details", "extra_details"))
        reference = next(
            (word for name in ("bank_reference", "customer_reference")
             if (word := str(facts.get(name) or "").strip()) not in {"", "NONREF"}), "",
        )  # fmt: skip
        put({"line": [at, str(day), -size if away else size, text, reference]})
    return at


def decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    refuse("broken")


# ----- CAMT.053 -----


def read_camt(content: bytes) -> None:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        refuse("bomb")
    except ParseError:
        refuse("broken")
    statements = list(every(root, "Stmt"))
    if not statements:
        refuse("no_lines")
    at = 0
    for statement in statements:
        at = put_camt(statement, at)


def put_camt(statement: Any, at: int) -> int:
    for balance in every(statement, "Bal"):
        name = {"OPBD": "opening", "PRCD": "opening", "CLBD": "closing"}.get(
            word(balance, "Tp", "CdOrPrtry", "Cd")
        )
        if name:
            put({name: signed(balance)})
    put({"number": word(statement, "Acct", "Id", "Othr", "Id") or word(statement, "Acct", "Id", "IBAN")})
    for entry in every(statement, "Ntry"):
        at += 1
        if at > LINES:
            refuse("too_many_lines")
        state = word(entry, "Sts", "Cd") or word(entry, "Sts")
        if state in {"PDNG", "INFO"}:
            continue
        day = word(entry, "BookgDt", "Dt") or word(entry, "BookgDt", "DtTm") or word(entry, "ValDt", "Dt")
        put({"line": [at, day[:10], signed(entry), told_by(entry), word(entry, "AcctSvcrRef")]})
    return at


def told_by(entry: Any) -> str:
    """What the sender wrote, who he is, and the bank's own words."""
    parts = [one.text or "" for name in ("Ustrd", "AddtlTxInf") for one in deep(entry, name)]
    side = "Dbtr" if word(entry, "CdtDbtInd") == "CRDT" else "Cdtr"
    parts += [word(one, "Nm") or word(one, "Pty", "Nm") for one in deep(entry, side)]
    parts += [one.text or "" for one in every(entry, "AddtlNtryInf")]
    return " ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def every(node: Any, name: str) -> Iterator[Any]:
    """Children of this name, one level down; statements stand two below the document."""
    for child in node:
        if local(child) == name:
            yield child
        elif local(child) in {"BkToCstmrStmt", "Document"}:
            yield from every(child, name)


def deep(node: Any, name: str) -> Iterator[Any]:
    return (child for child in node.iter() if local(child) == name)


def word(node: Any, *path: str) -> str:
    for name in path:
        node = next((child for child in node if local(child) == name), None)
        if node is None:
            return ""
    return (node.text or "").strip()


def signed(node: Any) -> int:
    for amount in every(node, "Amt"):
        in_rupiah(amount.get("Ccy", ""))
    size = sen(word(node, "Amt"))
    return -size if word(node, "CdtDbtInd") == "DBIT" else size


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER_BYTES, ANSWER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    shape, content = sys.argv[1], sys.stdin.buffer.read(FILE_BYTES + 1)
    try:
        (read_mt940 if shape == "mt940" else read_camt)(content)
    except (RuntimeError, ValueError, ArithmeticError, KeyError, AttributeError):
        refuse("broken")
    put({"end": True})


if __name__ == "__main__":
    main()
