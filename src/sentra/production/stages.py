"""The lifecycle of an assignment as a table."""

from sentra.kernel.lifecycle import Lifecycle, Step
from sentra.production.models import Assignment

S = Assignment.State

ASSIGNMENT = Lifecycle(
    [
        Step("offer", (S.PROPOSED,), S.OFFERED),
        Step("accept", (S.OFFERED,), S.ACCEPTED),
        Step("decline", (S.OFFERED,), S.DECLINED),
        Step("expire", (S.OFFERED,), S.EXPIRED),
        Step("complete", (S.ACCEPTED,), S.DONE),
        Step("withdraw", (S.PROPOSED, S.OFFERED, S.ACCEPTED), S.WITHDRAWN),
    ]
)
