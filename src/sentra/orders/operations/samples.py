"""The sample a buyer approves before bulk work starts."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.uploads import keep_picture
from sentra.orders import notices
from sentra.orders.models import Order, Sample
from sentra.orders.stages import SAMPLES_SHOWN
from sentra.orders.steps import locked
from sentra.people.roles import Permission


@operation(needs=Permission.QUOTE)
def show_sample(order_id: int, *, picture: bytes | None, by: Actor, at: datetime) -> Sample:
    """Show the buyer a sample piece, with a picture if there is one. Refuses when work has begun."""
    order = _before_work(order_id)
    file = keep_picture(picture, name="contoh", at=at) if picture else None
    sample: Sample = Sample.objects.create(order=order, picture=file, shown_at=at)
    return sample


@operation(needs=Permission.ACCEPT_ORDERS)
def approve_sample(sample_id: int, *, by: Actor, at: datetime) -> Sample:
    """The buyer agrees with the sample: bulk work follows it."""
    return _answered(sample_id, approved=True, remark="", at=at)


@operation(needs=Permission.ACCEPT_ORDERS)
def refuse_sample(sample_id: int, *, remark: str, by: Actor, at: datetime) -> Sample:
    """The buyer wants something changed: says what. Another sample can be shown."""
    if not remark.strip():
        raise Refused(_("Write what the buyer wants changed."), field="remark")
    return _answered(sample_id, approved=False, remark=remark.strip()[:300], at=at)


def _before_work(order_id: int) -> Order:
    order = locked(order_id)
    if order.stage not in SAMPLES_SHOWN:
        raise Refused(_("A sample comes before the work starts."))
    return order


def _answered(sample_id: int, *, approved: bool, remark: str, at: datetime) -> Sample:
    order = _before_work(Sample.objects.values_list("order_id", flat=True).get(pk=sample_id))
    sample: Sample = Sample.objects.select_for_update().get(pk=sample_id)
    if sample.approved is not None:
        raise Refused(_("This sample has already been answered."))
    sample.approved, sample.remark, sample.answered_at = approved, remark, at
    sample.save(update_fields=["approved", "remark", "answered_at"])
    notices.sample_answered(order, sample, at=at)
    return sample
