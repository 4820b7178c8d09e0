"""Parts of the verbs: the key that signs today, what a label says, and an opening that is counted."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction

from sentra.crafts.models import Product, Stage
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within, writer
from sentra.origin.codes import LabelFacts
from sentra.origin.models import LabelLook, SigningKey
from sentra.origin.signing import Signer
from sentra.origin.story import Share, materials_of, stages_of
from sentra.origin.ways import Way, way_of
from sentra.quality.models import Lot


def live_key(signer: Signer, *, at: datetime) -> tuple[SigningKey, Tenant]:
    """The key that signs today; a first one is made, and the next one for another secret."""
    tenant = Tenant.objects.select_for_update(no_key=True).get(pk=writer())  # two issues at once make one key
    held = SigningKey.objects.filter(retired_at=None).first()
    if held and bytes(held.public) == signer.public(tenant.uid, held.number):
        return held, tenant
    if held:
        retire(held, at=at)
    number = SigningKey.objects.count() + 1
    made: SigningKey = SigningKey.objects.create(
        number=number, public=signer.public(tenant.uid, number), made_at=at
    )
    return made, tenant


def retire(key: SigningKey, *, at: datetime) -> None:
    key.retired_at = at
    key.save(update_fields=["retired_at"])


def way_of_product(product: Product) -> Way:
    """Told by all its stages, also those still to come. One query. Refuses printing that is called batik."""
    route = Stage.objects.filter(product=product).values_list("technique", "technique__family")
    named = f"{product.name} {product.motif.name if product.motif else ''}"
    return way_of(product.craft_id, family=product.craft.family, techniques=list(route), named=named)


def facts_for(lot: Lot, shares: Sequence[Share], *, key: SigningKey, way: Way, on: date) -> LabelFacts:
    """What every label of this lot says; number, kind, serial and pieces are put in one by one."""
    stage = lot.assignment.stage
    product = stage.product
    return LabelFacts(
        cooperative=writer(), key=key.number, label=0, kind="piece", finish=stage.finish, way=way.value,
        lot=lot.number, serial=0, pieces=1, issued_on=on, product=product.name,
        motif=product.motif.name if product.motif else "", materials=", ".join(materials_of(stage)),
        stages=stages_of(shares),
    )  # fmt: skip


def count_look(tenant_id: int, label_id: int, *, on: date) -> None:
    """The label's page was opened once more on this day.

    It is no operation: whoever scans a label is nobody we know, and the audit shall not grow with every scan.
    """
    with transaction.atomic(), within(writes=tenant_id), connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{LabelLook._meta.db_table}" (tenant_id, label_id, "on", times) '
            'VALUES (%s, %s, %s, 1) ON CONFLICT (tenant_id, label_id, "on") '
            "DO UPDATE SET times = origin_labellook.times + 1",
            [tenant_id, label_id, on],
        )
