"""Founders sign the list and pay their initial savings in."""

from datetime import date, datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.founding.signing import Signer, rewrite, signing_party
from sentra.cooperative.founding.steps import held_founding
from sentra.cooperative.models import Application, FounderPayment, Founding, Officer
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import founding_recipes
from sentra.ledger.pool import METHODS, must_have
from sentra.ledger.posting import Booking
from sentra.people.nik import SealedNik
from sentra.people.roles import Permission

COUNTER = "founder"


@operation(needs=Permission.FOUND_COOPERATIVE)
def add_founder(
    *, name: str, phone: str = "", address: str = "", village_code: str = "", represented_by: str = "",
    nik: SealedNik | None = None, another: bool = False, by: Actor, at: datetime, today: date,
) -> Application:  # fmt: skip
    """The next line of the founders' list: a maker, or for a secondary a cooperative and who speaks for it.

    A maker known here by the same name and number is taken. Refuses once the founding meeting was held, and
    a name on the list with the same or an unknown number unless `another` says that this is somebody else.
    """
    founding = held_founding()
    _still_gathering(founding)
    secondary = founding.form == Founding.Form.SECONDARY
    if secondary and not represented_by.strip():
        raise Refused(_("Say who speaks for this cooperative."), field="represented_by")
    told = Signer(name, phone, address, village_code, nik)
    party = signing_party(told, secondary=secondary, another=another, today=today)
    made: Application = Application.objects.create(
        party=party, founder=True, asked_on=today, represented_by=represented_by.strip()[:120]
    )
    return made


@operation(needs=Permission.FOUND_COOPERATIVE)
def correct_founder(
    application_id: int, *, name: str, phone: str = "", address: str = "", represented_by: str = "",
    nik: SealedNik | None = None, by: Actor, at: datetime,
) -> Application:  # fmt: skip
    """What was mistyped on the list; a NIK left empty stays. Refuses once the papers lie with the notary."""
    founding = held_founding()
    _before_the_notary(founding)
    made: Application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("party")
        .get(pk=application_id, founder=True, stage=Application.Stage.ASKED)
    )
    if founding.form == Founding.Form.SECONDARY and not represented_by.strip():
        raise Refused(_("Say who speaks for this cooperative."), field="represented_by")
    rewrite(made.party, Signer(name, phone, address, "", nik))
    made.represented_by = represented_by.strip()[:120]
    made.save(update_fields=["represented_by"])
    return made


@operation(needs=Permission.FOUND_COOPERATIVE, says=("reason",))
def remove_founder(application_id: int, *, reason: str, by: Actor, at: datetime, today: date) -> Application:
    """She does not found with us after all. Refuses while her payment stands, a post, after filing."""
    _before_the_notary(held_founding())
    made: Application = Application.objects.select_for_update().get(
        pk=application_id, founder=True, stage=Application.Stage.ASKED
    )
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    if FounderPayment.objects.filter(party=made.party_id, taken_back_at=None).exists():
        raise Refused(_("Give her back what she paid in first."))
    if Officer.objects.filter(party=made.party_id, ended_on=None).exists():
        raise Refused(_("She holds a post. End it first."))
    made.stage, made.decided_on, made.reason = Application.Stage.WITHDRAWN, today, reason.strip()[:200]
    made.save(update_fields=["stage", "decided_on", "reason"])
    return made


@operation(needs=Permission.FOUND_COOPERATIVE)
def pay_in(
    application_id: int, *, amount_idr: int, method: str, paid_on: date, by: Actor, at: datetime
) -> FounderPayment:
    """Her initial savings, or a part. Refuses more than the drafted principal savings, and a later day."""
    founding = held_founding()
    _before_the_notary(founding)
    made = Application.objects.select_for_update().get(
        pk=application_id, founder=True, stage=Application.Stage.ASKED
    )
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    if paid_on > by.today(at) or paid_on < founding.begun_on:
        raise Refused(_("Give a day since the group began, not in the future."), field="paid_on")
    whole = rules_on(by.today(at)).number("principal_savings_idr")
    if not 0 < amount_idr <= whole - _paid(made.party_id):
        raise Refused(_("The initial savings of one founder are the principal savings."), field="amount_idr")
    paid: FounderPayment = FounderPayment.objects.create(
        party_id=made.party_id, amount_idr=amount_idr, method=method, paid_on=paid_on, written_by=by.user_id,
        year=paid_on.year, number=next_number(COUNTER, paid_on.year),
    )  # fmt: skip
    founding_recipes.founder_paid(
        paid.pk, Booking(paid_on, by, at), party_id=made.party_id, amount_idr=amount_idr, method=method
    )
    return paid


@operation(needs=Permission.FOUND_COOPERATIVE, says=("reason",))
def take_back_payment(
    payment_id: int, *, reason: str, by: Actor, at: datetime, today: date
) -> FounderPayment:
    """Written down wrongly, or given back: the record stays and says why.

    Refuses what the cash box or the bank does not hold, and anything once the papers lie with the notary.
    """
    _before_the_notary(held_founding())
    paid: FounderPayment = FounderPayment.objects.select_for_update().get(pk=payment_id)
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    if paid.taken_back_at is not None:
        raise Refused(_("This payment can no longer be taken back."))
    must_have(paid.amount_idr, paid.method)
    paid.taken_back_at, paid.taken_back_reason = at, reason.strip()[:160]
    paid.save(update_fields=["taken_back_at", "taken_back_reason"])
    founding_recipes.founder_payment_taken_back(
        paid.pk, Booking(today, by, at), party_id=paid.party_id, amount_idr=paid.amount_idr,
        method=paid.method,
    )  # fmt: skip
    return paid


def _paid(party_id: int) -> int:
    standing = FounderPayment.objects.filter(party_id=party_id, taken_back_at=None)
    return int(standing.aggregate(idr=Sum("amount_idr", default=0))["idr"])


def _still_gathering(founding: Founding) -> None:
    if founding.stage != Founding.Stage.GATHERING:
        raise Refused(_("The founding meeting was held: its list of founders stands."))


def _before_the_notary(founding: Founding) -> None:
    """The papers name the founders and the capital: both stand while the notary and the ministry look."""
    if founding.stage == Founding.Stage.FILED:
        raise Refused(_("The papers lie with the notary. Take them back first."))
    if founding.stage not in (Founding.Stage.GATHERING, Founding.Stage.MET):
        raise Refused(_("This founding has ended."))
