"""One module a field: a cell as the office typed it goes in, a value and what there is to say about it
come out.

Nothing is guessed without a warning, and what cannot be read is left open, never dropped in silence.
"""

from sentra.crafts.registry.clean.capacity import Capacity, clean_capacity
from sentra.crafts.registry.clean.name import CleanName, clean_name, name_key
from sentra.crafts.registry.clean.nik import CleanNik, clean_nik
from sentra.crafts.registry.clean.phone import Phones, clean_phones
from sentra.crafts.registry.clean.selling import SellingForm, clean_selling_form
from sentra.crafts.registry.clean.status import Status, clean_status
from sentra.crafts.registry.clean.workers import clean_workers

__all__ = [
    "Capacity", "CleanName", "CleanNik", "Phones", "SellingForm", "Status",
    "clean_capacity", "clean_name", "clean_nik", "clean_phones", "clean_selling_form", "clean_status",
    "clean_workers",
    "name_key",
]  # fmt: skip
