"""The lifecycles of payout runs and slips as tables: the rule, and the diagram in docs/reference."""

from sentra.capital.models import PayoutRun, Slip
from sentra.kernel.lifecycle import Lifecycle, Step

R, S = PayoutRun.State, Slip.State

RUN = Lifecycle(
    [
        Step("approve", (R.PREPARED,), R.APPROVED),
        Step("send back", (R.PREPARED,), R.REJECTED),
        Step("finish", (R.APPROVED,), R.PAID),
        Step("open again", (R.PAID,), R.APPROVED),
    ]
)

SLIP = Lifecycle(
    [
        Step("send", (S.WAITING,), S.SENT),
        Step("pay", (S.WAITING, S.SENT, S.FAILED), S.PAID),
        Step("fail", (S.WAITING, S.SENT), S.FAILED),
        Step("try again", (S.FAILED,), S.WAITING),
        Step("bounce", (S.PAID,), S.FAILED),
    ]
)
