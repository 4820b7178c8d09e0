"""Pieces at a stall, an exhibition or on the way are not offered to visitors of the showroom."""

from django.db import migrations

READY = """
CREATE OR REPLACE FUNCTION showroom_ready(tenant bigint, product bigint) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(l.pieces), 0)::integer
    FROM stock_level l JOIN stock_place p ON p.tenant_id = l.tenant_id AND p.id = l.place_id
   WHERE l.tenant_id = tenant AND l.order_id = 0 AND p.kind IN ('store', 'workshop')
     AND l.stage_id = (SELECT s.id FROM crafts_stage s WHERE s.tenant_id = tenant AND s.product_id = product
                        ORDER BY s.position DESC LIMIT 1)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("showroom", "0012_lead_times_kept_true"), ("stock", "0008_levels_follow_both_ends")]

    operations = [migrations.RunSQL(READY, migrations.RunSQL.noop)]
