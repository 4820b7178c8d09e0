"""Members: who asks to join, the register, what she consented to, who acts for her, how she leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Application(TenantModel):
    """Somebody asks to become a member, or signs the founders' list of a forming group: a candidate."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("Candidate")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    party = Within("people.Party", related_name="applications")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ASKED)
    founder = models.BooleanField(default=False)
    claim = Within(
        "cooperative.Claim", null=True, related_name="applications"
    )  # what the registry says of her
    represented_by = models.CharField(max_length=120, blank=True)  # who speaks for a cooperative that founds
    asked_on = models.DateField()
    asked_by = models.BigIntegerField(null=True)  # user id of who wrote it down; null: she herself
    decided_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)  # user id, another than who wrote it down
    reason = models.CharField(max_length=200, blank=True)  # why she was refused, or withdrew

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "party"], condition=models.Q(stage="asked"), name="application_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(stage="asked", decided_on__isnull=True)
                | (~models.Q(stage="asked") & models.Q(decided_on__isnull=False)),
                name="application_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["accepted", "refused"])
                | models.Q(decided_by__isnull=True)
                | models.Q(asked_by__isnull=True)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="application_decided_by_another",
            ),
        ]


class Member(TenantModel):
    """A line of the members' register. The number is given once, never again; only leaving is added later."""

    class Left(models.TextChoices):
        RESIGNED = "resigned", _("Resigned")
        DIED = "died", _("Died")
        EXPELLED = "expelled", _("Expelled")

    number = models.PositiveIntegerField()
    party = Within("people.Party", related_name="memberships")
    application = Within(Application, null=True, related_name="members")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    left_how = models.CharField(max_length=20, choices=Left, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="member_number_in_tenant"),
            models.UniqueConstraint(
                fields=["tenant", "party"], condition=models.Q(left_on=None), name="member_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True, left_how="")
                | (
                    models.Q(left_on__isnull=False, left_on__gte=models.F("joined_on"))
                    & ~models.Q(left_how="")
                ),
                name="member_left_says_how",
            ),
        ]


class Consent(TenantModel):
    """What a person agreed to, for one purpose, in the words of one text version. Taken back, it stays.

    Given and withdrawn at one moment: she was asked and said no.
    """

    class Purpose(models.TextChoices):
        MEMBERSHIP = "membership", _("Membership and books")
        SHOWROOM = "showroom", _("Name, story and photo in the showroom")
        OFFICE = "office", _("Data shown to the district office")
        MESSAGES = "messages", _("Messages on her phone")
        PAY = "pay", _("What she is paid, on labels of origin")

    party = Within("people.Party", related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)  # user id; null: she herself on her phone
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "party", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="consent_one_in_force",
            )
        ]


class Delegation(TenantModel):
    """A relative or the coordinator acts for her, with named permissions, until she takes it back."""

    giver = Within("people.Party", related_name="delegations_given")
    delegate = Within("people.Party", related_name="delegations_held")
    relation = models.CharField(max_length=60, blank=True)  # daughter, neighbour, coordinator
    permissions = models.JSONField()  # list of names from people.roles.Permission that she herself holds
    since = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)  # user id; null: she herself on her phone
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "giver", "delegate"],
                condition=models.Q(ended_at=None),
                name="delegation_one_in_force",
            ),
            models.CheckConstraint(
                condition=~models.Q(giver=models.F("delegate")), name="delegation_to_somebody_else"
            ),
        ]


class Leaving(TenantModel):
    """A member leaves: what she saved becomes payable, what she owes is taken off, the rest is paid.

    Savings − what is taken off = `payable_idr`; debts beyond her savings stay owed (`owing_idr`).
    """

    class Stage(models.TextChoices):
        ASKED = "asked", _("Asked")
        SETTLED = "settled", _("Settled")
        PAID = "paid", _("Paid out")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    member = Within(Member, related_name="leavings")
    how = models.CharField(max_length=20, choices=Member.Left)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ASKED)
    asked_on = models.DateField()
    asked_by = models.BigIntegerField(null=True)  # user id; null: she herself
    ends_on = models.DateField(null=True)  # the day she died; else she is a member until it is settled
    reason = models.CharField(max_length=300, blank=True)
    resolution = Within("cooperative.Resolution", null=True, related_name="expulsions")
    heir = Within("people.Party", null=True, related_name="inheritances")  # who is paid when she has died
    heir_proof = models.CharField(max_length=160, blank=True)  # the letter that names the heir
    heir_named_by = models.BigIntegerField(null=True)  # user id, another than who pays
    settled_on = models.DateField(null=True)
    settled_by = models.BigIntegerField(null=True)  # user id, another than who asked
    principal_idr = Rupiah(default=0)
    mandatory_idr = Rupiah(default=0)
    voluntary_idr = Rupiah(default=0)
    loans_idr = Rupiah(default=0)  # taken off
    advances_idr = Rupiah(default=0)  # taken off
    payable_idr = Rupiah(default=0)
    owing_idr = Rupiah(default=0)  # debts beyond her savings: still owed
    pay_by = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    paid_by = models.BigIntegerField(null=True)  # user id, another than who settled
    method = models.CharField(max_length=20, blank=True)  # bank, cash

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "member"], condition=~models.Q(stage="withdrawn"), name="leaving_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(how="expelled") | models.Q(stage="asked") | models.Q(stage="withdrawn")
                | models.Q(resolution__isnull=False),
                name="leaving_expelled_by_resolution",
            ),
            models.CheckConstraint(
                condition=~models.Q(how="died") | ~models.Q(stage="paid") | models.Q(heir__isnull=False),
                name="leaving_dead_pays_the_heir",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    principal_idr__gte=0, mandatory_idr__gte=0, voluntary_idr__gte=0, loans_idr__gte=0,
                    advances_idr__gte=0, payable_idr__gte=0, owing_idr__gte=0,
                )
                & models.Q(
                    payable_idr=models.F("principal_idr") + models.F("mandatory_idr")
                    + models.F("voluntary_idr") - models.F("loans_idr") - models.F("advances_idr")
                ),
                name="leaving_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by__isnull=True) | models.Q(asked_by__isnull=True)
                | ~models.Q(settled_by=models.F("asked_by")),
                name="leaving_settled_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_by__isnull=True) | ~models.Q(paid_by=models.F("settled_by")),
                name="leaving_paid_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_by__isnull=True) | models.Q(heir_named_by__isnull=True)
                | ~models.Q(paid_by=models.F("heir_named_by")),
                name="leaving_heir_paid_by_another",
            ),
        ]  # fmt: skip
