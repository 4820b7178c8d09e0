"""The cooperative's own static QRIS code: the sticker on its counter, as text."""

from django.db import models

from sentra.kernel.tenancy import TenantModel


class QrisCode(TenantModel):
    """One code as a person kept it, and what it says. A newer one puts it away; rows stay to be read."""

    text = models.CharField(max_length=512)
    merchant_name = models.CharField(max_length=25)
    city = models.CharField(max_length=15)
    nmid = models.CharField(max_length=99)
    criteria = models.CharField(max_length=3, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.BigIntegerField(null=True)  # user id
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(put_away_at__isnull=True), name="qris_one_code_in_use"
            ),
            models.CheckConstraint(
                condition=models.Q(put_away_at__isnull=True) | models.Q(put_away_at__gte=models.F("kept_at")),
                name="qris_put_away_after_kept",
            ),
            models.CheckConstraint(condition=models.Q(text__startswith="000201"), name="qris_text_is_a_code"),
        ]
