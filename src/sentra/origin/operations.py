"""The verbs of labels: issue them for pieces that were found good, withdraw them, change the key."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.numbering import next_numbers
from sentra.kernel.operation import note, operation
from sentra.origin.codes import LabelFacts, packed
from sentra.origin.models import Label, SigningKey
from sentra.origin.queries import lot_to_label
from sentra.origin.signing import Signer
from sentra.origin.steps import facts_for, live_key, retire, way_of_product
from sentra.origin.story import shares_of
from sentra.people.roles import Permission
from sentra.quality.models import Inspection, Lot

MOST_AT_ONCE = 500


@operation(needs=Permission.LABEL_GOODS)
def issue_labels(
    lot_id: int, *, kind: str, pieces: int | None = None, signer: Signer, by: Actor, at: datetime
) -> list[Label]:
    """Sign labels for a lot's accepted pieces: `pieces` of them (None: all without one), or one for the lot.

    Each says product, motif, kind of batik, materials and stages with days; it names nobody (decision 0022).
    Refused: nothing accepted, more labels than pieces, a lot that has its label, printing called batik.
    """
    Lot.objects.select_for_update().get(pk=lot_id)
    lot = lot_to_label(lot_id)
    if kind not in Label.Kind.values:
        raise Refused(_("Choose what each label is for."), field="kind")
    good, held, asked = _room(lot, kind, pieces)
    way = way_of_product(lot.assignment.stage.product)
    key, tenant = live_key(signer, at=at)
    told = facts_for(lot, shares_of(lot, zone=by.zone), key=key, way=way, on=by.today(at))
    numbers = next_numbers("label", 0, asked)
    alike = {"lot": lot, "product": lot.assignment.stage.product, "key": key, "way": way, "kind": kind}
    each = good if kind == Label.Kind.LOT else 1
    facts = [
        replace(told, kind=kind, label=number, serial=serial, pieces=good)
        for serial, number in enumerate(numbers, start=held + 1)
    ]
    made = [
        Label(**alike, **_signed(one, signer, tenant), pieces=each, issued_at=at, issued_by=by.user_id)
        for one in facts
    ]
    note(labels=asked, first=numbers[0])
    return Label.objects.bulk_create(made)


def _room(lot: Lot, kind: str, pieces: int | None) -> tuple[int, int, int]:
    """Accepted pieces of the lot, labels of this kind ever issued for it, and how many to issue now."""
    good = Inspection.objects.filter(lot=lot).aggregate(n=Sum("accepted", default=0))["n"]
    if not good:
        raise Refused(_("No piece of this lot has been accepted."))
    every = Label.objects.filter(lot=lot, kind=kind)
    held, live = every.count(), every.filter(revoked_at=None).count()
    if kind == Label.Kind.LOT:
        if live:
            raise Refused(_("This lot has its label. Print it again."))
        return good, held, 1
    asked = good - live if pieces is None else pieces
    if good == live:
        raise Refused(_("Every piece of this lot has its label. Print them again."))
    if not 1 <= asked <= good - live:
        raise Refused(
            _("Only %(most)s pieces of this lot have no label.") % {"most": good - live}, field="pieces"
        )
    return good, held, min(asked, MOST_AT_ONCE)


def _signed(facts: LabelFacts, signer: Signer, tenant: Tenant) -> dict[str, object]:
    payload = packed(facts)
    return {
        "number": facts.label, "serial": facts.serial, "payload": payload,
        "signature": signer.signed(payload, tenant.uid, facts.key),
    }  # fmt: skip


@operation(needs=Permission.LABEL_GOODS)
def revoke_label(label_id: int, *, why: str, by: Actor, at: datetime) -> Label:
    """Withdraw one label: whoever checks it is told since when and why. It cannot be taken back."""
    label = Label.objects.select_for_update().get(pk=label_id)
    if label.revoked_at:
        raise Refused(_("This label has been withdrawn already."))
    _withdraw([label], why, by, at)
    return label


@operation(needs=Permission.LABEL_GOODS)
def revoke_labels(lot_id: int, *, why: str, by: Actor, at: datetime) -> list[Label]:
    """Withdraw all labels of a lot that are still good. Refuses a lot without any."""
    labels = list(Label.objects.select_for_update().filter(lot=lot_id, revoked_at=None).order_by("pk"))
    if not labels:
        raise Refused(_("No label of this lot is in force."))
    _withdraw(labels, why, by, at)
    return labels


def _withdraw(labels: list[Label], why: str, by: Actor, at: datetime) -> None:
    if why not in Label.Why.values:
        raise Refused(_("Choose why."), field="why")
    for label in labels:
        label.revoked_at, label.revoked_by, label.revoked_why = at, by.user_id, why
    Label.objects.bulk_update(labels, ["revoked_at", "revoked_by", "revoked_why"])
    note(why=why, labels=len(labels))


@operation(needs=Permission.MANAGE_STAFF)
def retire_key(key_id: int, *, by: Actor, at: datetime) -> SigningKey:
    """Sign nothing more with this key: the next issue makes a new one. What it signed stays genuine."""
    key = SigningKey.objects.select_for_update().get(pk=key_id)
    if key.retired_at:
        raise Refused(_("This key has been retired already."))
    retire(key, at=at)
    return key
