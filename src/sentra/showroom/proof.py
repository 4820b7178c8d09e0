"""Proof that the showroom is true: each row compared with what it must be, each word counted again."""

from django.db import connection

WORDS = """
SELECT word, coalesce(kept.listings, 0), coalesce(real.listings, 0)
  FROM (SELECT word, listings FROM showroom_word) kept
  FULL JOIN (SELECT unnest(spoken) AS word, count(*) AS listings FROM showroom_listing GROUP BY 1) real
 USING (word)
 WHERE kept.listings IS DISTINCT FROM real.listings ORDER BY 1
"""


def differing(tenant_id: int) -> list[tuple[int, str]]:
    """Products whose listing is missing, too many or differs. Inside a scope that reads the tenant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT product, why FROM showroom_differs(%s)", [tenant_id])
        return list(cursor.fetchall())


def miscounted() -> list[tuple[str, int, int]]:
    """Words with the listings counted and the listings that have them, where these differ."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS)
        return list(cursor.fetchall())
