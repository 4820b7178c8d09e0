"""Which code a cooperative may keep as its own."""

from sentra.payments.qris.converting import why_not_dynamic
from sentra.payments.qris.reading import Qris
from sentra.payments.qris.rules import Fault


def why_not_kept(code: Qris) -> Fault | None:
    """The first reason not to keep it: it can get no amount, or it adds a fee for the buyer.

    A surcharge is forbidden (PBI 23/6/PBI/2021 art. 52), and the buyer would pay another sum than we wrote.
    """
    if reason := why_not_dynamic(code):
        return reason
    return next((remark for remark in code.remarks if remark.code == "surcharge"), None)
