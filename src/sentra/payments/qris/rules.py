"""The rules of a QRIS code as tables, and every fault in words.

EMV QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1 (EMVCo 2020), with what Bank
Indonesia adds: rupiah, Indonesia, tag 51 of the national repository. A *fault* breaks a rule; a *remark* asks
a person to look.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

MOST_TEXT = 512  # characters a code may hold
MOST_VALUE = 99
LENGTHS = {
    "00": (2, 2), "01": (2, 2), "52": (4, 4), "53": (3, 3), "54": (1, 13), "55": (2, 2), "56": (1, 13),
    "57": (1, 5), "58": (2, 2), "59": (1, 25), "60": (1, 15), "61": (1, 10), "63": (4, 4),
}  # fmt: skip
"""Tag → least and most characters. All others: 1 to 99."""

WITHIN = {
    "account": {"00": (1, 32), "03": (3, 3)},
    "62": {**{f"{tag:02d}": (1, 25) for tag in range(1, 9)}, "09": (1, 3), "10": (1, 20), "11": (3, 3)},
    "64": {"00": (2, 2), "01": (1, 25), "02": (1, 15)},
}
REQUIRED = ("52", "53", "58", "59", "60")
STATIC, DYNAMIC = "11", "12"
NATIONAL = ("ID.CO.QRIS.WWW", "ID.OR.GPNQR.WWW")  # the second before 2020; both are seen in small letters
CRITERIA = ("UMI", "UKE", "UME", "UBE", "URE")
TIPS = {"01": (), "02": ("56",), "03": ("57",)}  # indicator → the fee it needs; any other fee is too much
AMOUNT = re.compile(r"[0-9]+(\.[0-9]{0,2})?")
PERCENT = re.compile(r"[0-9]{1,2}(\.[0-9]{0,2})?")
NMID = re.compile(r"ID[0-9]{13}")
PAN = re.compile(r"9360[0-9]{12,15}")
POSTAL = re.compile(r"[0-9]{5}")
UNICODE = "64"  # names in another writing may stand here, and nowhere else


def is_account(tag: str) -> bool:
    return "02" <= tag <= "51"


def is_account_template(tag: str) -> bool:
    return "26" <= tag <= "51"


def is_template(tag: str) -> bool:
    """Its value is made of tags again."""
    return is_account_template(tag) or tag in {"62", "64"} or tag >= "80"


@dataclass(frozen=True)
class Fault:
    """What is wrong: a code to test by, the tag ("62.01" inside a template), and a sentence for people."""

    code: str
    tag: str = ""

    @property
    def sentence(self) -> str:
        words: Any = FAULTS.get(self.code) or REMARKS[self.code]
        return str(words) % {"tag": self.tag}


FAULTS = {
    "tlv": _("This is not the whole text of a QRIS code. Copy or photograph it again."),
    "too_long": _("This text is too long for a QRIS code."),
    "characters": _("Tag %(tag)s holds a letter that no QRIS code may hold."),
    "format": _("A QRIS code begins with 000201. This one does not."),
    "crc_missing": _("The check digits at the end are missing. Copy the whole text."),
    "crc_wrong": _("The check digits do not fit: a character was changed or lost."),
    "crc_lower_case": _("The check digits are in small letters. Ask your provider for a correct code."),
    "initiation": _("Tag 01 must be 11 or 12."),
    "duplicate": _("Tag %(tag)s stands there twice."),
    "missing": _("Tag %(tag)s is missing."),
    "no_account": _("The code names no account that is paid."),
    "length": _("Tag %(tag)s is too long or too short."),
    "template": _("The parts of tag %(tag)s cannot be read."),
    "no_owner": _("Tag %(tag)s does not say whose account it is."),
    "category": _("The kind of business (tag 52) must be four digits."),
    "currency": _("The code does not ask for rupiah."),
    "country": _("This code is not from Indonesia."),
    "amount": _("The amount in the code cannot be read."),
    "tip": _("The tip or fee in the code contradicts itself."),
}
"""Each breaks a rule: such a code is neither kept nor shown."""

REMARKS = {
    "order": _("Its parts stand in an unusual order."),
    "initiation_missing": _("The code does not say whether it is static or dynamic."),
    "static_with_amount": _("A static code usually carries no amount."),
    "dynamic_without_amount": _("A dynamic code usually carries its amount."),
    "not_national": _("The code has no national merchant number: it may be no QRIS."),
    "nmid": _("The national merchant number (NMID) looks unusual."),
    "criteria": _("The business criteria are none we know."),
    "pan": _("The account number in tag %(tag)s looks unusual."),
    "postal": _("The postal code is not five digits."),
    "surcharge": _("The code adds a fee for the buyer. Bank Indonesia forbids that."),
    # why a code cannot be turned into one with an amount
    "not_static": _("Only a static code can get an amount. This one is made for one payment."),
    "has_amount": _("This code carries an amount already."),
}
"""Nothing breaks, yet a person should know."""
