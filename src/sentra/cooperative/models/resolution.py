"""What a meeting decides: proposed, voted on once per member, passed or not; the officers it elects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class Resolution(TenantModel):
    class Kind(models.TextChoices):
        GENERAL = "general", _("Resolution")
        ADOPTION = "adoption", _("Adoption of the rules (AD/ART)")
        CLAUSE = "clause", _("Change of a rule")
        OFFICERS = "officers", _("Election of officers")
        EXPULSION = "expulsion", _("Expulsion of a member")
        SURPLUS = "surplus", _("Sharing of the surplus (SHU)")
        BUDGET = "budget", _("Budget (RAPB)")

    class Stage(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        VOTING = "voting", _("Being voted on")
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")
        TIED = "tied", _("Tied")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    UNDECIDED = (Stage.PROPOSED, Stage.VOTING, Stage.TIED)

    meeting = Within("cooperative.Meeting", related_name="resolutions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.PROPOSED)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    secret = models.BooleanField(default=False)
    effect = models.JSONField(default=dict)
    # clause, adoption: {"values": {key: value}}; officers: {"post", "seats"}; expulsion: {"member": id};
    # surplus: {"run": id, "seal": of the run}; budget: {"budget": id}
    majority_permille = models.PositiveSmallIntegerField()  # of the valid votes, more than this
    repeats = Within("self", null=True, related_name="again")  # the tied vote this one decides
    opened_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    lot_witness = models.CharField(max_length=120, blank=True)  # who saw the lot drawn

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "meeting", "position"], name="resolution_position"),
            models.CheckConstraint(
                condition=models.Q(stage__in=["proposed", "voting", "withdrawn"], decided_at__isnull=True)
                | models.Q(stage__in=["passed", "failed", "tied"], decided_at__isnull=False),
                name="resolution_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(majority_permille__range=(1, 999)), name="resolution_majority_in_permille"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="officers") | models.Q(secret=True),
                name="resolution_officers_in_secret",
            ),
        ]


class Choice(TenantModel):
    """Yes, no, abstain, or a candidate. `votes` is all that is kept of a secret ballot."""

    resolution = Within(Resolution, related_name="choices")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)  # yes, no, abstain, candidate, blank
    party = Within("people.Party", null=True, related_name="+")
    votes = models.PositiveIntegerField(default=0)
    elected = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "resolution", "position"], name="choice_position"),
            models.UniqueConstraint(
                fields=["tenant", "resolution", "party"],
                condition=models.Q(party__isnull=False),
                name="choice_candidate_once",
            ),
            models.CheckConstraint(
                condition=models.Q(code="candidate", party__isnull=False)
                | (~models.Q(code="candidate") & models.Q(party__isnull=True)),
                name="choice_candidate_is_a_person",
            ),
        ]


class Vote(TenantModel):
    """She has voted: once per resolution, whether in the room, on paper or from her phone.

    `choice` is kept only where the vote is open. In a secret ballot nothing here, in the audit or in the
    idempotency outcome says what she chose.
    """

    class How(models.TextChoices):
        ROOM = "room", _("In the room")
        PHONE = "phone", _("From her phone")
        PAPER = "paper", _("On paper")

    resolution = Within(Resolution, related_name="cast")
    attendee = Within("cooperative.Attendee", related_name="votes")
    how = models.CharField(max_length=20, choices=How)
    choice = Within(Choice, null=True, related_name="open_votes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "resolution", "attendee"], name="vote_once_per_member")
        ]


class PaperBallot(TenantModel):
    """She took a paper: from now on no screen takes her vote. All papers of a vote are counted together."""

    resolution = Within(Resolution, related_name="papers")
    attendee = Within("cooperative.Attendee", related_name="papers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "resolution", "attendee"], name="paper_once_per_member")
        ]


class Officer(TenantModel):
    """Who holds which post, from which resolution, until when."""

    class Post(models.TextChoices):
        CHAIR = "chair", _("Chair")
        SECRETARY = "secretary", _("Secretary")
        TREASURER = "treasurer", _("Treasurer")
        BOARD = "board", _("Board member")
        SUPERVISOR = "supervisor", _("Supervisor")

    party = Within("people.Party", related_name="posts")
    post = models.CharField(max_length=20, choices=Post)
    resolution = Within(Resolution, null=True, related_name="officers")  # null: taken over from before Sentra
    since = models.DateField()
    until = models.DateField(null=True)  # when the term ends or ended
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "party", "post"],
                condition=models.Q(ended_on=None),
                name="officer_post_once",
            ),
            models.UniqueConstraint(
                fields=["tenant", "post"],
                condition=models.Q(ended_on=None, post__in=["chair", "secretary", "treasurer"]),
                name="officer_one_of_a_kind",
            ),
        ]
