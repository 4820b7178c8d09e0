"""Fences round short links, their visits and printed catalogues: each cooperative's own; a link stays as printed."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("showroom", "0006_short_links")]

    operations = [
        Fence("showroom", ["ShortLink", "LinkVisit", "PrintedCatalogue"], append_only=["ShortLink"]),
    ]
