"""A stored file. Private ones are only reached through a view that checks who asks."""

import uuid

from django.db import models

from sentra.kernel.tenancy import TenantModel


class StoredFile(TenantModel):
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    mime = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    public = models.BooleanField(default=False)
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    by_party = models.BigIntegerField(null=True)  # the artisan who sent it

    @property
    def url(self) -> str:
        """Where a browser gets it: public pictures straight, private ones through the checking view."""
        return f"/media/{self.path}" if self.public else f"/berkas/{self.uid}/"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uid"], name="stored_file_uid")]
