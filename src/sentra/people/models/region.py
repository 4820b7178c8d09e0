"""Places by Kemendagri code, never by name: names repeat inside one district."""

from django.db import models


class Region(models.Model):
    """Province (63), district (63.08), sub-district (63.08.01) or village (63.08.01.2003)."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)  # provinsi, kabupaten/kota, kecamatan, desa, kelurahan
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    postal_code = models.CharField(max_length=5, blank=True)

    class Meta:
        indexes = [models.Index(fields=["parent", "name"], name="region_parts_by_name")]

    def __str__(self) -> str:
        return self.name
