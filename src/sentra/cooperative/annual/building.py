"""Builds a pack part by part, telling how far it is; starts again when the books moved meanwhile."""

from collections.abc import Callable
from datetime import datetime

from sentra.cooperative.annual.operations import OPEN, finish_pack, give_up_pack, note_progress
from sentra.cooperative.annual.parts import PARTS, figures_of, joined, year_of
from sentra.cooperative.models import AnnualPack
from sentra.kernel.actor import Actor
from sentra.kernel.pdf import PaperRefused
from sentra.kernel.tenancy import reading

ATTEMPTS = 3
Clock = Callable[[], datetime]


def build(pack_id: int, *, by: Actor, clock: Clock) -> None:
    """Run again it does nothing twice: a finished pack stays. Refused figures end it with their reason."""
    with reading(by):
        pack = AnnualPack.objects.get(pk=pack_id)
    if pack.stage not in OPEN:
        return
    try:
        content, figures = _built(pack, by, clock)
    except (PaperRefused, AssertionError) as trouble:
        give_up_pack(pack_id, trouble=str(trouble), by=by, at=clock())
        return
    finish_pack(pack_id, content=content, figures=figures, by=by, at=clock())


def _built(pack: AnnualPack, by: Actor, clock: Clock) -> tuple[bytes, str]:
    """The file and the print it agrees with. After ATTEMPTS the last one stands: the page says what moved."""
    for _attempt in range(ATTEMPTS):
        before = _figures(pack, by)
        made = [(title, content) for title, content in _parts(pack, by, clock) if content is not None]
        if _figures(pack, by) == before:
            break
    return joined(made), before


def _parts(pack: AnnualPack, by: Actor, clock: Clock) -> list[tuple[str, bytes | None]]:
    found = []
    for done, part in enumerate(PARTS, start=1):
        at = clock()
        with reading(by):
            year = year_of(by.tenant_id, pack.year_end)
            found.append((part.title, part.make(year, by.today(at), at)))
        note_progress(pack.pk, done=done, by=by, at=at)
    return found


def _figures(pack: AnnualPack, by: Actor) -> str:
    with reading(by):
        return figures_of(year_of(by.tenant_id, pack.year_end))
