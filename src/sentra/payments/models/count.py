"""A count of the cash box: notes and coins, what the books expected, and who confirmed the difference."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah
from sentra.kernel.tenancy import TenantModel


class CashCount(TenantModel):
    """Counted by one, confirmed by another; what was counted is never edited."""

    class State(models.TextChoices):
        COUNTED = "counted", _("Waiting for confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Sent back")

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    ledger = models.CharField(max_length=10)  # 1-1100, 1-1110 or 1-1120
    counted_on = models.DateField()
    pieces = models.JSONField()  # {"100000": 3, …}: how many of each note and coin
    counted_idr = Rupiah()
    expected_idr = Rupiah()  # by the books at that moment
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.COUNTED)
    counted_by = models.BigIntegerField()  # user id
    counted_by_name = models.CharField(max_length=120)
    counted_at = models.DateTimeField()
    answered_by = models.BigIntegerField(null=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    rejected_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="cash_count_number_in_year"),
            models.UniqueConstraint(
                fields=["tenant", "ledger"],
                condition=models.Q(state="counted"),
                name="cash_count_waits_alone",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("counted_by")),
                name="cash_count_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state="counted", answered_by__isnull=True, answered_at__isnull=True)
                | (
                    ~models.Q(state="counted")
                    & models.Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="cash_count_answer_has_its_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(counted_idr=models.F("expected_idr")) | ~models.Q(reason=""),
                name="cash_count_difference_has_a_reason",
            ),
            models.CheckConstraint(condition=models.Q(counted_idr__gte=0), name="cash_count_not_negative"),
        ]
        indexes = [models.Index(fields=["tenant", "ledger", "counted_on"], name="cash_count_by_day")]

    @property
    def difference_idr(self) -> int:
        """Counted − expected: more in the box is positive."""
        return int(self.counted_idr - self.expected_idr)
