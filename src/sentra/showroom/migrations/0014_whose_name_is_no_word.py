"""In its own shop a cooperative's name finds nothing: everything there has it. Makers' choices name their village."""

from importlib import import_module

from django.db import migrations

CARE = import_module("sentra.showroom.migrations.0009_care_kept_true")
CHOICES = import_module("sentra.showroom.migrations.0005_choices_kept_true")
SOURCES = import_module("sentra.showroom.migrations.0003_sources")
LEAD = import_module("sentra.showroom.migrations.0012_lead_times_kept_true")
MAKER = "SELECT 'maker', m->>'uid', m->>'name' FROM"
WITH_VILLAGE = "SELECT 'maker', m->>'uid', concat_ws(' · ', m->>'name', nullif(m->>'village', '')) FROM"


def _truth() -> str:
    text = LEAD._truth().partition(";\n")[2].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)  # noqa: SLF001
    text = CARE._with(text, "author.name, hands.words, t.name)) AS spoken", "author.name, hands.words)) AS spoken")  # noqa: SLF001
    return str(CARE._with(text, "author.name, hands.words, t.name)), 'D')", "author.name, hands.words)), 'D')"))  # noqa: SLF001


def _choices() -> str:
    text = CHOICES.CHOICES.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)
    return str(CARE._with(text, MAKER, WITH_VILLAGE))  # noqa: SLF001


AGAIN = f"""
SELECT set_config('sentra.showroom', 'refreshing', true);
DELETE FROM showroom_choice;
{CHOICES.FIRST_TIME};
SELECT set_config('sentra.showroom', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("showroom", "0013_stalls_are_another_channel")]

    operations = [
        migrations.RunSQL(one, migrations.RunSQL.noop)
        for one in (_truth(), _choices(), AGAIN, SOURCES.FIRST_TIME)
    ]
