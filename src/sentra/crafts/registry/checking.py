"""The check of a file with what the open scope knows: its makers, its confirmed columns. No writes."""

from collections.abc import Mapping, Sequence
from datetime import date

from sentra.crafts.models import ColumnMemory
from sentra.crafts.registry.check import check_workbook
from sentra.crafts.registry.entries import Report
from sentra.crafts.registry.header import find_header
from sentra.crafts.registry.queries import known_makers
from sentra.crafts.registry.refused import refused
from sentra.crafts.registry.vocabulary import REGISTRY
from sentra.crafts.registry.words import key
from sentra.kernel.tables import Sheet, TableRefused, read_tables
from sentra.people.nik import Sealer
from sentra.people.regions import all_regions


def checked(
    content: bytes, district_code: str, *, seal: Sealer, today: date, mapping: Mapping[str, str] | None = None
) -> tuple[Report, dict[str, str]]:
    """The report, and the mapping it was read with: the given one, or what was confirmed for these headers.

    Refuses (field "file") what is no table of makers.
    """
    try:
        sheets = read_tables(content)
        used = dict(_remembered(sheets) if mapping is None else mapping)
        report = check_workbook(
            sheets, office=all_regions().office(district_code), today=today, known=known_makers(),
            mapping=used, digest=seal.print_of,
        )  # fmt: skip
    except TableRefused as trouble:
        raise refused(trouble) from None
    return report, used


def must_be_readable(content: bytes) -> None:
    """Refuses what `checked` would refuse, without looking at the people."""
    try:
        if not any(find_header(sheet, REGISTRY) for sheet in read_tables(content) if not sheet.hidden):
            raise TableRefused("header_not_found")
    except TableRefused as trouble:
        raise refused(trouble) from None


def _remembered(sheets: Sequence[Sheet]) -> dict[str, str]:
    """What this office said of tables with exactly these headers."""
    said: dict[str, str] = {}
    memories = list(ColumnMemory.objects.order_by("confirmed_at"))
    for sheet in sheets if memories else ():
        header = find_header(sheet, REGISTRY)
        headers = [key(column.header) for column in header.columns.all] if header else None
        for memory in memories:
            if memory.headers == headers:
                said |= memory.mapping
    return said
