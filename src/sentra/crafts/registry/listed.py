"""The office's registry as a list: everybody by name, searched and filtered, page by page."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sentra.crafts.models import RegistryEntry
from sentra.people.nik import masked
from sentra.people.queries import places

PAGE = 50


@dataclass(frozen=True)
class RegistryRow:
    """A maker as the office knows her. Capacity in whole `unit`s a month."""

    entry_id: int
    uid: str
    name: str
    business: str
    nik_masked: str
    village: str
    subdistrict: str
    craft: str
    product: str
    capacity: str
    low: int | None
    high: int | None
    unit: str
    workers: int | None
    phone: str
    sells_as: tuple[str, ...]
    sells_to: str
    note: str
    active: bool
    inactive_reason: str  # deceased, moved, stopped
    batch_id: int | None
    taken_by: str = ""  # the cooperative its owner is with; asked by whoever shows it


@dataclass(frozen=True)
class RegistryPage:
    rows: tuple[RegistryRow, ...]
    next_after: int | None


def registry(
    *, search: str = "", village_code: str = "", craft_code: str = "", active: bool | None = None,
    batch_id: int | None = None, after: int | None = None, size: int = PAGE,
) -> RegistryPage:  # fmt: skip
    """The office's makers by name, a page at a time. One query, two with `after` (the last entry before)."""
    found = _entries(search, village_code, craft_code, active)
    if batch_id is not None:
        found = found.filter(batch_id=batch_id)
    if after is not None:
        last = RegistryEntry.objects.filter(pk=after).values_list("name", "pk").first()
        found = _behind(found, *last) if last else found
    rows = [row_of(entry) for entry in found.order_by("name", "pk")[: size + 1]]
    return RegistryPage(tuple(rows[:size]), rows[size - 1].entry_id if len(rows) > size else None)


def registry_behind(
    last: RegistryRow | None, *, search: str = "", village_code: str = "", craft_code: str = "",
    active: bool | None = None, size: int,
) -> list[RegistryRow]:  # fmt: skip
    """The next `size` makers by name, for an export; also if the last one is gone meanwhile. One query."""
    found = _entries(search, village_code, craft_code, active)
    found = _behind(found, last.name, last.entry_id) if last else found
    return [row_of(entry) for entry in found.order_by("name", "pk")[:size]]


def _behind(found: QuerySet[RegistryEntry], name: str, entry_id: int) -> QuerySet[RegistryEntry]:
    return found.filter(Q(name__gte=name), Q(name__gt=name) | Q(pk__gt=entry_id))


def registry_count(
    *, search: str = "", village_code: str = "", craft_code: str = "", active: bool | None = None
) -> int:
    """How many makers the list has in all."""
    return _entries(search, village_code, craft_code, active).count()


def _entries(
    search: str,
    village_code: str,
    craft_code: str,
    active: bool | None,  # noqa: FBT001
) -> QuerySet[RegistryEntry]:
    found: QuerySet[RegistryEntry] = RegistryEntry.objects.select_related("village__parent", "craft")
    if village_code:
        found = found.filter(Q(village_id=village_code) | Q(village__code__startswith=f"{village_code}."))
    if craft_code:
        found = found.filter(craft_id=craft_code)
    if active is not None:
        found = found.filter(active=active)
    for word in search.split():
        found = found.filter(
            Q(name__icontains=word) | Q(business__icontains=word) | Q(village__name__icontains=word)
            | Q(village_text__icontains=word) | Q(product_text__icontains=word)
        )  # fmt: skip
    return found


def row_of(entry: RegistryEntry) -> RegistryRow:
    """An entry as lists show it; its village, with the one above it, and craft are read with it."""
    village, subdistrict = places(entry.village)
    return RegistryRow(
        entry_id=entry.pk, uid=str(entry.uid), name=entry.name, business=entry.business,
        nik_masked=masked(entry.nik_last4), village=village or entry.village_text,
        subdistrict=subdistrict or entry.subdistrict_text,
        craft=entry.craft.name if entry.craft else entry.craft_text, product=entry.product_text,
        capacity=entry.capacity_text, low=entry.capacity_low, high=entry.capacity_high, unit=entry.unit,
        workers=entry.workers, phone=entry.phone, sells_as=tuple(entry.sells_as), sells_to=entry.sells_to,
        note=entry.note, active=entry.active, inactive_reason=entry.inactive_reason, batch_id=entry.batch_id,
    )  # fmt: skip
