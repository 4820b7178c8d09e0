"""The database's half of every promise about tenants: written by one migration operation.

`Fence("orders", ["Order", "OrderLine"])` gives each table row-level security with FORCE, the key
(tenant_id, id) and, for every `Within` field, the composite foreign key that keeps a reference
inside its tenant. `append_only` names tables whose rows nobody edits or deletes; `published` those
whose rows one other organisation of the district may read once its uid stands in `reader_uid`.
An architecture test reads the catalogue and finds any table or reference without its fence.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.migrations.operations.base import Operation

from sentra.kernel.fields import Within

SCOPE_FUNCTIONS = """
CREATE OR REPLACE FUNCTION sentra_reads() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('sentra.reads', true), ''), ',')::bigint[] $$;
CREATE OR REPLACE FUNCTION sentra_writes() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('sentra.writes', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION sentra_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  RAISE EXCEPTION 'rows of % are never edited or deleted', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


PUBLISHED = """
CREATE OR REPLACE FUNCTION sentra_published() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fits boolean; went uuid;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.reader_uid IS NOT NULL AND NEW.reader_uid IS DISTINCT FROM OLD.reader_uid THEN
    RAISE EXCEPTION 'row % of % is published already', OLD.id, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.reader_uid IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.reader_uid IS NULL) THEN
    IF TG_NARGS = 2 THEN
      EXECUTE format('SELECT reader_uid FROM %I WHERE tenant_id = $1 AND id = $2', TG_ARGV[0])
         INTO went USING NEW.tenant_id, (to_jsonb(NEW) ->> TG_ARGV[1])::bigint;
      IF went = NEW.reader_uid THEN RETURN NEW; END IF;
    END IF;
    SELECT reader.district_code = owner.district_code AND (reader.kind = 'office') <> (owner.kind = 'office')
      INTO fits FROM kernel_tenant reader, kernel_tenant owner
     WHERE reader.uid = NEW.reader_uid AND owner.id = NEW.tenant_id;
    IF fits IS NOT TRUE THEN
      RAISE EXCEPTION 'rows of % are published inside the district only', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""


READ_BY_OWNER = "tenant_id = ANY ((SELECT sentra_reads())::bigint[])"
READ_BY_READER = (
    f"{READ_BY_OWNER} OR reader_uid = ANY (ARRAY("  # an array, not IN: only so both sides find an index
    "SELECT uid FROM kernel_tenant WHERE id = ANY ((SELECT sentra_reads())::bigint[])))"
)


def _row_security(table: str, *, published: bool) -> Iterator[str]:
    readable = READ_BY_READER if published else READ_BY_OWNER
    writable = "tenant_id = (SELECT sentra_writes())"
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    yield f'CREATE POLICY "{table}_read" ON "{table}" FOR SELECT USING ({readable})'
    yield f'CREATE POLICY "{table}_add" ON "{table}" FOR INSERT WITH CHECK ({writable})'
    yield f'CREATE POLICY "{table}_change" ON "{table}" FOR UPDATE USING ({writable}) WITH CHECK ({writable})'
    yield f'CREATE POLICY "{table}_remove" ON "{table}" FOR DELETE USING ({writable})'


def _identity(table: str) -> Iterator[str]:
    yield f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_tenant_id_key" UNIQUE (tenant_id, id)'


def _references(model: Any) -> Iterator[str]:
    table = model._meta.db_table
    for field in model._meta.local_fields:
        if isinstance(field, Within):
            target = field.related_model._meta.db_table
            yield (
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{field.column}_same_tenant" '
                f'FOREIGN KEY (tenant_id, "{field.column}") REFERENCES "{target}" (tenant_id, id)'
            )


def _append_only(table: str) -> Iterator[str]:
    yield (
        f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION sentra_append_only()"
    )


def found_by_reader(table: str) -> Iterator[str]:
    """A published table is read through indexes on both sides; for a table fenced before, once more."""
    yield (
        f'CREATE INDEX IF NOT EXISTS "{table}_reader" ON "{table}" (reader_uid) WHERE reader_uid IS NOT NULL'
    )
    yield f'ALTER POLICY "{table}_read" ON "{table}" USING ({READ_BY_READER})'


def _published(table: str) -> Iterator[str]:
    yield from found_by_reader(table)
    yield (
        f'CREATE TRIGGER "{table}_published" BEFORE INSERT OR UPDATE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION sentra_published()"
    )


def published_as(table: str, parent: str, column: str) -> str:
    """Rows of a published parent go where it went, even when a district was corrected in between."""
    return (
        f'DROP TRIGGER "{table}_published" ON "{table}"; '
        f'CREATE TRIGGER "{table}_published" BEFORE INSERT OR UPDATE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION sentra_published('{parent}', '{column}')"
    )


class Fence(Operation):
    """Put the fences round the named tenant models of an app. Runs once per model."""

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        app: str,
        names: Sequence[str],
        *,
        append_only: Sequence[str] = (),
        published: Sequence[str] = (),
    ) -> None:
        self.app, self.names, self.only, self.shown = app, list(names), list(append_only), list(published)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (
            type(self).__name__,
            [self.app, self.names],
            {"append_only": self.only, "published": self.shown},
        )

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        models = [to_state.apps.get_model(self.app, name) for name in self.names]
        for name, model in zip(self.names, models, strict=True):
            table, shown = model._meta.db_table, name in self.shown
            for statement in (*_row_security(table, published=shown), *_identity(table)):
                schema_editor.execute(statement)
            for statement in _published(table) if shown else ():
                schema_editor.execute(statement)
        for model in models:
            for statement in _references(model):
                schema_editor.execute(statement)
        for name in self.only:
            for statement in _append_only(to_state.apps.get_model(self.app, name)._meta.db_table):
                schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Fences fall with their tables; a table that stays keeps them."""

    def describe(self) -> str:
        return f"Fence {', '.join(self.names)} of {self.app}"


class Refer(Fence):
    """Add only the composite keys of named fields: for a `Within` field added to a fenced table."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for dotted in self.names:
            name, column = dotted.split(".")
            model = to_state.apps.get_model(self.app, name)
            for statement in _references(model):
                if f"_{column}_id_same_tenant" in statement:
                    schema_editor.execute(statement)
