"""What an officer gives the import: a file, what its columns are, a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sentra.crafts.registry.queries import SheetShown
from sentra.crafts.registry.refused import SENTENCES
from sentra.kernel.table_limits import FILE_BYTES
from sentra.web.registry.words import FIELDS, HOW

ACCEPT = ".xlsx,.xls,.xlsm,.ods,.csv"


class Upload(forms.Form):
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refused by its size before a byte of it is read into memory."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_BYTES:
            raise forms.ValidationError(SENTENCES["too_large"])
        return file


class Columns(forms.Form):
    """One select for each column that has a heading. Only what the officer changes becomes her word."""

    def __init__(self, data: Any = None, *, sheets: Sequence[SheetShown], **more: Any) -> None:
        super().__init__(data, **more)
        self.sheets = sheets
        choices = [("", _("Leave it aside")), *FIELDS.items()]
        for name, column in self._columns():
            self.fields[name] = forms.ChoiceField(
                label=column.header, choices=choices, initial=column.field, required=False,
                help_text=str(HOW.get(column.how, "")),
            )  # fmt: skip

    def _columns(self) -> list[tuple[str, Any]]:
        return [
            (f"column_{sheet_at}_{at}", column)
            for sheet_at, sheet in enumerate(self.sheets)
            for at, column in enumerate(sheet.columns)
            if column.header
        ]

    def by_sheet(self) -> list[tuple[SheetShown, list[forms.BoundField]]]:
        """The selects sheet by sheet, for the screen."""
        return [
            (sheet, [self[name] for name, _column in self._columns() if name.startswith(f"column_{at}_")])
            for at, sheet in enumerate(self.sheets)
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for at, _sheet in enumerate(self.sheets):
            taken: set[str] = set()
            for name in self.fields:
                field = said.get(name) if name.startswith(f"column_{at}_") else ""
                if field and field in taken:
                    self.add_error(name, _("Two columns cannot be the same thing."))
                taken.add(field or "")
        return said

    def mapping(self) -> dict[str, str]:
        """Header → field where the officer says something else than was read, or said so before."""
        return {
            column.header: self.cleaned_data[name]
            for name, column in self._columns()
            if self.cleaned_data[name] != column.field or column.how == "officer"
        }


class Undo(forms.Form):
    reason = forms.CharField(label=_("Why is it undone?"), max_length=160)
