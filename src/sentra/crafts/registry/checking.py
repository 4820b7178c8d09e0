"""The check of a file with what the open scope knows: its makers, its confirmed columns. No writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import ColumnMemory, ImportBatch
from sentra.crafts.registry.check import FIELDS, check_workbook
from sentra.crafts.registry.entries import Report
from sentra.crafts.registry.header import find_header
from sentra.crafts.registry.queries import known_makers
from sentra.crafts.registry.refused import refused
from sentra.crafts.registry.vocabulary import REGISTRY
from sentra.crafts.registry.words import key
from sentra.kernel.errors import Refused
from sentra.kernel.tables import Sheet, TableRefused, read_tables
from sentra.people.nik import Sealer
from sentra.people.regions import all_regions


@dataclass(frozen=True)
class Checked:
    """The report, the mapping it was read with, and the lists whose makers it was compared with."""

    report: Report
    mapping: dict[str, str]
    beside: tuple[int, ...]


def checked(
    content: bytes, district_code: str, *, seal: Sealer, today: date, mapping: Mapping[str, str] | None = None
) -> Checked:
    """The report, read with the given mapping or with what was confirmed for these headers.

    Refuses (field "file") what is no table of makers.
    """
    beside = tuple(  # before anybody is compared: a list that comes meanwhile makes this one old
        ImportBatch.objects.filter(state=ImportBatch.State.COMMITTED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    try:
        sheets = read_tables(content)
        used = dict(_remembered(sheets) if mapping is None else mapping)
        report = check_workbook(
            sheets, office=all_regions().office(district_code), today=today, known=known_makers(),
            mapping=used, digest=seal.print_of,
        )  # fmt: skip
    except TableRefused as trouble:
        raise refused(trouble) from None
    return Checked(report, used, beside)


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


def must_make_sense(mapping: Mapping[str, str]) -> None:
    """Refuses two columns for one field, and a field nobody knows."""
    fields = [field for field in mapping.values() if field]
    if not set(fields) <= set(FIELDS):
        raise Refused(_("Choose for every column what it is from the list."), field="mapping")
    if len(fields) != len(set(fields)):
        raise Refused(_("Two columns cannot be the same thing."), field="mapping")
