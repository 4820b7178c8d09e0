"""Splitting orders over makers: plain Python, numpy and HiGHS; knows nothing of Django, requests or the
clock."""

from sentra.allocation.check import check
from sentra.allocation.explain import Why, why
from sentra.allocation.objective import objective
from sentra.allocation.problem import (
    FULL_WEEK,
    Ability,
    Cash,
    Line,
    Maker,
    Plan,
    Policy,
    Problem,
    Reason,
    Share,
    StageNeed,
    Step,
    pace,
    steps_around,
)
from sentra.allocation.solve import Effort, solve

__all__ = [
    "FULL_WEEK",
    "Ability",
    "Cash",
    "Effort",
    "Line",
    "Maker",
    "Plan",
    "Policy",
    "Problem",
    "Reason",
    "Share",
    "StageNeed",
    "Step",
    "Why",
    "check",
    "objective",
    "pace",
    "solve",
    "steps_around",
    "why",
]
