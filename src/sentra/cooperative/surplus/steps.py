"""What several verbs of the surplus do inside their transaction."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import SurplusRun, SurplusShare
from sentra.cooperative.surplus.sealing import seal
from sentra.kernel.errors import Refused

FROZEN = ("members_idr", "others_idr", "scheme", "who", "measure", "counted", "outside", "pools", "rests")


def frozen_facts(run: SurplusRun) -> dict[str, Any]:
    """What the seal covers besides the members' rows."""
    return {name: getattr(run, name) for name in FROZEN}


def unbroken(run: SurplusRun) -> bool:
    """Does the seal still fit what lies in the tables?"""
    rows = SurplusShare.objects.filter(run=run).values_list("number", "bases", "shares")
    return seal(run.year_end, frozen_facts(run), rows.iterator(chunk_size=10_000)) == run.seal


def must_be_unbroken(run: SurplusRun) -> None:
    if not unbroken(run):
        raise Refused(_("Figures of this reckoning were altered. Do not book it; reckon it anew."))
