"""Reading what banks hand out: tables of many shapes, MT940, CAMT.053. Pure: bytes in, lines out."""
