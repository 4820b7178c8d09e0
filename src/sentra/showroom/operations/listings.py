"""Count all listings again. Daily work needs it never: check-books proves it."""

from datetime import datetime

from django.db import connection

from sentra.crafts.models import Product
from sentra.kernel.actor import Actor
from sentra.kernel.operation import operation
from sentra.people.roles import Permission
from sentra.showroom.models import ShowroomListing


@operation(needs=Permission.MANAGE_PRODUCTS)
def rebuild_showroom(*, by: Actor, at: datetime) -> int:
    """Write every listing of this cooperative again where it differs. Returns how many stand now."""
    listed = ShowroomListing.objects.filter(tenant_id=by.tenant_id)
    gone = set(listed.values_list("product_id", flat=True))
    every = sorted(gone | set(Product.objects.values_list("pk", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT showroom_refresh(%s::bigint[])", [every])
    return listed.count()
