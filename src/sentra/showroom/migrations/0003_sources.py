"""Every table a listing is made of tells the showroom which products a statement touched."""

from django.db import migrations

TAKEN = "SELECT s.product_id FROM t JOIN crafts_capacity c ON c.tenant_id = t.tenant_id"
STAGE_OF = "JOIN crafts_stage s ON s.tenant_id = c.tenant_id AND s.id = c.stage_id"
MADE_BY = (
    "SELECT s.product_id FROM t JOIN people_workshop w ON w.tenant_id = t.tenant_id AND w.owner_id = t.{} "
    "JOIN crafts_capacity c ON c.tenant_id = w.tenant_id AND c.workshop_id = w.id "
    "JOIN crafts_stage s ON s.tenant_id = c.tenant_id AND s.id = c.stage_id "
    "UNION SELECT p.id FROM t JOIN crafts_motif m ON m.tenant_id = t.tenant_id AND m.maker_id = t.{} "
    "JOIN crafts_product p ON p.tenant_id = m.tenant_id AND p.motif_id = m.id"
)
ALL = ("INSERT", "UPDATE", "DELETE")

# table → (which statements, the columns that matter when a row changes, the products of the touched rows `t`)
SOURCES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "crafts_product": (
        ALL, "code name description craft_id motif_id unit price_idr sizes published",
        "SELECT t.id FROM t WHERE t.published",
    ),
    "crafts_stage": (
        ALL, "product_id position name finish technique_id rate_idr minimum_level", "SELECT t.product_id FROM t",
    ),
    "crafts_productpicture": (ALL, "product_id file_id width height", "SELECT t.product_id FROM t"),
    "crafts_motif": (
        ("UPDATE",), "name story maker_id",
        "SELECT p.id FROM t JOIN crafts_product p ON p.tenant_id = t.tenant_id AND p.motif_id = t.id",
    ),
    "crafts_capacity": (
        ALL, "workshop_id stage_id",
        "SELECT s.product_id FROM t JOIN crafts_stage s ON s.tenant_id = t.tenant_id AND s.id = t.stage_id",
    ),
    "crafts_skill": (
        ALL, "workshop_id technique_id level",
        f"{TAKEN} AND c.workshop_id = t.workshop_id {STAGE_OF} AND s.technique_id = t.technique_id",
    ),
    "people_workshop": (
        ("UPDATE",), "owner_id village_id active",
        f"{TAKEN} AND c.workshop_id = t.id {STAGE_OF}",
    ),
    "people_party": (("UPDATE",), "uid name active", MADE_BY.format("id", "id")),
    "cooperative_consent": (ALL, "party_id purpose withdrawn_at", MADE_BY.format("party_id", "party_id")),
    "kernel_storedfile": (
        ("UPDATE",), "path mime public",
        "SELECT v.product_id FROM t JOIN crafts_productpicture v ON v.tenant_id = t.tenant_id AND v.file_id = t.id",
    ),
}  # fmt: skip

TABLES = {
    "INSERT": "REFERENCING NEW TABLE AS fresh",
    "UPDATE": "REFERENCING NEW TABLE AS fresh OLD TABLE AS gone",
    "DELETE": "REFERENCING OLD TABLE AS gone",
}


def _touched(columns: str) -> dict[str, str]:
    """The rows a statement touched, as they were and as they are."""
    differ = " OR ".join(f"f.{one} IS DISTINCT FROM g.{one}" for one in columns.split())
    changed = f"FROM fresh f JOIN gone g ON g.id = f.id WHERE {differ}"
    return {
        "INSERT": "SELECT * FROM fresh",
        "UPDATE": f"SELECT f.* {changed} UNION ALL SELECT g.* {changed}",
        "DELETE": "SELECT * FROM gone",
    }


def _source(table: str, events: tuple[str, ...], columns: str, products: str) -> str:
    touched, told = _touched(columns), []
    for event in events:
        name = f"showroom_{event.lower()}_{table}"
        told.append(f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE products bigint[];
BEGIN
  products := array(WITH t AS ({touched[event]}) SELECT DISTINCT each.* FROM ({products}) each);
  IF products <> '{{}}' THEN PERFORM showroom_refresh(products); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table} {TABLES[event]} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
""")
    return "".join(told)


# Free stock alone: goods made for an order pass by without a call. Only the count is written again.
STOCK = """
CREATE FUNCTION showroom_restock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE product bigint; free integer;
BEGIN
  PERFORM set_config('sentra.showroom', 'refreshing', true);
  SELECT s.product_id INTO product FROM crafts_stage s WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.stage_id;
  PERFORM FROM crafts_product p WHERE p.id = product FOR NO KEY UPDATE;
  free := showroom_ready(NEW.tenant_id, product);
  UPDATE showroom_listing SET ready = free, changed_at = now() WHERE product_id = product AND ready <> free;
  PERFORM set_config('sentra.showroom', '', true);
  RETURN NULL;
END $$;
CREATE TRIGGER showroom_restock_first AFTER INSERT ON stock_level FOR EACH ROW
  WHEN (NEW.order_id = 0 AND NEW.bounded AND NEW.pieces <> 0) EXECUTE FUNCTION showroom_restock();
CREATE TRIGGER showroom_restock AFTER UPDATE OF pieces ON stock_level FOR EACH ROW
  WHEN (NEW.order_id = 0 AND NEW.bounded AND NEW.pieces <> OLD.pieces) EXECUTE FUNCTION showroom_restock();
"""

# A tenant's row lies outside the tenants: its listings are written in its own scope, then the caller's comes back.
TENANT = """
CREATE FUNCTION showroom_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE reads text := current_setting('sentra.reads', true); writes text := current_setting('sentra.writes', true);
BEGIN
  PERFORM set_config('sentra.reads', NEW.id::text, true), set_config('sentra.writes', NEW.id::text, true);
  PERFORM showroom_refresh(array(SELECT p.id FROM crafts_product p WHERE p.tenant_id = NEW.id AND p.published));
  PERFORM set_config('sentra.reads', coalesce(reads, ''), true), set_config('sentra.writes', coalesce(writes, ''), true);
  RETURN NULL;
END $$;
CREATE TRIGGER showroom_renamed AFTER UPDATE ON kernel_tenant FOR EACH ROW
  WHEN ((OLD.slug, OLD.name, OLD.district_code) IS DISTINCT FROM (NEW.slug, NEW.name, NEW.district_code))
  EXECUTE FUNCTION showroom_renamed();
"""

# Where goods were published before the showroom was there.
FIRST_TIME = """
DO $$ DECLARE one bigint; BEGIN
  FOR one IN SELECT id FROM kernel_tenant ORDER BY id LOOP
    PERFORM set_config('sentra.reads', one::text, true), set_config('sentra.writes', one::text, true);
    PERFORM showroom_refresh(array(SELECT p.id FROM crafts_product p WHERE p.tenant_id = one AND p.published));
  END LOOP;
  PERFORM set_config('sentra.reads', '', true), set_config('sentra.writes', '', true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("showroom", "0002_kept_true")]

    operations = [
        *[migrations.RunSQL(_source(table, *told), migrations.RunSQL.noop) for table, told in SOURCES.items()],
        *[migrations.RunSQL(one, migrations.RunSQL.noop) for one in (STOCK, TENANT, FIRST_TIME)],
    ]
