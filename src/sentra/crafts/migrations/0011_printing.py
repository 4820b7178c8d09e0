"""Printing as a way of working of its own, so that printed cloth can be told from batik."""

from django.db import migrations

ADD = """
INSERT INTO crafts_technique (code, name, name_en, family) VALUES
  ('sablon', 'Sablon', 'Screen printing', 'printing'),
  ('cetak-tekstil', 'Cetak tekstil (printing)', 'Textile printing', 'printing')
ON CONFLICT (code) DO NOTHING;
INSERT INTO crafts_craft (code, name, name_en, family) VALUES
  ('tekstil-cetak', 'Tekstil cetak', 'Printed textile', 'textile')
ON CONFLICT (code) DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("crafts", "0010_material_fences")]

    operations = [migrations.RunSQL(ADD, migrations.RunSQL.noop)]
