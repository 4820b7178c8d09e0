"""A QRIS code as text or as a photo of the sticker."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sentra.kernel.pictures import MOST_UPLOAD_BYTES, PictureRefused
from sentra.kernel.qr_reading import texts_in
from sentra.payments.qris.rules import MOST_TEXT
from sentra.web.orders.fields import photo

BEGINS = "000201"


class Look(forms.Form):
    """One of both. What came out stands in `cleaned_data["code"]`."""

    text = forms.CharField(
        label=_("Text of the code"), max_length=2 * MOST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It begins with 000201. Your provider's app can share it."),
    )  # fmt: skip
    picture = photo(_("Photo of the sticker"), required=False)

    def clean_text(self) -> str:
        """Chats and letters break the text into lines."""
        return "".join(self.cleaned_data["text"].splitlines()).strip()

    def clean_picture(self) -> str:
        """What the photo says. Refused by its size before a byte of it is read into memory."""
        upload: UploadedFile[Any] | None = self.cleaned_data["picture"]
        if upload is None:
            return ""
        if (upload.size or 0) > MOST_UPLOAD_BYTES:
            raise forms.ValidationError(_("This photo is too large. Send a smaller one."))
        try:
            found = texts_in(upload.read())
        except PictureRefused as problem:
            raise forms.ValidationError(_("This picture cannot be used. Take another photo.")) from problem
        return _one_of(found)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        text, picture = said.get("text"), said.get("picture")
        if not self.errors and bool(text) is bool(picture):
            raise forms.ValidationError(_("Paste the text or choose a photo, one of both."))
        return said | {"code": text or picture}


def _one_of(found: list[str]) -> str:
    codes = [text.strip() for text in found if text.strip().startswith(BEGINS)]
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise forms.ValidationError(_("There are several QRIS codes in the photo. Photograph one alone."))
    if found:
        raise forms.ValidationError(_("The code in the photo is no QRIS code."))
    raise forms.ValidationError(_("No code can be read in the photo. Take it straight and from near."))


class Code(forms.Form):
    """The text that was looked at."""

    text = forms.CharField(max_length=2 * MOST_TEXT, strip=False)


class Kept(forms.Form):
    code_id = forms.IntegerField(min_value=1, max_value=2**63 - 1)
