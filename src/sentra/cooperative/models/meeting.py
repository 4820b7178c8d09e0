"""Meetings: called in time, a quorum of those entitled, minutes with a number."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class Meeting(TenantModel):
    class Kind(models.TextChoices):
        FOUNDING = "founding", _("Founding meeting")
        ANNUAL = "annual", _("Annual members' meeting")
        MEMBERS = "members", _("Members' meeting")
        BOARD = "board", _("Board meeting")

    class Stage(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CALLED = "called", _("Called")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        POSTPONED = "postponed", _("Postponed: too few came")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=20, choices=Kind)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.PLANNED)
    number = models.PositiveIntegerField(null=True)  # of the minutes, given when it is closed
    year = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=160)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    called_on = models.DateField(null=True)
    repeats = Within("self", null=True, related_name="again")  # the one that had no quorum
    chaired_by = models.CharField(max_length=120, blank=True)
    minutes_by = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField(null=True)
    entitled = models.PositiveIntegerField(null=True)  # members who may vote, counted at the opening
    quorum = models.PositiveIntegerField(null=True)  # how many of them must be there
    closed_at = models.DateTimeField(null=True)
    remarks = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="meeting_minutes_number"),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["open", "closed"])
                | models.Q(opened_at__isnull=False, entitled__isnull=False, quorum__isnull=False),
                name="meeting_opened_with_a_quorum",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="closed")
                | models.Q(closed_at__isnull=False, number__isnull=False, year__isnull=False),
                name="meeting_closed_has_minutes",
            ),
        ]


class AgendaItem(TenantModel):
    meeting = Within(Meeting, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    told = models.TextField(blank=True)  # what was said and agreed, for the minutes

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "meeting", "position"], name="agenda_position")
        ]


class Attendee(TenantModel):
    """Somebody entitled to sit and vote here; came or did not. Written when the meeting is called."""

    class How(models.TextChoices):
        CARD = "card", _("Her card")
        TICK = "tick", _("Ticked on the list")
        ONLINE = "online", _("From her phone")

    class Answer(models.TextChoices):
        YES = "yes", _("Will come")
        NO = "no", _("Cannot come")

    meeting = Within(Meeting, related_name="attendees")
    party = Within("people.Party", related_name="+")
    member = Within("cooperative.Member", null=True, related_name="attended")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)  # to the invitation
    came_at = models.DateTimeField(null=True)
    came_how = models.CharField(max_length=20, choices=How, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "meeting", "party"], name="attendee_once"),
            models.CheckConstraint(
                condition=models.Q(came_at__isnull=True, came_how="")
                | (models.Q(came_at__isnull=False) & ~models.Q(came_how="")),
                name="attendee_came_somehow",
            ),
        ]
