"""The sentence for a file that cannot be read as a table of makers."""

from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.tables import TableRefused

SENTENCES: Final[dict[str, Any]] = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 12 MB."),
    "not_a_table": _("This is no table. Use Excel, LibreOffice or CSV."),
    "web_page": _("This is a web page named like a table. Save it as Excel first."),
    "encrypted": _("The file is protected by a password. Save it without one."),
    "broken": _("The file is broken. Open it in Excel and save it again."),
    "bomb": _("The file unpacks to far too much. It was not opened."),
    "too_complex": _("The file takes too much time or memory. Save only the table."),
    "too_many_sheets": _("The file has too many sheets."),
    "too_many_rows": _("The file has too many rows."),
    "too_many_columns": _("The file has too many columns."),
    "cell_too_long": _("A cell of the file holds too much text."),
    "header_not_found": _("No table of makers was found: a column with names is needed."),
}


def source_of(refusal: Refused) -> str:
    """The sentence as it stands in the source: a job keeps that, each reader gets it in her language."""
    with translation.override(None):
        return str(refusal)


def refused(trouble: TableRefused, field: str = "file") -> Refused:
    """What the person who sent the file is told."""
    return Refused(SENTENCES[trouble.code], field=field)
