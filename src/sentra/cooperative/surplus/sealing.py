"""The seal of a run: what it was reckoned from, as one SHA-256. Any figure altered afterwards breaks it.

The canonical text is the facts as sorted JSON, then a line per member by number: `7 [500, 0] [31, 12]`.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from sentra.cooperative.models import SurplusRun

Row = tuple[int, list[int], list[int]]
"""Member number, her bases, her shares."""
FROZEN = ("members_idr", "others_idr", "scheme", "who", "measure", "counted", "outside", "pools", "rests")
KEPT = """
SELECT string_agg(format(E'%%s [%%s] [%%s]\n', number, array_to_string(bases, ', '),
                         array_to_string(shares, ', ')),
                  '' ORDER BY number)
  FROM cooperative_surplusshare WHERE tenant_id = %s AND run_id = %s
"""


def seal(year_end: date, facts: dict[str, Any], rows: Iterable[Row]) -> str:
    """64 hexadecimal digits. The order of the rows does not matter."""
    return _sealed(year_end, facts, "".join(f"{n} {bases} {shares}\n" for n, bases, shares in sorted(rows)))


def frozen_facts(run: SurplusRun) -> dict[str, Any]:
    """What the seal covers besides the members' rows."""
    return {name: getattr(run, name) for name in FROZEN}


def unbroken(run: SurplusRun) -> bool:
    """Does the seal still fit what lies in the tables? One query: the database writes the members' lines."""
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [run.tenant_id, run.pk])
        (text,) = cursor.fetchone()
    return _sealed(run.year_end, frozen_facts(run), text or "") == run.seal


def _sealed(year_end: date, facts: dict[str, Any], members: str) -> str:
    told = f"{year_end:%Y-%m-%d} {json.dumps(facts, sort_keys=True)}\n{members}"
    return hashlib.sha256(told.encode()).hexdigest()
