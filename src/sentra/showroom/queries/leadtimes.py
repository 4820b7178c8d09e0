"""How long one piece of each published product would take, from the makers' free weeks."""

from datetime import date

from sentra.crafts.models import Product
from sentra.production.promise import WEEKS, earliest_day
from sentra.production.rules import Rules


def lead_times(*, rules: Rules, today: date) -> dict[int, int]:
    """Product → whole weeks from `today`, rounded up; left out where the makers' next year cannot say.

    A plan is made for each product, about a tenth of a second each: work for a night.
    """
    published = Product.objects.filter(published=True).values_list("pk", flat=True).order_by("pk")
    days = {product: earliest_day([(product, 1)], rules=rules, today=today) for product in published}
    weeks = {product: -(-(day - today).days // 7) for product, day in days.items() if day}
    return {product: count for product, count in weeks.items() if count < WEEKS}
