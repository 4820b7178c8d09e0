"""QRIS: what a code says, what is wrong with it, the same code with an amount, and what it costs us.

A code that was shown is not a payment: money counts once a person, the bank or the gateway has seen it.
"""

from sentra.payments.qris.converting import why_not_dynamic, with_amount
from sentra.payments.qris.fees import fee, most_idr
from sentra.payments.qris.judging import read
from sentra.payments.qris.reading import Field, Qris, crc16
from sentra.payments.qris.rules import FAULTS, REMARKS, Fault

__all__ = [
    "FAULTS",
    "REMARKS",
    "Fault",
    "Field",
    "Qris",
    "crc16",
    "fee",
    "most_idr",
    "read",
    "why_not_dynamic",
    "with_amount",
]
