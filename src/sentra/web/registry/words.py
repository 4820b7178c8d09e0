"""What the check's codes are called on the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELDS: dict[str, Promise] = {
    "number": _("Running number"),
    "name": _("Name of the maker"),
    "nik": pgettext_lazy("identity number", "NIK"),
    "business": _("Name of the business"),
    "address": _("Address"),
    "village": _("Village"),
    "subdistrict": _("Sub-district"),
    "district": _("District"),
    "craft": _("Craft"),
    "product": _("Product"),
    "capacity": _("Capacity"),
    "unit": _("Unit"),
    "workers": _("Workers"),
    "workers_male": _("Workers, men"),
    "workers_female": _("Workers, women"),
    "phone": _("Phone"),
    "selling_form": _("Sold as raw, half-finished or finished"),
    "sold_to": _("Sold to"),
    "notes": _("Remarks"),
    "sex": _("Sex"),
    "born_on": _("Date of birth"),
}
HOW: dict[str, Promise] = {
    "part": _("read by a part of its name"),
    "alike": _("looks like a known name"),
    "officer": _("you said so"),
}
LEFT_OUT: dict[str, Promise] = {
    "continued": _("goes on with the person above"),
    "numbering": _("numbers of the columns"),
    "header": _("heading of the columns"),
    "total": _("a total"),
    "heading": _("a heading"),
    "signature": _("a signature"),
    "remark": _("a remark"),
    "summary": _("a summary"),
    "only_number": _("only a number"),
    "stray": _("no person"),
}
INACTIVE: dict[str, Promise] = {"deceased": _("died"), "moved": _("moved away"), "stopped": _("stopped")}
SELLS_AS: dict[str, Promise] = {
    "raw": _("Raw"),
    "half_finished": _("Half-finished"),
    "finished": _("Finished"),
}
LEVELS = {"rejected": "circle-x", "duplicate": "copy", "warning": "triangle-alert", "note": "info"}
