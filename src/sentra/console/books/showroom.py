"""The showroom: each listing is what its product says now, each word is counted as often as it stands."""

from sentra.console.books.found import Found, Row, compare, rows

LISTINGS = """
SELECT coalesce(listed.code, p.code), d.why
  FROM (SELECT id, code FROM crafts_product WHERE tenant_id = %(tenant)s) p
  FULL JOIN (SELECT product_id, code FROM showroom_listing WHERE tenant_id = %(tenant)s) listed
       ON listed.product_id = p.id
  LEFT JOIN showroom_differs(%(tenant)s) d ON d.product = coalesce(p.id, listed.product_id)
 ORDER BY 1
"""
WORDS = """
SELECT word, coalesce(kept.listings, 0), coalesce(standing.listings, 0)
  FROM (SELECT word, listings FROM showroom_word) kept
  FULL JOIN (SELECT unnest(spoken) AS word, count(*) AS listings FROM showroom_listing GROUP BY 1) standing
 USING (word)
 WHERE kept.listings IS DISTINCT FROM standing.listings ORDER BY 1
"""
LIES = {
    "missing": "tidak ada di etalase",
    "too many": "sudah tidak terbit",
    "differs": "berbeda dari datanya",
}


def listings(tenant: int) -> Found:
    return compare(LISTINGS, tenant, _lies)


def words() -> list[str]:
    """Of all organisations together: the vocabulary is one."""
    return [f"kata {word} dihitung {kept}, seharusnya {right}" for word, kept, right in rows(WORDS)]


def _lies(row: Row) -> str | None:
    code, why = row
    return f"barang {code} {LIES[why]}" if why else None
