"""A person says which entry of the office's registry she is; the office answers. Linked by uid, not by key.

Neither side copies a NIK or its print to the other: the office compares name, village, phone, and asks her.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import Published


class Claim(Published):
    """Ours: she asks the office of our district whether she is in its registry.

    `name`, `phone`, `village` are what the office reads of her; emptied when she no longer shares them.
    `facts` is our copy of what the office handed over, taken with `entry_uid`; `filled` are those of them
    that filled gaps of ours. When the office takes `answer_uid` back, the gaps open again and the claim is
    returned: the row keeps what was told.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Asked")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        TAKEN = "taken", _("Linked to the registry")
        RETURNED = "returned", _("Taken back by the office")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    party = Within("people.Party", related_name="claims")
    cooperative = models.CharField(max_length=160)  # its name, for the office
    name = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    village_code = models.CharField(max_length=13, blank=True)
    about = models.CharField(max_length=200, blank=True)  # what she makes, in her words
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)  # user id of who wrote it down; null: she herself
    entry_uid = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    answer_uid = models.UUIDField(null=True)  # the answer that was taken over
    filled = models.JSONField(default=dict)  # field of the party → what the entry put into it
    taken_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "party"],
                condition=~models.Q(state__in=["withdrawn", "returned"]),
                name="claim_one_a_person",
            ),
            models.UniqueConstraint(
                fields=["tenant", "entry_uid"], condition=models.Q(state="taken"), name="claim_entry_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["taken", "returned"], entry_uid__isnull=False, taken_at__isnull=False
                )
                | models.Q(state__in=["waiting", "withdrawn"], entry_uid__isnull=True, taken_at__isnull=True),
                name="claim_taken_has_its_entry",
            ),
            models.CheckConstraint(
                condition=models.Q(state="returned", returned_at__isnull=False)
                | (~models.Q(state="returned") & models.Q(returned_at__isnull=True)),
                name="claim_returned_on_a_day",
            ),
        ]


class ClaimAnswer(Published):
    """The office's: this person is that entry, or not and why; without a claim, the officer helped her.

    `facts` is what the registry knows of her that may leave the office; never a NIK.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    claim_uid = models.UUIDField(null=True)
    cooperative = models.CharField(max_length=160)  # whose person she is, or wants to be
    name = models.CharField(max_length=160)
    # No deleting verb asks us: the database refuses to lose an entry that was answered about.
    entry = Within("crafts.RegistryEntry", models.DO_NOTHING, null=True, related_name="answers")
    granted = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)
    decided_by = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # it was a mistake: the entry is free again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "claim_uid"], condition=models.Q(ended_at=None), name="claim_answered_once"
            ),
            models.UniqueConstraint(
                fields=["tenant", "entry"],
                condition=models.Q(granted=True, ended_at=None),
                name="registry_entry_claimed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(granted=True, entry__isnull=False)
                | (
                    models.Q(granted=False, entry__isnull=True, claim_uid__isnull=False)
                    & ~models.Q(reason="")
                ),
                name="claim_answer_has_its_facts",
            ),
        ]
        indexes = [models.Index(fields=["claim_uid"], name="answer_of_claim")]
