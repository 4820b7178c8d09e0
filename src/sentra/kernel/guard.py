"""Sentra refuses to serve as a database role that row security and the append-only fences do not bind.

A superuser and a BYPASSRLS role see every tenant; an owner of the tables can switch the fences off; a role
that may become one of these is one of these. Called where a process starts to serve (web, worker).
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

POWERS = """
SELECT current_user, r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT FROM pg_roles other WHERE (other.rolsuper OR other.rolbypassrls)
                AND NOT r.rolsuper AND pg_has_role(current_user, other.oid, 'MEMBER')),
       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
           AND pg_has_role(current_user, c.relowner, 'MEMBER')),
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname = 'ledger_posting'
           AND has_table_privilege(c.oid, 'TRUNCATE'))
  FROM pg_roles r WHERE r.rolname = current_user
"""


def powers(database: Any = connection) -> str | None:
    """What makes the connected role too powerful to serve, as the end of a sentence; None for a plain one."""
    with database.cursor() as cursor:
        cursor.execute(POWERS)
        role, superuser, bypasses, becomes, owned, truncates = cursor.fetchone()
    if superuser:
        return f"{role} is a superuser: row security does not bind it"
    if bypasses:
        return f"{role} has BYPASSRLS: it sees every cooperative"
    if becomes:
        return f"{role} may become a role that row security does not bind"
    if owned:
        return f"{role} owns {owned} of the tables: it could switch their fences off"
    if truncates:
        return f"{role} may TRUNCATE the books"
    return None


def refuse_powerful_role(database: Any = connection) -> None:
    """Raise ImproperlyConfigured unless the role of this connection is a plain one."""
    if found := powers(database):
        raise ImproperlyConfigured(
            f"Sentra does not serve as this database role: {found}. "
            "Connect as the plain application role (DATABASE_URL; see docs/operate/README.md)."
        )
