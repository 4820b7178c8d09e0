"""The same code with an amount: what a buyer scans so that she need not type it."""

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.payments.qris import rules
from sentra.payments.qris.reading import Field, Qris, crc16, split
from sentra.payments.qris.rules import Fault

MOST_BILL = rules.WITHIN["62"]["01"][1]


def why_not_dynamic(code: Qris) -> Fault | None:
    """The first reason why this code can get no amount; None when it can.

    Only a sound static code of the national repository, without an amount: recomputing the check digits of
    any other would hide that it is broken, or made for somebody else's payment.
    """
    if code.faults:
        return code.faults[0]
    if code.type != "static":
        return Fault("not_static", "01")
    if code.amount is not None:
        return Fault("has_amount", "54")
    return Fault("not_national", "51") if code.national is None else None


def with_amount(code: Qris, amount_idr: int, *, bill: str = "") -> str:
    """The text of the dynamic code: tag 01 = 12, tag 54 the whole rupiah, tag 62-01 the bill. All else stays.

    The check digits are made anew. Refuses what `why_not_dynamic` names; an amount of zero or less, or of
    more than 13 digits; a bill of more than 25 characters or with letters no code may hold; and a text that
    grows too long.
    """
    if reason := why_not_dynamic(code):
        raise Refused(reason.sentence)
    amount = _written(amount_idr)
    fields = [Field("01", rules.DYNAMIC) if one.tag == "01" else one for one in code.fields[:-1]]
    fields.insert(_place(fields), Field("54", amount))
    if bill:
        fields = _with_bill(fields, bill)
    body = "".join(map(str, fields)) + "6304"
    if len(body) + 4 > rules.MOST_TEXT:
        raise Refused(_("This code has no room for an amount."))
    return body + crc16(body)


def _written(amount_idr: int) -> str:
    if type(amount_idr) is not int:
        raise TypeError(f"{amount_idr!r} is not whole rupiah")
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    written = str(amount_idr)
    if len(written) > rules.LENGTHS["54"][1]:
        raise Refused(_("This amount is too large for a QRIS code."), field="amount_idr")
    return written


def _place(fields: list[Field]) -> int:
    """Before the first tag above 54; at the end where none is."""
    return next((at for at, one in enumerate(fields) if one.tag > "54"), len(fields))


def _with_bill(fields: list[Field], bill: str) -> list[Field]:
    if len(bill) > MOST_BILL or not (bill.isascii() and bill.isprintable()):
        raise Refused(_("A bill number has at most 25 plain letters and digits."), field="bill")
    held = next((one.value for one in fields if one.tag == "62"), "")
    others = [one for one in split(held)[0] if one.tag != "01"]
    value = "".join(map(str, (Field("01", bill), *others)))
    if len(value) > rules.MOST_VALUE:
        raise Refused(_("This code has no room for a bill number."), field="bill")
    made = Field("62", value)
    if held:
        return [made if one.tag == "62" else one for one in fields]
    at = next((at for at, one in enumerate(fields) if one.tag > "62"), len(fields))
    return [*fields[:at], made, *fields[at:]]
