"""A cooperative's proposal with what came of it, and its office's case. Linked by uid, not by key."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import Published


class AidKind(models.TextChoices):
    GRANT = "grant", _("Grant")
    REVOLVING = "revolving", _("Revolving fund")


class Proposal(Published):
    """Written by the cooperative, sent to its office with the figures of that day, then frozen.

    `granted_…` and `schedule` are its copy of what was agreed, taken when the first money comes;
    `received_idr`, `used_idr`, `repaid_idr` are sums of the rows below, as the office reads them.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent to the office")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RUNNING = "running", _("Money received")
        REPORTED = "reported", _("Reported")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    cooperative = models.CharField(max_length=160)  # its name, for the office
    office = models.CharField(max_length=160)
    number = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    kind = models.CharField(max_length=20, choices=AidKind)
    amount_idr = Rupiah()
    purpose = models.TextField(max_length=1000)
    orders = models.JSONField(default=list)  # [{"order", "buyer", "total_idr", "promised_on"}], a copy
    figures = models.JSONField(default=dict)  # the cash plan of that day, see operations.figures_of
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=120, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    granted_kind = models.CharField(max_length=20, choices=AidKind, blank=True)
    granted_idr = Rupiah(default=0)
    schedule = models.JSONField(default=list)  # [{"due_on", "amount_idr"}] of a revolving fund
    received_idr = Rupiah(default=0)
    used_idr = Rupiah(default=0)
    repaid_idr = Rupiah(default=0)
    report = models.TextField(max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="proposal_number_in_year"),
            models.CheckConstraint(condition=Q(amount_idr__gt=0), name="proposal_asks_for_something"),
            models.CheckConstraint(
                condition=Q(state="draft", reader_uid__isnull=True, sent_at__isnull=True)
                | (
                    ~Q(state="draft")
                    & Q(reader_uid__isnull=False, sent_at__isnull=False, number__isnull=False)
                ),
                name="proposal_sent_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(received_idr__gte=0, received_idr__lte=F("granted_idr")),
                name="proposal_received_within_granted",
            ),
            models.CheckConstraint(
                condition=Q(used_idr__gte=0, used_idr__lte=F("received_idr")),
                name="proposal_used_within_received",
            ),
            models.CheckConstraint(
                condition=Q(repaid_idr=0)
                | Q(granted_kind="revolving", repaid_idr__gt=0, repaid_idr__lte=F("received_idr")),
                name="proposal_repaid_within_received",
            ),
            models.CheckConstraint(
                condition=Q(state="reported", reported_at__isnull=False, used_idr=F("received_idr"))
                | (~Q(state="reported") & Q(reported_at__isnull=True)),
                name="proposal_reported_when_all_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}" if self.number else "–"

    @property
    def owed_idr(self) -> int:
        """Of a revolving fund, what still has to go back."""
        return int(self.received_idr - self.repaid_idr) if self.granted_kind == AidKind.REVOLVING else 0

    @property
    def untold_idr(self) -> int:
        """Received, and its use not yet reported."""
        return int(self.received_idr - self.used_idr)


class AidMoney(Published):
    """Money of one proposal that came, or went back as an instalment. It stays; only taken back is added."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Received")
        REPAID = "repaid", _("Repaid")

    proposal = Within(Proposal, related_name="money")
    kind = models.CharField(max_length=20, choices=Kind)
    amount_idr = Rupiah()
    method = models.CharField(max_length=20)  # bank, cash
    on = models.DateField()
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)  # written down wrongly: reversed in the books
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_idr__gt=0), name="aid_money_positive"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_reason="")),
                name="aid_money_taken_back_says_why",
            ),
        ]


class AidUse(Published):
    """What received money was spent on, with its receipt or a picture of what it bought.

    `picture_path` is a copy of where the bytes lie: the office sees them without reading our files.
    """

    class Category(models.TextChoices):
        MATERIALS = "materials", _("Materials")
        WAGES = "wages", _("Wages and advances for makers")
        TOOLS = "tools", _("Tools")
        TRANSPORT = "transport", _("Transport and packaging")
        OTHER = "other", _("Other")

    proposal = Within(Proposal, related_name="uses")
    category = models.CharField(max_length=20, choices=Category)
    amount_idr = Rupiah()
    on = models.DateField()
    text = models.CharField(max_length=200)
    picture = Within("kernel.StoredFile", related_name="+")
    picture_uid = models.UUIDField()
    picture_path = models.CharField(max_length=200)
    struck_at = models.DateTimeField(null=True)  # written down wrongly: it counts no longer
    struck_reason = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_idr__gt=0), name="aid_use_positive"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_reason="")),
                name="aid_use_struck_with_a_reason",
            ),
        ]


class AidCase(Published):
    """The office's own record of one proposal, shown to the cooperative that wrote it."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being verified")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    proposal_uid = models.UUIDField()
    cooperative = models.CharField(max_length=160)
    number = models.CharField(max_length=20)  # the proposal's
    kind = models.CharField(max_length=20, choices=AidKind)
    amount_idr = Rupiah()
    state = models.CharField(max_length=20, choices=State, default=State.CHECKING)
    verified_by = models.BigIntegerField(null=True)  # user id of whoever wrote the last check
    granted_kind = models.CharField(max_length=20, choices=AidKind, blank=True)
    granted_idr = Rupiah(default=0)
    schedule = models.JSONField(default=list)
    reason = models.CharField(max_length=400, blank=True)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # what has not come of the grant will not come
    ended_reason = models.CharField(max_length=200, blank=True)
    ended_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "proposal_uid"], name="aid_case_once_per_proposal"),
            models.CheckConstraint(
                condition=Q(state="checking", decided_at__isnull=True, granted_idr=0)
                | Q(state="granted", decided_at__isnull=False, granted_idr__gt=0)
                | (Q(state="refused", decided_at__isnull=False, granted_idr=0) & ~Q(reason="")),
                name="aid_case_decision_has_its_facts",
            ),
            models.CheckConstraint(
                condition=Q(granted_idr__lte=F("amount_idr")), name="aid_case_granted_within_asked"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True)
                | (Q(decided_by__isnull=False, verified_by__isnull=False) & ~Q(decided_by=F("verified_by"))),
                name="aid_case_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_reason="")
                | (Q(ended_at__isnull=False, state="granted") & ~Q(ended_reason="")),
                name="aid_case_ended_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["proposal_uid"], name="aid_case_of_proposal")]

    @property
    def decided(self) -> bool:
        return self.decided_at is not None


class AidCheck(Published):
    """One step of the verification: what was asked and answered, or a visit. Append-only."""

    class Kind(models.TextChoices):
        QUESTIONS = "questions", _("Questions answered")
        VISIT = "visit", _("Field visit")

    case = Within(AidCase, related_name="checks")
    kind = models.CharField(max_length=20, choices=Kind)
    on = models.DateField()
    who = models.CharField(max_length=160)  # who went or asked, whom they met
    found = models.TextField(max_length=1000)
    at = models.DateTimeField()
