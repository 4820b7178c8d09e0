"""When could it be ready? A visitor asks, the makers' real weeks answer: the day a quotation starts from."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sentra.kernel.models import Tenant
from sentra.production.promise import earliest_day
from sentra.production.rules import Rules
from sentra.web.promise.forms import MOST_PIECES

OFTENER = 3  # than enquiries are sent; each answer is a plan made


class HowMany(forms.Form):
    pieces = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=MOST_PIECES)


@dataclass(frozen=True)
class Day:
    """`ready_on` is None where the makers' weeks cannot say: somebody has to be asked."""

    pieces: int
    ready_on: date | None


def day_for(form: forms.Form | None, product_id: int, host: Tenant) -> Day | None:
    """Inside the host's scope; None until a number is asked.

    Promised work of other orders stands; money is not looked at here.
    """
    if not isinstance(form, HowMany) or not form.is_valid():
        return None
    pieces = form.cleaned_data["pieces"]
    wanted = [(product_id, pieces)]
    return Day(pieces, earliest_day(wanted, rules=Rules.of(host.settings), today=timezone.localdate()))
