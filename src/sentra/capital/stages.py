"""The lifecycles of payout runs, slips and capital aid: the rule, and the diagram in docs/reference."""

from sentra.capital.models import AidCase, PayoutRun, Proposal, Slip
from sentra.kernel.lifecycle import Lifecycle, Step

R, S, A, C = PayoutRun.State, Slip.State, Proposal.State, AidCase.State

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

PROPOSAL = Lifecycle(
    [
        Step("send", (A.DRAFT,), A.SENT),
        Step("withdraw", (A.SENT,), A.WITHDRAWN),
        Step("receive", (A.SENT, A.RUNNING), A.RUNNING),
        Step("take all back", (A.RUNNING,), A.SENT),
        Step("report", (A.RUNNING,), A.REPORTED),
    ]
)

AID_CASE = Lifecycle(
    [
        Step("grant", (C.CHECKING,), C.GRANTED),
        Step("refuse", (C.CHECKING,), C.REFUSED),
    ]
)
