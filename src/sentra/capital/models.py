"""Money to makers: advances tied to an assignment, payouts with a slip that adds up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.capital.aid.models import AidCase, AidCheck, AidMoney, AidUse, Proposal
from sentra.capital.slips import due_idr
from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel

__all__ = [
    "Advance", "AidCase", "AidCheck", "AidMoney", "AidUse", "Deduction", "Paid", "PayoutRun",
    "Proposal", "Slip", "SlipLine",
]  # fmt: skip


class Advance(TenantModel):
    """Working money for one assignment, recovered only from that order's payouts. Recovered ≤ advanced."""

    assignment = Within("production.Assignment", related_name="advances")
    party = Within("people.Party", related_name="advances")
    amount_idr = Rupiah()
    recovered_idr = Rupiah(default=0)  # taken back by paid slips or handed back in money: as in the books
    done_before = models.PositiveIntegerField(default=0)  # pieces accepted when granted: it is not for those
    repaid_idr = Rupiah(default=0)  # of it, handed back in money: only grows, also when a slip bounces
    reserved_idr = Rupiah(default=0)  # on slips that are not paid yet: no second run takes it again
    written_off_idr = Rupiah(default=0)  # an order cancelled by us: the rest is not asked back
    paid_on = models.DateField()
    method = models.CharField(max_length=20)  # bank, cash
    granted_at = models.DateTimeField()
    granted_by = models.BigIntegerField(null=True)  # user id: somebody else writes it off
    taken_back_at = models.DateTimeField(null=True)  # written down wrongly: nothing of it is owed
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_idr__gt=0), name="advance_positive"),
            models.CheckConstraint(
                condition=models.Q(repaid_idr__gte=0, repaid_idr__lte=models.F("recovered_idr")),
                name="advance_repaid_within_recovered",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (
                    models.Q(taken_back_at__isnull=False, recovered_idr=models.F("amount_idr"))
                    & ~models.Q(taken_back_reason="")
                ),
                name="advance_taken_back_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(recovered_idr__gte=0, reserved_idr__gte=0, written_off_idr__gte=0)
                & models.Q(
                    amount_idr__gte=models.F("recovered_idr")
                    + models.F("reserved_idr")
                    + models.F("written_off_idr")
                ),
                name="advance_recovered_within_advanced",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "party"], name="advance_by_party")]

    @property
    def owing_idr(self) -> int:
        """What the books say she still owes of it: reserved amounts are owed until their slip is paid."""
        return int(self.amount_idr - self.recovered_idr - self.written_off_idr)

    @property
    def open_idr(self) -> int:
        """What a new slip may still take in the end."""
        return int(self.owing_idr - self.reserved_idr)

    @property
    def due_idr(self) -> int:
        """Of it, what a slip may take now: as much as the work it was for is done. All when that is over."""
        work, asked = self.assignment, int(self.amount_idr - self.written_off_idr)
        if work.state == "accepted":
            pieces = (work.accepted or 0) - self.done_before
            asked = due_idr(asked, pieces=pieces, done=(work.final or 0) - self.done_before)
        return max(0, asked - int(self.recovered_idr + self.reserved_idr))


class PayoutRun(TenantModel):
    """Everybody's slips, prepared by one and approved by another."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        PAID = "paid", _("Paid")
        REJECTED = "rejected", _("Sent back")

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.PREPARED)
    prepared_by = models.BigIntegerField()  # user id
    prepared_at = models.DateTimeField()
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    rejected_reason = models.CharField(max_length=200, blank=True)
    floor_permille = models.PositiveSmallIntegerField()  # of gross she always takes home

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="payout_run_number_in_year"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("prepared_by")),
                name="payout_approved_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["prepared", "rejected"]) | models.Q(approved_by__isnull=False),
                name="payout_approved_has_approver",
            ),
            models.CheckConstraint(
                condition=models.Q(floor_permille__lte=1000), name="payout_floor_at_most_all"
            ),
        ]


class Slip(TenantModel):
    """What one maker gets in one run: gross − recovered − deducted = net."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("At the bank")
        PAID = "paid", _("Paid")
        FAILED = "failed", _("Transfer failed")

    run = Within(PayoutRun, related_name="slips")
    party = Within("people.Party", related_name="slips")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    method = models.CharField(max_length=20)  # bank, cash
    gross_idr = Rupiah()
    recovered_idr = Rupiah()
    deducted_idr = Rupiah(default=0)
    net_idr = Rupiah()
    owing_idr = Rupiah(default=0)  # advance still to be recovered after this slip
    paid_on = models.DateField(null=True)
    failed_reason = models.CharField(max_length=160, blank=True)
    bounces = models.PositiveSmallIntegerField(default=0)  # times a payment of it came back
    sending = models.PositiveSmallIntegerField(default=0)  # the run's bank file it last went with, from 1
    sent_on = models.DateField(null=True)  # with that file

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "run", "party"], name="slip_once_per_run"),
            models.CheckConstraint(
                condition=models.Q(
                    net_idr=models.F("gross_idr") - models.F("recovered_idr") - models.F("deducted_idr")
                ),
                name="slip_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    gross_idr__gt=0, recovered_idr__gte=0, deducted_idr__gte=0, net_idr__gte=0
                ),
                name="slip_amounts_not_negative",
            ),
        ]


class SlipLine(TenantModel):
    """One reason for an amount on a slip: pieces, a later gain, sold goods of her own (+), an advance, a
    deduction, sold goods that came back (−).
    """

    class Kind(models.TextChoices):
        PIECES = "pieces", _("Accepted pieces")
        RECOVERY = "recovery", _("Advance taken back")
        DEDUCTION = "deduction", _("Agreed deduction")
        GAIN = "gain", _("Later gain of pieces sold at once")
        SALE = "sale", _("Consigned goods sold")
        BACK = "back", _("Consigned goods that came back")

    slip = Within(Slip, related_name="lines")
    kind = models.CharField(max_length=20, choices=Kind)
    order = Within("orders.Order", null=True, related_name="+")  # null: consigned goods lost with us
    inspection = Within("quality.Inspection", null=True, related_name="slip_lines")
    advance = Within(Advance, null=True, related_name="slip_lines")
    deduction = Within("capital.Deduction", null=True, related_name="slip_lines")
    use = Within("trade.Use", null=True, related_name="+")
    sale = Within("stock.ConsignedSale", null=True, related_name="slip_lines")
    sale_return = Within("stock.ConsignedReturn", null=True, related_name="slip_lines")
    pieces = models.PositiveIntegerField(default=0)
    rate_idr = Rupiah(default=0)
    amount_idr = Rupiah()
    text = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="pieces")
                | models.Q(inspection__isnull=False, amount_idr=models.F("pieces") * models.F("rate_idr")),
                name="slip_line_pieces_add_up",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="recovery") | models.Q(advance__isnull=False, amount_idr__lt=0),
                name="slip_line_recovery_names_its_advance",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="deduction") | models.Q(deduction__isnull=False, amount_idr__lt=0),
                name="slip_line_deduction_names_its_agreement",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="gain") | models.Q(use__isnull=False, amount_idr__gt=0),
                name="slip_line_gain_names_its_use",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="sale")
                | models.Q(sale__isnull=False, amount_idr=models.F("pieces") * models.F("rate_idr")),
                name="slip_line_sale_adds_up",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="back") | models.Q(sale_return__isnull=False, amount_idr__lt=0),
                name="slip_line_back_names_its_return",
            ),
            models.CheckConstraint(
                condition=models.Q(order__isnull=False) | models.Q(kind="sale"),
                name="slip_line_names_its_order",
            ),
        ]


class Paid(TenantModel):
    """One inspection is paid once: the fence against paying twice. Freed when its run is sent back."""

    inspection = Within("quality.Inspection", related_name="paid")
    slip = Within(Slip, related_name="paid")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "inspection"], name="inspection_paid_once")]


class PaidGain(TenantModel):
    """One gain is paid once, as `Paid` has it for an inspection."""

    use = Within("trade.Use", related_name="paid")
    slip = Within(Slip, related_name="paid_gains")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "use"], name="gain_paid_once")]


class Deduction(TenantModel):
    """What a maker was asked to have taken off her payouts. Taken only with her yes, and above the floor.

    With an inspection: pieces of it came back after they were accepted. Those are taken from the pay of any
    order, as theirs may be over.
    """

    party = Within("people.Party", related_name="deductions")
    order = Within("orders.Order", related_name="+")
    inspection = Within("quality.Inspection", null=True, related_name="returns")  # work that came back
    pieces = models.PositiveIntegerField(default=0)  # of it, at the rate they were accepted at
    reason = models.CharField(max_length=160)
    amount_idr = Rupiah()
    taken_idr = Rupiah(default=0)  # by paid slips
    reserved_idr = Rupiah(default=0)  # on slips that are not paid yet
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True)  # user id: somebody else writes down her answer
    agreed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # she said no, or we ask no longer
    answered_by = models.BigIntegerField(null=True)  # user id of who wrote her answer down; null: she herself
    answer_note = models.CharField(max_length=160, blank=True)  # when and how she said it, or why not

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_idr__gt=0, taken_idr__gte=0, reserved_idr__gte=0)
                & models.Q(amount_idr__gte=models.F("taken_idr") + models.F("reserved_idr")),
                name="deduction_taken_within_agreed",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True) | models.Q(dropped_at__isnull=True),
                name="deduction_has_one_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=False) | models.Q(taken_idr=0, reserved_idr=0),
                name="deduction_taken_with_her_yes",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True)
                | models.Q(answered_by__isnull=True)
                | ~models.Q(answered_by=models.F("proposed_by")),
                name="deduction_yes_written_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(inspection__isnull=True, pieces=0)
                | models.Q(inspection__isnull=False, pieces__gt=0),
                name="deduction_for_pieces_names_its_work",
            ),
        ]

    @property
    def open_idr(self) -> int:
        """What a new slip may still take."""
        return int(self.amount_idr - self.taken_idr - self.reserved_idr) if self.agreed_at else 0

    @property
    def came_back(self) -> bool:
        """Pieces she was credited for and that were not good after all."""
        return self.inspection_id is not None

    @property
    def waits(self) -> bool:
        """For her answer."""
        return self.agreed_at is None and self.dropped_at is None
