"""A listing says of which photograph each of its pictures is, in the order they are shown."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("sentra.showroom.migrations.0009_care_kept_true")


OF_WHICH = """'height', v.height, 'photo', coalesce(o.place, 0))
                              ORDER BY coalesce(o.place, 0), v.width, v.kind)"""
JOINED = """FROM crafts_productpicture v
      LEFT JOIN crafts_productphoto o ON o.tenant_id = v.tenant_id AND o.id = v.photo_id
"""


def _truth() -> str:
    """The text of before; only the pictures are told otherwise."""
    text = BEFORE._truth().partition(";\n")[2].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)  # noqa: SLF001
    text = BEFORE._with(text, "'height', v.height) ORDER BY v.width)", OF_WHICH)  # noqa: SLF001
    return str(BEFORE._with(text, "FROM crafts_productpicture v\n", JOINED))  # noqa: SLF001


class Migration(migrations.Migration):
    dependencies = [("showroom", "0009_care_kept_true"), ("crafts", "0013_product_photos")]

    operations = [migrations.RunSQL(_truth(), migrations.RunSQL.noop)]
