"""No row names a row of another tenant.

Every reference is swept: those the catalogue fences, and those it should.
"""

from functools import cache

from django.apps import apps
from django.db import connection

from sentra.console.books.found import Found, rows
from sentra.kernel.fields import Within

# Two-column foreign keys (tenant_id, x) → (tenant_id, id), as PostgreSQL knows them.
FENCED = """
SELECT child.relname, attribute.attname, parent.relname
  FROM pg_constraint c
  JOIN pg_class child ON child.oid = c.conrelid JOIN pg_class parent ON parent.oid = c.confrelid
  JOIN pg_attribute attribute ON attribute.attrelid = c.conrelid AND attribute.attnum = c.conkey[2]
 WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 2
"""
STRAYS = """
SELECT child.id, parent.tenant_id FROM {child} child LEFT JOIN {parent} parent ON parent.id = child.{column}
 WHERE child.tenant_id = %(tenant)s AND child.{column} IS NOT NULL
   AND parent.tenant_id IS DISTINCT FROM child.tenant_id
 ORDER BY child.id
"""


@cache
def references() -> tuple[tuple[str, str, str], ...]:
    """(table, column, table it names): the catalogue's, and the models' in case a fence is missing."""
    fenced = {(child, column, parent) for child, column, parent in rows(FENCED)}
    meant = {
        (model._meta.db_table, str(field.column), field.related_model._meta.db_table)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, Within)
    }
    return tuple(sorted(fenced | meant))


def same_tenant(tenant: int) -> Found:
    quote = connection.ops.quote_name
    faults = []
    for child, column, parent in references():
        statement = STRAYS.format(child=quote(child), column=quote(column), parent=quote(parent))
        for row, owner in rows(statement, tenant=tenant):
            whose = f"koperasi nomor {owner}" if owner else "baris yang tidak ada"
            faults.append(f"{child} {row}: {column} menunjuk ke {whose}")
    return Found(len(references()), faults)
