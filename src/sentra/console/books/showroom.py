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
CHOICES = """
SELECT slug, kind, label, coalesce(kept.listings, 0), coalesce(standing.listings, 0)
  FROM showroom_choice kept
  FULL JOIN (SELECT l.slug, l.district_code, c.kind, c.value, c.label, count(*) AS listings
               FROM showroom_listing l,
                    showroom_choices(l.craft_code, l.craft, l.motif_id, l.motif, l.makers, l.finishes) c
              GROUP BY 1, 2, 3, 4, 5) standing
 USING (slug, district_code, kind, value, label)
 WHERE kept.listings IS DISTINCT FROM standing.listings ORDER BY 1, 2, 3
"""
LIES = {
    "missing": "tidak ada di etalase",
    "too many": "sudah tidak terbit",
    "differs": "berbeda dari datanya",
}


def listings(tenant: int) -> Found:
    return compare(LISTINGS, tenant, _lies)


def counts() -> list[str]:
    """Of all organisations together: the vocabulary is one."""
    wrong = [f"kata {word} dihitung {kept}, seharusnya {right}" for word, kept, right in rows(WORDS)]
    return wrong + [
        f"{slug}: pilihan {kind} {label} dihitung {kept}, seharusnya {right}"
        for slug, kind, label, kept, right in rows(CHOICES)
    ]


def _lies(row: Row) -> str | None:
    code, why = row
    return f"barang {code} {LIES[why]}" if why else None
