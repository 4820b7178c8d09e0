"""What a visitor asks for. Lines, sizes, or the office's own list of sizes as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.kernel.tables import TableRefused, read_tables
from sentra.orders.facts import EnquiryFacts, Upload
from sentra.orders.sizes import read_size_list
from sentra.web.leads.forms import Asking

MOST_BYTES = 5 * 1024 * 1024
TABLES = ".xlsx,.xls,.ods,.csv"


class Enquiry(Asking):
    """`size_list` counts the pieces of the only line without sizes, so that line needs no number."""

    size_list = forms.FileField(
        label=_("Your own list of sizes"),
        required=False,
        help_text=_("Excel or CSV. We count it and ask about unclear rows."),
        widget=forms.FileInput(attrs={"accept": TABLES}),
    )
    field_order = (
        "name",
        "organisation",
        "buyer_kind",
        "phone",
        "email",
        "wished_on",
        "message",
        "size_list",
    )

    def clean_size_list(self) -> Any:
        upload = self.cleaned_data["size_list"]
        if upload and upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return upload

    def no_pieces(self, n: int, said: dict[str, Any]) -> None:
        """With a list its rows are the pieces; a list that cannot be read is refused later."""
        upload = said.get("size_list")
        if not upload:
            super().no_pieces(n, said)
            return
        said[f"pieces_{n}"] = _pieces_in(upload.read())
        upload.seek(0)

    def told(self) -> EnquiryFacts:
        upload = self.cleaned_data["size_list"]
        kept = upload and Upload(
            upload.name, upload.content_type or "application/octet-stream", upload.read()
        )
        return self.facts(size_list=kept or None)


def _pieces_in(content: bytes) -> int:
    """Every row is a piece unless it says more; rows that are unclear count one."""
    try:
        found = read_size_list(read_tables(content))
    except TableRefused:
        return 1
    return max(1, sum(line.pieces or 1 for line in found.lines))
