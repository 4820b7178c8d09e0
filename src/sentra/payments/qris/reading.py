"""A QRIS code taken apart: its fields, and what they say by name."""

import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sentra.payments.qris import rules
from sentra.payments.qris.rules import Fault

CRC = "63"


@dataclass(frozen=True)
class Field:
    """One part of a code: two digits that name it, and its value as written."""

    tag: str
    value: str

    def __str__(self) -> str:
        return f"{self.tag}{len(self.value):02d}{self.value}"


@dataclass(frozen=True)
class Qris:
    """A code as it was read. `tlv_error_at`: where the parts stop making sense; None when they all do.

    `crc_written` is "" where no check digits stand at the end. Amounts and names are as written in the code.
    """

    text: str
    fields: tuple[Field, ...]
    tlv_error_at: int | None = None
    faults: tuple[Fault, ...] = ()  # what breaks a rule, the worst first; empty: the code is sound
    remarks: tuple[Fault, ...] = ()  # what a person should look at

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def tlv_ok(self) -> bool:
        return self.tlv_error_at is None

    @property
    def crc_written(self) -> str:
        return self.text[-4:] if self.text[-8:-4] == f"{CRC}04" else ""

    @property
    def crc_computed(self) -> str:
        return crc16(self.text[:-4])

    @property
    def crc_ok(self) -> bool:
        """Four capital hexadecimal digits that fit. Small letters do not.

        EMVCo writes capitals, and a changed letter could not be told from a correct one.
        """
        return bool(self.crc_written) and self.crc_written == self.crc_computed

    def value(self, tag: str) -> str | None:
        """What stands in a tag of the code itself; the first where it stands twice."""
        return next((field.value for field in self.fields if field.tag == tag), None)

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, str] | None]:
        """Template → its tags; None where they cannot be read."""
        return {
            field.tag: inside(field.value) for field in reversed(self.fields) if rules.is_template(field.tag)
        }

    @property
    def type(self) -> str | None:
        """ "static": the payer types the amount. "dynamic": made for one payment."""
        return {rules.STATIC: "static", rules.DYNAMIC: "dynamic"}.get(self.value("01") or "")

    @property
    def accounts(self) -> Mapping[str, Mapping[str, str]]:
        """Who is paid: template 26–51 → 00 whose, 01 account, 02 merchant, 03 criteria."""
        found = {tag: held or {} for tag, held in self.parts.items() if rules.is_account_template(tag)}
        return dict(sorted(found.items()))

    @property
    def national(self) -> Mapping[str, str] | None:
        """The account of the national repository: its 02 is the NMID."""
        held = self.accounts.values()
        return next((one for one in held if one.get("00", "").upper() in rules.NATIONAL), None)

    @property
    def nmid(self) -> str | None:
        return self.national.get("02") if self.national else None

    @property
    def criteria(self) -> str | None:
        """UMI, UKE, UME, UBE or URE: how large the business is; decides the fee."""
        held = [self.national or {}, *self.accounts.values()]
        return next((one["03"] for one in held if "03" in one), None)

    @property
    def additional(self) -> Mapping[str, str]:
        """Tag 62: 01 bill, 03 store, 05 reference, 07 terminal, 08 purpose …"""
        return self.parts.get("62") or {}

    @property
    def bill(self) -> str | None:
        return self.additional.get("01")

    @property
    def name(self) -> str | None:
        return self.value("59")

    @property
    def city(self) -> str | None:
        return self.value("60")

    @property
    def postal(self) -> str | None:
        return self.value("61")

    @property
    def mcc(self) -> str | None:
        return self.value("52")

    @property
    def currency(self) -> str | None:
        return self.value("53")

    @property
    def country(self) -> str | None:
        return self.value("58")

    @property
    def amount(self) -> str | None:
        return self.value("54")

    @property
    def amount_idr(self) -> int | None:
        """Whole rupiah; None without an amount and for one with sen."""
        whole, _dot, sen = (self.amount or "").partition(".")
        return int(whole) if whole.isascii() and whole.isdecimal() and not sen.strip("0") else None

    @property
    def tip(self) -> str | None:
        """01 the payer is asked, 02 a fixed fee (`tip_fixed`), 03 a part of the amount (`tip_percent`)."""
        return self.value("55")

    @property
    def tip_fixed(self) -> str | None:
        return self.value("56")

    @property
    def tip_percent(self) -> str | None:
        return self.value("57")

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(field.tag for field in self.fields)

    @property
    def ascending(self) -> bool:
        return list(self.tags) == sorted(self.tags)

    @property
    def duplicates(self) -> tuple[str, ...]:
        return tuple(twice(self.tags))


def split(text: str) -> tuple[tuple[Field, ...], int | None]:
    """The parts, and where reading stopped; None when everything was read."""
    found: list[Field] = []
    at = 0
    while at < len(text):
        tag, told = text[at : at + 2], text[at + 2 : at + 4]
        end = at + 4 + int(told) if _two_digits(told) else -1
        if not _two_digits(tag) or not at < end <= len(text):
            return tuple(found), at
        found.append(Field(tag, text[at + 4 : end]))
        at = end
    return tuple(found), None if found else 0


def inside(value: str) -> Mapping[str, str] | None:
    """The tags of a template; None where they cannot be read or one stands twice."""
    fields, stopped_at = split(value)
    if stopped_at is not None or any(twice(field.tag for field in fields)):
        return None
    return {field.tag: field.value for field in fields}


def twice(tags: "Iterator[str] | tuple[str, ...]") -> Iterator[str]:
    """Each tag that stands more than once, the moment it comes again."""
    seen: dict[str, int] = {}
    for tag in tags:
        seen[tag] = seen.get(tag, 0) + 1
        if seen[tag] == 2:
            yield tag


def _two_digits(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isdecimal()


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE over the text up to and with "6304": "123456789" → 29B1."""
    return f"{binascii.crc_hqx(text.encode('utf-8', 'surrogatepass'), 0xFFFF):04X}"
