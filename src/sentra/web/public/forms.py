"""What a visitor asks for. Lines, sizes, or the office's own list of sizes as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.kernel.tables import TableRefused, read_tables
from sentra.orders.facts import EnquiryFacts, Upload
from sentra.orders.size_lists import unreadable
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

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("size_list"):
            self._check_list(said)
        return said

    def _check_list(self, said: dict[str, Any]) -> None:
        """The list needs its product; a file that is lost with the refused form is asked for again."""
        lines = [n for n in range(self.count) if said.get(f"product_{n}")]
        if not lines and "product_0" not in self.errors:
            self.add_error("product_0", _("Choose the product this list is for."))
        if self.errors and "size_list" not in self.errors:
            again = _("Choose “%(name)s” again: the browser sends a file only once.")
            self.add_error("size_list", again % {"name": said["size_list"].name[:60]})

    def asks_for_nothing(self, said: dict[str, Any]) -> bool:
        """A list asks for something: which product is asked beside it."""
        return not said.get("size_list") and super().asks_for_nothing(said)

    def no_pieces(self, n: int, said: dict[str, Any]) -> None:
        """With a list its rows are the pieces; one that cannot be read says so at its own field."""
        upload = said.get("size_list")
        if not upload:
            if "size_list" not in self.errors:
                super().no_pieces(n, said)
            return
        try:
            said[f"pieces_{n}"] = _pieces_in(upload.read())
        except TableRefused as trouble:
            said.pop("size_list")
            self.add_error("size_list", str(unreadable(trouble)))
        upload.seek(0)

    def told(self) -> EnquiryFacts:
        upload = self.cleaned_data["size_list"]
        kept = upload and Upload(
            upload.name, upload.content_type or "application/octet-stream", upload.read()
        )
        return self.facts(size_list=kept or None)


def _pieces_in(content: bytes) -> int:
    """Every row is a piece unless it says more; rows that are unclear count one. Raises TableRefused."""
    return max(1, sum(line.pieces or 1 for line in read_size_list(read_tables(content)).lines))
