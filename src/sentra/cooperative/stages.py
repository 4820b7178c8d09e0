"""The lifecycles of the cooperative as tables: the rule, and the diagram in docs/reference."""

from sentra.cooperative.models import Budget, Founding, Meeting, Opening, Resolution, SurplusRun
from sentra.kernel.lifecycle import Lifecycle, Step

M, R, F, U, B = Meeting.Stage, Resolution.Stage, Founding.Stage, SurplusRun.Stage, Budget.Stage
N = Opening.Stage

MEETING = Lifecycle(
    [
        Step("call", (M.PLANNED,), M.CALLED),
        Step("open", (M.CALLED,), M.OPEN),
        Step("postpone", (M.CALLED,), M.POSTPONED),
        Step("close", (M.OPEN,), M.CLOSED),
        Step("cancel", (M.PLANNED, M.CALLED), M.CANCELLED),
    ]
)

RESOLUTION = Lifecycle(
    [
        Step("open the vote", (R.PROPOSED,), R.VOTING),
        Step("pass", (R.VOTING, R.TIED), R.PASSED),
        Step("fail", (R.VOTING, R.TIED), R.FAILED),
        Step("tie", (R.VOTING,), R.TIED),
        Step("withdraw", (R.PROPOSED,), R.WITHDRAWN),
    ]
)

FOUNDING = Lifecycle(
    [
        Step("meet", (F.GATHERING,), F.MET),
        Step("file", (F.MET,), F.FILED),
        Step("take back", (F.FILED,), F.MET),
        Step("approve", (F.FILED,), F.APPROVED),
        Step("give up", (F.GATHERING, F.MET), F.GIVEN_UP),
    ]
)

SURPLUS = Lifecycle(
    [
        Step("drop", (U.DRAFT, U.APPROVED), U.DROPPED),
        Step("approve", (U.DRAFT,), U.APPROVED),
        Step("post", (U.APPROVED,), U.POSTED),
        Step("replace", (U.POSTED,), U.REPLACED),
    ]
)

BUDGET = Lifecycle(
    [
        Step("drop", (B.DRAFT,), B.DROPPED),
        Step("decide", (B.DRAFT,), B.DECIDED),
        Step("replace", (B.DECIDED,), B.REPLACED),
    ]
)

OPENING = Lifecycle(
    [
        Step("drop", (N.CHECKED,), N.DROPPED),
        Step("post", (N.CHECKED,), N.POSTED),
        Step("take back", (N.POSTED,), N.TAKEN_BACK),
    ]
)
