"""How a piece is cared for stands in its listing: what a listing must be, how it is written, what is watched."""

from importlib import import_module

from django.db import migrations

# The texts of before, with one column more.
BEFORE = import_module("sentra.showroom.migrations.0002_kept_true")
SOURCES = import_module("sentra.showroom.migrations.0003_sources")
SHAPES = ("{0}", "t.{0}", "l.{0}", "showroom_listing.{0}", "EXCLUDED.{0}", "{0} = EXCLUDED.{0}")


def _with(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


def _truth() -> str:
    _ready, head, body = BEFORE.TRUTH.partition("CREATE FUNCTION showroom_truth")
    text = _with(head + body, "spoken text[], words tsvector\n", "spoken text[], words tsvector, care text\n")
    text = _with(text, "'D') AS words\n", "'D') AS words, p.care\n")
    return f"DROP FUNCTION showroom_truth(bigint[]);\n{text}"


def _writing() -> str:
    text = BEFORE._writing().replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")  # noqa: SLF001
    for shape in SHAPES:
        listed = ", ".join(shape.format(one) for one in BEFORE.COLUMNS)
        text = _with(text, listed, f"{listed}, {shape.format('care')}")
    return text


def _watching() -> str:
    _events, columns, products = SOURCES.SOURCES["crafts_product"]
    touched = SOURCES._touched(f"{columns} care")["UPDATE"]  # noqa: SLF001
    return f"""
CREATE OR REPLACE FUNCTION showroom_update_crafts_product() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE products bigint[];
BEGIN
  products := array(WITH t AS ({touched}) SELECT DISTINCT each.* FROM ({products}) each);
  IF products <> '{{}}' THEN PERFORM showroom_refresh(products); END IF;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("showroom", "0008_care"), ("crafts", "0012_care")]

    operations = [
        migrations.RunSQL(one, migrations.RunSQL.noop) for one in (_truth(), _writing(), _watching())
    ]
