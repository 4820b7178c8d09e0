"""Row-level security and same-tenant keys for the kernel's tables; the cache table for rate limits."""

from django.db import migrations

from sentra.kernel.fences import SCOPE_FUNCTIONS, Fence

CACHE = """
CREATE TABLE kernel_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX kernel_cache_expires ON kernel_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL(SCOPE_FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(CACHE, "DROP TABLE kernel_cache"),
        Fence(
            "kernel",
            ["AuditRow", "Counter", "Notice", "Once", "Received", "StoredFile"],
            append_only=["AuditRow", "Once", "Received"],
        ),
    ]
