"""What both sides ask about claims: hers and the answer, what an office handed over, the office's desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from sentra.cooperative.claims.steps import OVER
from sentra.cooperative.membership.telling import named
from sentra.cooperative.models import Application, Claim, ClaimAnswer
from sentra.crafts.models import RegistryEntry
from sentra.crafts.registry.listed import RegistryRow, row_of
from sentra.people.models import Party, Region
from sentra.people.queries import places

MOST = 8
LOOKED_AT = 200


@dataclass(frozen=True)
class Asked:
    """A claim of ours and what the office said, if it has."""

    claim: Claim
    answer: ClaimAnswer | None

    @property
    def waits(self) -> bool:
        return self.claim.state == Claim.State.WAITING and self.answer is None

    @property
    def returned(self) -> bool:
        """The office has taken back what we took over. She may ask again."""
        return self.claim.state == Claim.State.RETURNED

    @property
    def confirmed(self) -> bool:
        """The office said yes and we have not taken it over."""
        return self.claim.state == Claim.State.WAITING and self.answer is not None and self.answer.granted

    @property
    def refused(self) -> bool:
        return self.claim.state == Claim.State.WAITING and self.answer is not None and not self.answer.granted


def _with_answers(claims: Sequence[Claim]) -> list[Asked]:
    """One query."""
    uids = [one.uid for one in claims if one.state == Claim.State.WAITING]
    said = ClaimAnswer.addressed.filter(claim_uid__in=uids, ended_at=None).select_related("tenant")
    by_claim = {(one.claim_uid, one.tenant.uid): one for one in said}
    return [Asked(one, by_claim.get((one.uid, one.reader_uid or UUID(int=0)))) for one in claims]


def claim_of(party_id: int) -> Asked | None:
    """Her claim that stands or was returned last, with the answer. Two queries."""
    kept = Claim.objects.filter(party_id=party_id).exclude(state=Claim.State.WITHDRAWN)
    found = kept.order_by("-pk").first()
    return _with_answers([found])[0] if found else None


def claims() -> list[Asked]:
    """Ours that are not taken over yet, the oldest first. Two queries."""
    found = Claim.objects.filter(state=Claim.State.WAITING).select_related("party")
    return _with_answers(list(found.order_by("asked_at", "pk")))


def handed_over() -> list[ClaimAnswer]:
    """Entries an officer handed to us with the person beside her, not taken over yet. Two queries."""
    known = {
        str(uid) for uid in Claim.objects.filter(state=Claim.State.TAKEN).values_list("entry_uid", flat=True)
    }
    found = ClaimAnswer.addressed.filter(claim_uid=None, granted=True, ended_at=None).order_by(
        "decided_at", "pk"
    )
    return [one for one in found.select_related("tenant") if one.facts["uid"] not in known]


def may_claim() -> list[tuple[int, str]]:
    """Candidates here without a claim, for a form. Two queries."""
    claimed = Claim.objects.exclude(state__in=OVER).values("party_id")
    asked = Application.objects.filter(stage=Application.Stage.ASKED).exclude(party_id__in=claimed)
    return named(Party.objects.filter(pk__in=asked.values("party_id")))


# The office's side.


@dataclass(frozen=True)
class DeskRow:
    claim: Claim
    village: str


def desk() -> list[DeskRow]:
    """Claims sent to this office that wait, the oldest first. Three queries."""
    answered = ClaimAnswer.objects.filter(ended_at=None, claim_uid__isnull=False).values("claim_uid")
    found = list(
        Claim.addressed.filter(state=Claim.State.WAITING).exclude(uid__in=answered).order_by("asked_at", "pk")
    )
    named = _villages(one.village_code for one in found)
    return [DeskRow(one, named.get(one.village_code, "")) for one in found]


def answered(*, most: int = 20) -> list[ClaimAnswer]:
    """Our last answers. One query."""
    return list(ClaimAnswer.objects.select_related("entry").order_by("-decided_at", "-pk")[:most])


def _villages(codes: Iterable[str]) -> dict[str, str]:
    found = Region.objects.filter(pk__in={code for code in codes if code}).select_related("parent")
    return {one.pk: ", ".join(part for part in places(one) if part) for one in found}


@dataclass(frozen=True)
class Likely:
    """An entry she may be: what agrees with what she says, and who claimed it."""

    row: RegistryRow
    same_phone: bool
    same_village: bool
    same_name: bool
    taken_by: str


@dataclass(frozen=True)
class ClaimStory:
    claim: Claim
    village: str
    answer: ClaimAnswer | None
    likely: list[Likely]


def claim_story(uid: UUID, *, search: str = "") -> ClaimStory:
    """One claim and whom it may be, the likeliest first. Six queries. Raises Claim.DoesNotExist."""
    claim = Claim.addressed.get(uid=uid)
    answer = ClaimAnswer.objects.filter(claim_uid=uid, ended_at=None).first()
    village = _villages([claim.village_code]).get(claim.village_code, "")
    return ClaimStory(claim, village, answer, [] if answer else likely(claim, search=search))


def likely(claim: Claim, *, search: str = "") -> list[Likely]:
    """Entries that agree in phone or name, first those that agree in most; or all that `search` finds."""
    words = (search or claim.name).split()[:4]
    by_name = Q()
    for word in words:
        by_name |= Q(name__icontains=word)
    by_phone = Q(phone=claim.phone) | Q(phone_other=claim.phone) if claim.phone and not search else Q()
    if not words and not by_phone:
        return []
    every = RegistryEntry.objects.select_related("village__parent", "craft")
    near = every.filter(by_phone | by_name if by_phone else by_name).order_by("name", "pk")
    found = list(near[:LOOKED_AT])
    taken = claimed_by(one.pk for one in found)
    rows = [_likely(claim, one, taken.get(one.pk, ""), {word.casefold() for word in words}) for one in found]
    return sorted(rows, key=lambda one: -_weight(one))[:MOST]


def _likely(claim: Claim, entry: RegistryEntry, taken: str, words: set[str]) -> Likely:
    same_phone = bool(claim.phone) and claim.phone in (entry.phone, entry.phone_other)
    same_village = bool(claim.village_code) and (entry.village_id or "") == claim.village_code
    return Likely(row_of(entry), same_phone, same_village, words <= set(entry.name.casefold().split()), taken)


def _weight(one: Likely) -> int:
    return 4 * one.same_phone + 3 * one.same_name + 2 * one.same_village


def claimed_by(entry_ids: Iterable[int]) -> dict[int, str]:
    """Entry → the cooperative its owner is with. One query."""
    found = ClaimAnswer.objects.filter(entry_id__in=list(entry_ids), granted=True, ended_at=None)
    return dict(found.values_list("entry_id", "cooperative"))
