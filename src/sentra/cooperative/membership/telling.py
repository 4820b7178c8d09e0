"""How people are named in a list to choose from: two of one name are told apart by number and village."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sentra.cooperative.models import Member
from sentra.people.models import Party


def named(parties: QuerySet[Party]) -> list[tuple[int, str]]:
    """(party, "Siti · no. 12 · Teluk Karya") by name; what is not known is left out. Two queries."""
    found = parties.select_related("village").order_by("name", "pk")
    held = Member.objects.filter(left_on=None)
    numbers = dict(held.values_list("party_id", "number"))
    return [(one.pk, told_apart(one, numbers.get(one.pk))) for one in found]


def told_apart(party: Party, number: int | None = None) -> str:
    """One label: the name, the member's number, then the village or else the address."""
    known = _("no. %(number)s") % {"number": number} if number else ""
    place = party.village.name if party.village else party.address
    return " · ".join(part for part in (party.name, known, place) if part)
