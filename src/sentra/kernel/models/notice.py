"""A message to a person: the inbox row. Gateways (e-mail, chat) send from here later."""

from django.db import models

from sentra.kernel.tenancy import TenantModel


class Notice(TenantModel):
    """`to` is "party:12" or "role:treasurer"; `path` is where the person goes to act.

    `subject` and `text` are sentences of the source, `words` what fills their gaps: see kernel.notices.
    """

    to = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=160)
    text = models.TextField()
    words = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tenant", "to", "-sent_at"], name="notice_inbox")]
