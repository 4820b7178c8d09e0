"""The lifecycle of a loan as a table: the rule, and the diagram in docs/reference."""

from sentra.cooperative.models import Loan
from sentra.kernel.lifecycle import Lifecycle, Step

S = Loan.Stage

LOAN = Lifecycle(
    [
        Step("approve", (S.ASKED,), S.APPROVED),
        Step("refuse", (S.ASKED, S.APPROVED), S.REFUSED),
        Step("pay out", (S.APPROVED,), S.RUNNING),
        Step("repay", (S.RUNNING,), S.REPAID),
        Step("open again", (S.REPAID,), S.RUNNING),
        Step("write off", (S.RUNNING,), S.WRITTEN_OFF),
        Step("take back", (S.RUNNING,), S.TAKEN_BACK),
    ]
)
