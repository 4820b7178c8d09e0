"""What makers earned: credits to what the cooperative owes them, for fairness in splitting."""

from datetime import date

from django.db.models import Sum

from sentra.ledger.chart import OWED_TO_ARTISANS
from sentra.ledger.models import Posting


def earned_by_party(*, since: date, until: date) -> dict[int, int]:
    """Party id → rupiah of accepted work booked in [since, until]. One query."""
    earned = Posting.objects.filter(
        account_id=OWED_TO_ARTISANS, booked_on__range=(since, until), amount_idr__lt=0
    )
    return {party: -total for party, total in earned.values_list("party").annotate(total=Sum("amount_idr"))}
