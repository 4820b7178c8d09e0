"""Consents: given on paper or on her phone, withdrawn at any time, kept with the version of their words."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.claims.steps import forget_claims
from sentra.cooperative.membership.steps import WHO, agrees, current, give, who_wrote
from sentra.cooperative.membership.texts import newest
from sentra.cooperative.models import Consent
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.models import Party
from sentra.people.roles import Permission


@operation(needs=Permission.SPEAK_AS_MEMBER)
def give_consent(party_id: int, *, purpose: str, version: str, by: Actor, at: datetime) -> Consent:
    """She agrees to these words, on her phone or on a paper that staff write down.

    Refuses words that are no longer the newest: she has read others (UU 27/2022 art. 20-22).
    """
    wrote = who_wrote(by, party_id)
    if purpose not in newest():
        raise Refused(_("Choose what she agrees to."), field="purpose")
    if version != newest()[purpose].version:
        raise Refused(_("The text has changed. Read it again."), field="version")
    party = Party.objects.select_for_update().get(pk=party_id, kind__in=WHO)
    return give(party.pk, purpose, version=version, wrote=wrote, at=at)


@operation(needs=Permission.SPEAK_AS_MEMBER)
def withdraw_consent(party_id: int, *, purpose: str, by: Actor, at: datetime) -> Consent:
    """She takes it back, from now on; what it allowed stops at once. The row stays.

    Refuses what is not in force, and the membership text while she is a member: the law keeps a register.
    """
    who_wrote(by, party_id)
    held = Consent.objects.select_for_update().filter(party_id=party_id, purpose=purpose, withdrawn_at=None)
    consent = held.first()
    if consent is None:
        raise Refused(_("She has not agreed to this."), field="purpose")
    if purpose == Consent.Purpose.MEMBERSHIP and current(party_id):
        raise Refused(_("A member's register is kept by law. She may leave instead."), field="purpose")
    consent.withdrawn_at = at
    consent.save(update_fields=["withdrawn_at"])
    if purpose == Consent.Purpose.OFFICE:
        forget_claims(party_id)
    return consent


@operation(needs=Permission.SPEAK_AS_MEMBER)
def decline_consent(party_id: int, *, purpose: str, by: Actor, at: datetime) -> Consent:
    """She was asked and says no: kept, so that nobody takes her silence for a yes.

    Refuses what she has agreed to (she takes that back instead), the membership text, and a second no.
    """
    wrote = who_wrote(by, party_id)
    if purpose not in newest() or newest()[purpose].needed:
        raise Refused(_("Choose what she agrees to."), field="purpose")
    party = Party.objects.select_for_update().get(pk=party_id, kind__in=WHO)
    if agrees(party.pk, purpose):
        raise Refused(_("She has agreed to this. She may take it back."), field="purpose")
    if Consent.objects.filter(party=party, purpose=purpose).exists():
        raise Refused(_("She has said no already."), field="purpose")
    made: Consent = Consent.objects.create(
        party=party, purpose=purpose, text_version=newest()[purpose].version, given_at=at, written_by=wrote,
        withdrawn_at=at,
    )  # fmt: skip
    return made
