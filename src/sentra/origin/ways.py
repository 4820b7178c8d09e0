"""Which kind of batik a product is, told by the techniques of its stages, never by its name.

Batik is made with hot wax; tulis is drawn, cap is stamped, kombinasi is both (SNI 0239). A cloth that is
printed with such a pattern is printed cloth: it never carries a batik label.
"""

import re
from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused

PRINTING = "printing"  # family of techniques


class Way(models.TextChoices):
    OTHER = "other", _("Handicraft")
    TULIS = "tulis", _("Hand-drawn batik")
    CAP = "cap", _("Stamped batik")
    KOMBINASI = "kombinasi", _("Drawn and stamped batik")
    CIPRAT = "ciprat", _("Splashed batik")
    PRINTED = "printed", _("Printed, not batik")


BATIK = (Way.TULIS, Way.CAP, Way.KOMBINASI, Way.CIPRAT)
_WAX = {"canting-tulis": Way.TULIS, "cap": Way.CAP, "ciprat": Way.CIPRAT}
_CLAIMS = {f"batik-{way.value}": way for way in BATIK}
_BATIK = re.compile(r"\bbatik\b", re.IGNORECASE)


def way_of(craft: str, *, family: str, techniques: Collection[tuple[str, str]], named: str) -> Way:
    """`techniques`: code and family of every stage of the route; `named`: product and motif as they are sold.

    Refuses printing beside wax or under the name of batik, batik without wax, and a craft its stages deny.
    """
    wax = {_WAX[code] for code, _family in techniques if code in _WAX}
    if any(kind == PRINTING for _code, kind in techniques):
        if wax or family == "batik" or _BATIK.search(named):
            raise Refused(_("This product is printed. It may not be called batik."))
        return Way.PRINTED
    if not wax:
        if family == "batik":
            raise Refused(_("No stage of this product works with wax. It is no batik."))
        return Way.OTHER
    found = Way.CIPRAT if Way.CIPRAT in wax else wax.pop() if len(wax) == 1 else Way.KOMBINASI
    if _CLAIMS.get(craft, found) != found:
        raise Refused(
            _("By its stages this is %(way)s. Correct the product's craft.") % {"way": found.label.lower()}
        )
    return found
