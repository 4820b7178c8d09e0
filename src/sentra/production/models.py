"""The plan of an order and who does what: proposed, accepted and final are kept apart."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Plan(TenantModel):
    """One run of the solver for an order. `round` grows with every split of the rest."""

    order = Within("orders.Order", related_name="plans")
    round = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    starts_on = models.DateField()  # the Monday of week 0
    status = models.CharField(max_length=20)
    objective = models.BigIntegerField()
    bound = models.BigIntegerField()  # proved: no plan is cheaper than this
    policy = models.JSONField()  # the weights it was made with
    reasons = models.JSONField(
        default=list
    )  # [{"workshop": id, "line": id, "stage": id, "code": …, "numbers": {…}}]
    shortfall = models.JSONField(default=dict)  # line id → pieces nobody can make

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "order", "round"], name="plan_round_of_order"),
            models.CheckConstraint(
                condition=models.Q(bound__lte=models.F("objective")), name="plan_bound_below_objective"
            ),
        ]

    @property
    def told(self) -> list[dict[str, Any]]:
        """The reasons as far as they were searched (annotated as `searched` where they are shown)."""
        found: list[dict[str, Any]] = getattr(self, "searched", None) or self.reasons
        return found


class SearchedReasons(TenantModel):
    """A plan's reasons with their prices searched for, some seconds or minutes after it was made."""

    plan = Within(Plan, related_name="+")
    reasons = models.JSONField()  # as in the plan
    searched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "plan"], name="reasons_searched_once")]


class Assignment(TenantModel):
    """One workshop's share of one stage of one order line."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("No answer")
        DONE = "done", _("Done")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    plan = Within(Plan, related_name="assignments")
    order = Within("orders.Order", related_name="assignments")
    line = Within("orders.OrderLine", related_name="assignments")
    stage = Within("crafts.Stage", related_name="+")
    workshop = Within("people.Workshop", related_name="assignments")
    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED)
    proposed = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField(null=True)
    final = models.PositiveIntegerField(null=True)  # what counts towards the promise in the end
    given_back = models.PositiveIntegerField(default=0)  # taken back from her since: she is not asked again
    rate_idr = Rupiah()  # for one accepted piece of grade A, frozen with the offer
    starts_on = models.DateField()
    due_on = models.DateField()
    weeks = models.JSONField(default=dict)  # ISO Monday → pieces
    sizes = models.JSONField(default=dict)  # {"M": 12, …}: hers of the line's, given with the offer
    offered_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "plan", "line", "stage", "workshop"], name="assignment_once_per_plan"
            ),
            models.CheckConstraint(condition=models.Q(proposed__gt=0), name="assignment_proposed_positive"),
            models.CheckConstraint(
                condition=models.Q(accepted__isnull=True) | models.Q(accepted__lte=models.F("proposed")),
                name="assignment_accepted_within_proposed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["accepted", "done"])
                | models.Q(accepted__isnull=False, accepted__gt=0, answered_at__isnull=False),
                name="assignment_accepted_has_pieces",
            ),
            models.CheckConstraint(
                condition=models.Q(final__isnull=True)
                | models.Q(accepted__isnull=False, final__lte=models.F("accepted")),
                name="assignment_final_within_accepted",
            ),
            models.CheckConstraint(
                condition=models.Q(given_back=0)
                | models.Q(
                    accepted__isnull=False, given_back__lte=models.F("proposed") - models.F("accepted")
                ),
                name="assignment_given_back_was_hers",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "order", "stage", "state"], name="assignment_by_order"),
            models.Index(fields=["tenant", "workshop", "state"], name="assignment_by_workshop"),
        ]


class Progress(TenantModel):
    """What a maker says is done so far, with a photo. A claim: only inspection makes it money."""

    assignment = Within(Assignment, related_name="progress")
    pieces = models.PositiveIntegerField()  # in total, not since the last time
    picture = Within("kernel.StoredFile", null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-id"]


class Supply(TenantModel):
    """Pieces of one stage that came from the store for a line: nobody makes its stages up to this one."""

    order = Within("orders.Order", related_name="supplies")
    line = Within("orders.OrderLine", related_name="supplies")
    stage = Within("crafts.Stage", related_name="+")
    workshop = Within("people.Workshop", related_name="+")  # who had made them
    pieces = models.PositiveIntegerField()
    returned = models.PositiveIntegerField(default=0)  # went back unused when the order ended
    supplied_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pieces__gt=0, returned__lte=models.F("pieces")),
                name="supply_returned_within_pieces",
            )
        ]

    @property
    def there(self) -> int:
        """What stayed with the order."""
        return self.pieces - self.returned
