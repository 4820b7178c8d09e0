"""Where the pack of a book year stands, and whether the figures have moved since."""

from dataclasses import dataclass
from datetime import date

from sentra.cooperative.annual.operations import OPEN
from sentra.cooperative.annual.parts import PARTS, figures_of, year_of
from sentra.cooperative.models import AnnualPack


@dataclass(frozen=True)
class PackState:
    """`ready`: the newest file; `going`: being built; `failed`: the last try, if it failed.

    `stale`: figures moved since the file was built.
    """

    ready: AnnualPack | None
    going: AnnualPack | None
    failed: AnnualPack | None
    stale: bool
    parts: int = len(PARTS)


def pack_state(tenant_id: int, year_end: date) -> PackState:
    """A fixed number of queries, more only while a finished pack is compared with the books."""
    last = list(AnnualPack.objects.filter(year_end=year_end).select_related("file").order_by("-pk")[:20])
    ready = next((one for one in last if one.stage == AnnualPack.Stage.READY), None)
    going = next((one for one in last if one.stage in OPEN), None)
    failed = last[0] if last and last[0].stage == AnnualPack.Stage.FAILED else None
    stale = ready is not None and ready.figures != figures_of(year_of(tenant_id, year_end))
    return PackState(ready, going, failed, stale)
