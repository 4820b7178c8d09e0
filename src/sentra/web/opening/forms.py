"""What is given for opening balances: the day they are of, the filled file, a reason."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sentra.crafts.registry.refused import SENTENCES
from sentra.kernel.table_limits import FILE_BYTES
from sentra.web.orders.fields import day

ACCEPT = ".xlsx,.xls,.xlsm,.ods"


class Bring(forms.Form):
    on = day(_("Balances at the end of this day"))
    file = forms.FileField(
        label=_("The filled file"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refused by its size before a byte of it is read into memory."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_BYTES:
            raise forms.ValidationError(SENTENCES["too_large"])
        return file
