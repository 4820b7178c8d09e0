"""Whole rupiah: sharing without losing one, percentages with a stated rounding, reading and writing amounts.

Money is an int everywhere (design.md); this module holds no float and no true division
(`tests/architecture/test_no_float_near_money.py`).
"""

import re
from collections.abc import Sequence

PREFIX = "Rp"
"""Written against the amount, as EYD and domain.md §1.10 have it: `Rp1.250.000`."""

MOST_DIGITS = 15
"""Longest typed amount (Rp999 trillion): beyond it a slipped finger is likelier than the truth."""

_NOISE = {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"}
_CURRENCY = re.compile(r"(?:rp\.?|idr)\s*", re.IGNORECASE)
_NO_SEN = re.compile(r",(?:-|00)\Z")
_WHOLE = re.compile(r"(?:0|[1-9][0-9]*)\Z")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+\Z|[1-9][0-9]{0,2}(?: [0-9]{3})+\Z")
_SEN = re.compile(r"[0-9.]+,[0-9]{1,2}\Z")


class AmountRefused(ValueError):
    """A typed amount nobody should guess at. `code` is one of empty, negative, sen, unclear, too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def shared(idr: int, weights: Sequence[int]) -> list[int]:
    """Divide `idr` by `weights` so that the shares add up to it exactly (largest remainder, Hamilton).

    Rule for the rupiah left over: the larger fraction first; equal fractions: the earlier position first.
    So the caller's order decides ties (SHU: scheme order, then member number; domain.md §2 item 2).
    Shares have the sign of `idr`; a weight of 0 gets 0.
    Refuses (ValueError) no weights, a negative one, all zero.
    """
    _whole(idr, *weights)
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        msg = "Weights must be zero or more and not all zero."
        raise ValueError(msg)
    if idr < 0:
        return [-share for share in shared(-idr, weights)]
    divided = [divmod(idr * weight, whole) for weight in weights]
    shares = [share for share, _left in divided]
    by_fraction = sorted(range(len(divided)), key=lambda at: divided[at][1], reverse=True)  # ties keep order
    for at in by_fraction[: idr - sum(shares)]:
        shares[at] += 1
    return shares


def ratio(idr: int, part: int, whole: int) -> int:
    """`idr` × part / whole in whole rupiah, half a rupiah rounded away from zero ("half up").

    The sign is taken off first, so the reversal of an entry rounds to its exact mirror.
    Refuses (ValueError) a whole that is not positive: no trade means ask, never divide (domain.md §2 item 4).
    """
    _whole(idr, part, whole)
    if whole <= 0:
        msg = "The whole must be positive."
        raise ValueError(msg)
    product = idr * part
    rounded = (2 * abs(product) + whole) // (2 * whole)
    return -rounded if product < 0 else rounded


def portion(idr: int, permille: int) -> int:
    """`permille` thousandths of `idr` in whole rupiah, half up: portion(1_250, 5) == 6 (6.25)."""
    return ratio(idr, permille, 1_000)


def percent(idr: int, hundredths: int) -> int:
    """`hundredths` of a percent of `idr` in whole rupiah, half up: 2,5 % is 250, 100 % is 10_000."""
    return ratio(idr, hundredths, 10_000)


def grouped(number: int) -> str:
    """1250000 → "1.250.000": dots between thousands, a plain minus sign in front."""
    _whole(number)
    return f"{number:,}".replace(",", ".")


def formatted(idr: int) -> str:
    """1250000 → "Rp1.250.000", -500 → "-Rp500"; never sen."""
    sign = "-" if idr < 0 else ""
    return f"{sign}{PREFIX}{grouped(abs(idr))}"


def typed(text: str) -> int:
    """What a person typed as whole rupiah, zero or more.

    Reads "1250000", "1.250.000", "1 250 000", with or without "Rp" or "IDR" before and ",00" or ",-" behind.
    Refuses (AmountRefused) what could be read in two ways or holds sen: "1,250" "1.25" "1,250,000.00" "0500".
    """
    clean = _CURRENCY.sub("", "".join(_NOISE.get(sign, sign) for sign in text).strip(), count=1).strip()
    if not clean:
        raise AmountRefused("empty")
    if clean.startswith("-"):
        raise AmountRefused("negative")
    digits = _NO_SEN.sub("", clean)
    if not _WHOLE.match(digits) and not _GROUPED.match(digits):
        raise AmountRefused("sen" if _SEN.match(clean) else "unclear")
    bare = re.sub(r"[. ]", "", digits)
    if len(bare) > MOST_DIGITS:
        raise AmountRefused("too_large")
    return int(bare)


def _whole(*numbers: int) -> None:
    """Money that is not an int is a mistake of the caller: bool, float and Decimal are refused alike."""
    for number in numbers:
        if type(number) is not int:
            msg = f"Whole rupiah only, not {type(number).__name__}."
            raise TypeError(msg)
