"""A maker's name and her village together are cut to what a choice's label can hold."""

from importlib import import_module

from django.db import migrations

CARE = import_module("sentra.showroom.migrations.0009_care_kept_true")
BEFORE = import_module("sentra.showroom.migrations.0014_whose_name_is_no_word")
LONG = "concat_ws(' · ', m->>'name', nullif(m->>'village', ''))"


def _choices() -> str:
    return str(CARE._with(BEFORE._choices(), LONG, f"left({LONG}, 160)"))  # noqa: SLF001


class Migration(migrations.Migration):
    dependencies = [("showroom", "0014_whose_name_is_no_word")]

    operations = [migrations.RunSQL(_choices(), migrations.RunSQL.noop)]
