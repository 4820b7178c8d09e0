"""Short links that count: one for each channel."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.roles import Permission
from sentra.showroom.models import ShortLink


@operation(needs=Permission.MANAGE_PRODUCTS)
def make_links(product_id: int | None, *, by: Actor, at: datetime) -> list[ShortLink]:
    """A short link for each channel to this product, or with None to all goods. What is there already stays.

    Refuses a product that is not shown to everybody.
    """
    Tenant.objects.select_for_update(no_key=True).get(pk=by.tenant_id)  # numbers follow each other
    if product_id is not None and not Product.objects.get(pk=product_id).published:
        raise Refused(_("This product is not shown to everybody yet."))
    held = set(ShortLink.objects.filter(product=product_id).values_list("channel", flat=True))
    last = ShortLink.objects.order_by("-number").values_list("number", flat=True).first() or 0
    wanted = [one for one in ShortLink.Channel if one.value not in held]
    return [
        ShortLink.objects.create(
            number=number, product_id=product_id, channel=channel, made_at=at, made_by=by.user_id
        )
        for number, channel in enumerate(wanted, start=last + 1)
    ]
