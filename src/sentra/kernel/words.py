"""Amounts in Indonesian words, as receipts (kuitansi) and papers of the government ask for them.

A port over lokal-id, because num2words writes "satu juta satu ribu" for 1,001,000 (domain.md §1.10); every
case of tests/data/terbilang_vectors.json holds.
"""

from datetime import date

import lokal

from sentra.kernel.dates import DAYS, MONTHS

LARGEST = 10**21
"""lokal-id names numbers up to kuintiliun; at and beyond this `terbilang` refuses."""


def terbilang(number: int) -> str:
    """1500000 → "satu juta lima ratus ribu"; a negative number starts with "minus". No currency word.

    Refuses (ValueError) |number| ≥ 10**21, and (TypeError) anything but an int.
    """
    if type(number) is not int:
        msg = f"Whole numbers only, not {type(number).__name__}."
        raise TypeError(msg)
    if abs(number) >= LARGEST:
        msg = "Too large to be put in words."
        raise ValueError(msg)
    return lokal.terbilang(number)


def kuitansi(idr: int) -> str:
    """The line "uang sejumlah" of a receipt: 1500000 → "Satu juta lima ratus ribu rupiah".

    Refuses (ValueError) a negative amount: nobody receives less than nothing.
    """
    if idr < 0:
        msg = "A receipt never states a negative amount."
        raise ValueError(msg)
    words = terbilang(idr)
    return f"{words[0].upper()}{words[1:]} rupiah"


def day_in_words(iso: str | date) -> str:
    """The day as minutes of hand-over (BAST) spell it, to open "Pada hari ini …".

    2027-01-20 → "Rabu, tanggal dua puluh bulan Januari tahun dua ribu dua puluh tujuh".
    """
    day = date.fromisoformat(iso) if isinstance(iso, str) else iso
    return (
        f"{DAYS[day.weekday()]}, tanggal {terbilang(day.day)} bulan {MONTHS[day.month - 1]} "
        f"tahun {terbilang(day.year)}"
    )
