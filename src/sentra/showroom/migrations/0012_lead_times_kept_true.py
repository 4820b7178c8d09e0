"""How long one piece takes stands in its listing: what a listing must be, how it is written, what is watched."""

from importlib import import_module

from django.db import migrations

from sentra.kernel.fences import Fence

# The texts of before, with one column more.
SOURCES = import_module("sentra.showroom.migrations.0003_sources")
CARE = import_module("sentra.showroom.migrations.0009_care_kept_true")
BEFORE = import_module("sentra.showroom.migrations.0010_photos_in_their_order")
LATEST = """
  LEFT JOIN showroom_leadtime lead ON lead.tenant_id = p.tenant_id AND lead.product_id = p.id
 WHERE p.published AND"""


def _truth() -> str:
    text = BEFORE._truth().replace("CREATE OR REPLACE FUNCTION", "CREATE FUNCTION", 1)  # noqa: SLF001
    text = CARE._with(text, "tsvector, care text\n", "tsvector, care text, weeks smallint\n")  # noqa: SLF001
    text = CARE._with(text, ", p.care\n", ", p.care, lead.weeks\n")  # noqa: SLF001
    text = CARE._with(text, "\n WHERE p.published AND", LATEST)  # noqa: SLF001
    return f"DROP FUNCTION showroom_truth(bigint[]);\n{text}"


def _writing() -> str:
    text = CARE._writing()  # noqa: SLF001
    for shape in CARE.SHAPES:
        listed = ", ".join(shape.format(one) for one in [*CARE.BEFORE.COLUMNS, "care"])
        text = CARE._with(text, listed, f"{listed}, {shape.format('weeks')}")  # noqa: SLF001
    return str(text)


def _watching() -> str:
    told = (SOURCES.ALL, "product_id weeks", "SELECT t.product_id FROM t")
    return str(SOURCES._source("showroom_leadtime", *told))  # noqa: SLF001


class Migration(migrations.Migration):
    dependencies = [("showroom", "0011_lead_times")]

    operations = [
        Fence("showroom", ["LeadTime"]),
        *(migrations.RunSQL(one, migrations.RunSQL.noop) for one in (_truth(), _writing(), _watching())),
    ]
