"""The code of a short link: which cooperative, which of its links. Plain text in and out.

It is unique because it holds the cooperative's number and the link's; nothing about it is secret.
"""

import re

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
CODE = re.compile(r"([0-9a-z]{1,12})-([0-9a-z]{1,6})")


def code_of(tenant: int, number: int) -> str:
    return f"{_written(tenant)}-{_written(number)}"


def read(code: str) -> tuple[int, int] | None:
    """Cooperative and number; None where it is no code."""
    found = CODE.fullmatch(code)
    return (int(found[1], 36), int(found[2], 36)) if found else None


def _written(number: int) -> str:
    digits = ""
    while number or not digits:
        number, last = divmod(number, 36)
        digits = DIGITS[last] + digits
    return digits
