"""Read a code and judge it: what breaks a rule is a fault, what is only odd a remark."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sentra.payments.qris import rules
from sentra.payments.qris.reading import CRC, Qris, inside, split
from sentra.payments.qris.rules import Fault


def read(text: str) -> Qris:
    """The code in this text, exactly as it is: a space or line end around it is a fault of the text.

    Never raises: what is wrong is said in `faults`, what is odd in `remarks`.
    """
    fields, stopped_at = split(text)
    code = Qris(text, fields, stopped_at)
    return replace(code, faults=tuple(faults(code)), remarks=tuple(remarks(code)))


def faults(code: Qris) -> Iterator[Fault]:
    if len(code.text) > rules.MOST_TEXT:
        yield Fault("too_long")
    if not code.tlv_ok:
        yield Fault("tlv")
        return  # what follows would only repeat it
    yield from _crc(code)
    if code.tags[0] != "00" or code.fields[0].value != "01":
        yield Fault("format", "00")
    yield from (Fault("duplicate", tag) for tag in code.duplicates)
    yield from (Fault("missing", tag) for tag in rules.REQUIRED if tag not in code.tags)
    if not any(rules.is_account(tag) for tag in code.tags):
        yield Fault("no_account")
    for field in code.fields:
        yield from _field(field.tag, field.value)
    yield from _told(code)


def _crc(code: Qris) -> Iterator[Fault]:
    if code.tags[-1] != CRC or not code.crc_written or code.tags.count(CRC) > 1:
        yield Fault("crc_missing", CRC)
    elif not code.crc_ok:
        small = code.crc_written.upper() == code.crc_computed
        yield Fault("crc_lower_case" if small else "crc_wrong", CRC)


def _field(tag: str, value: str) -> Iterator[Fault]:
    """One part of the code: its letters, its length, and what it is made of."""
    if tag != rules.UNICODE and not _printable(value):
        yield Fault("characters", tag)
    yield from _length(tag, value, rules.LENGTHS)
    if rules.is_template(tag) and value:
        yield from _template(tag, value)


def _printable(value: str) -> bool:
    """EMVCo's common character set: space to tilde."""
    return value.isascii() and value.isprintable()


def _length(tag: str, value: str, table: Mapping[str, tuple[int, int]], above: str = "") -> Iterator[Fault]:
    least, most = table.get(tag, (1, rules.MOST_VALUE))
    if not least <= len(value) <= most:
        yield Fault("length", f"{above}{tag}")


def _template(tag: str, value: str) -> Iterator[Fault]:
    held = inside(value)
    if held is None:
        yield Fault("template", tag)
        return
    account = rules.is_account_template(tag)
    if (account or tag >= "80") and "00" not in held:
        yield Fault("no_owner", tag)
    table = rules.WITHIN.get("account" if account else tag, {})
    for part, text in held.items():
        yield from _length(part, text, table, f"{tag}.")


def _told(code: Qris) -> Iterator[Fault]:
    """What single parts say."""
    if code.type is None and code.value("01") is not None:
        yield Fault("initiation", "01")
    if code.mcc is not None and len(code.mcc) == 4 and not _digits(code.mcc):
        yield Fault("category", "52")
    if code.currency not in {None, "360"}:
        yield Fault("currency", "53")
    if code.country not in {None, "ID"}:
        yield Fault("country", "58")
    if code.amount is not None and not _sum(code.amount):
        yield Fault("amount", "54")
    yield from _tip(code)


def _tip(code: Qris) -> Iterator[Fault]:
    given = tuple(tag for tag in ("56", "57") if tag in code.tags)
    needed = () if code.tip is None else rules.TIPS.get(code.tip)
    fixed, percent = code.tip_fixed, code.tip_percent
    if given != needed or (fixed is not None and not _sum(fixed)):
        yield Fault("tip", "55")
    elif percent is not None and not (rules.PERCENT.fullmatch(percent) and _more_than_nothing(percent)):
        yield Fault("tip", "57")


def _sum(text: str) -> bool:
    """Digits with at most two decimals, more than zero."""
    return bool(rules.AMOUNT.fullmatch(text)) and _more_than_nothing(text)


def _more_than_nothing(text: str) -> bool:
    return bool(text.strip("0."))


def _digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def remarks(code: Qris) -> Iterator[Fault]:
    if not code.tlv_ok:
        return
    before_the_end = list(code.tags[:-1])
    if before_the_end != sorted(before_the_end):
        yield Fault("order")
    if code.value("01") is None:
        yield Fault("initiation_missing", "01")
    if code.type == "static" and code.amount is not None:
        yield Fault("static_with_amount", "54")
    if code.type == "dynamic" and code.amount is None:
        yield Fault("dynamic_without_amount", "54")
    if code.tip in {"02", "03"}:
        yield Fault("surcharge", "55")
    yield from _merchant(code)


def _merchant(code: Qris) -> Iterator[Fault]:
    if code.national is None:
        yield Fault("not_national", "51")
    elif not rules.NMID.fullmatch(code.nmid or ""):
        yield Fault("nmid", "51.02")
    if code.criteria is not None and code.criteria not in rules.CRITERIA:
        yield Fault("criteria", "51.03")
    yield from (Fault("pan", f"{tag}.01") for tag in _odd_pans(code.accounts.items()))
    if code.postal is not None and not rules.POSTAL.fullmatch(code.postal):
        yield Fault("postal", "61")


def _odd_pans(accounts: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[str]:
    for tag, held in accounts:
        if "01" in held and not rules.PAN.fullmatch(held["01"]):
            yield tag
