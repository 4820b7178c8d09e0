"""What screens ask about members: the register, candidates, one member, consents, who acts for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from sentra.cooperative.membership.telling import named
from sentra.cooperative.membership.texts import ConsentText, newest, words
from sentra.cooperative.models import Application, Consent, Delegation, Leaving, Member
from sentra.kernel.tenancy import within
from sentra.people.models import Party
from sentra.people.nik import masked
from sentra.people.queries import places

PAGE = 50
WHICH = {"": True, "keluar": False, "semua": None}  # the word in the address → still a member?


@dataclass(frozen=True)
class RegisterRow:
    """A line of the Buku Daftar Anggota."""

    member_id: int
    number: int
    name: str
    village: str
    phone: str
    joined_on: date
    left_on: date | None
    left_how: str  # in the reader's language


@dataclass(frozen=True)
class RegisterPage:
    """`next_after` is the `after` of the next page; None on the last."""

    rows: tuple[RegisterRow, ...]
    next_after: int | None


def register(*, search: str = "", which: str = "", after: int = 0, size: int = PAGE) -> RegisterPage:
    """Members by number, a page at a time. One query, however many.

    `search` looks in names, villages and numbers; `which`: "" members, "keluar" former, "semua" all.
    """
    found = list(_searched(search, which).filter(number__gt=after)[: size + 1])
    rows = tuple(_row(one) for one in found[:size])
    return RegisterPage(rows, rows[-1].number if len(found) > size else None)


def register_all() -> list[RegisterRow]:
    """The whole book, for paper. One query."""
    return [_row(one) for one in _searched("", "semua")]


def register_count(*, search: str = "", which: str = "") -> int:
    return _searched(search, which).count()


def _searched(search: str, which: str) -> QuerySet[Member]:
    found: QuerySet[Member] = Member.objects.select_related("party__village__parent").order_by("number")
    wanted = WHICH.get(which, True)
    if wanted is not None:
        found = found.filter(left_on__isnull=wanted)
    if search:
        by_word = Q(party__name__icontains=search) | Q(party__village__name__icontains=search)
        found = found.filter(
            by_word | Q(number=int(search)) if search.isdecimal() and len(search) < 9 else by_word
        )
    return found


def _row(one: Member) -> RegisterRow:
    village = ", ".join(part for part in places(one.party.village) if part)
    how = str(Member.Left(one.left_how).label) if one.left_how else ""
    return RegisterRow(
        one.pk, one.number, one.party.name, village, one.party.phone, one.joined_on, one.left_on, how
    )


def candidates() -> list[Application]:
    """Who waits for the board, who asked first. One query."""
    asked = Application.objects.filter(stage=Application.Stage.ASKED).select_related(
        "party__village__parent", "claim"
    )
    return list(asked.order_by("asked_on", "pk"))


def decided(*, most: int = 10) -> list[Application]:
    """The last that were decided. One query."""
    found = Application.objects.exclude(stage=Application.Stage.ASKED).select_related("party")
    return list(found.order_by("-decided_on", "-pk")[:most])


def may_ask() -> list[tuple[int, str]]:
    """Makers and persons here who are no members and have not asked, for a form. Two queries."""
    member = Member.objects.filter(left_on__isnull=True).values("party_id")
    asked = Application.objects.filter(stage=Application.Stage.ASKED).values("party_id")
    found = _people().exclude(pk__in=member).exclude(pk__in=asked)
    return named(found)


def people_to_choose(*, but: int = 0) -> list[tuple[int, str]]:
    """Makers and persons here, for a form that names an heir or a delegate. Two queries."""
    return named(_people().exclude(pk=but))


def _people() -> QuerySet[Party]:
    found: QuerySet[Party] = Party.objects.filter(
        kind__in=[Party.Kind.ARTISAN, Party.Kind.PERSON], active=True
    ).order_by("name", "pk")
    return found


@dataclass(frozen=True)
class ConsentRow:
    """One purpose as she stands to it. `words` are those she agreed to, else those she would be asked."""

    purpose: str
    words: ConsentText
    given_at: datetime | None
    by_staff: bool
    asks: str  # the newest version, if she has not agreed to it
    said_no: bool = False


def consents_of(party_id: int) -> list[ConsentRow]:
    """Every purpose, in the order of the texts. One query."""
    every = Consent.objects.filter(party_id=party_id).order_by("pk")
    held: dict[str, Consent] = {}
    for one in every:
        if one.withdrawn_at is None or one.purpose not in held:
            held[one.purpose] = one
    return [_consent(text, held.get(purpose)) for purpose, text in newest().items()]


def _consent(text: ConsentText, held: Consent | None) -> ConsentRow:
    if held is None or held.withdrawn_at is not None:
        no = held is not None
        return ConsentRow(text.purpose, text, None, by_staff=False, asks=text.version, said_no=no)
    asks = "" if held.text_version == text.version else text.version
    told = words(held.purpose, held.text_version)
    return ConsentRow(text.purpose, told, held.given_at, held.written_by is not None, asks)


def agreeing(purpose: str, among: Iterable[int] | None = None) -> set[int]:
    """Parties whose consent for this purpose is in force. One query."""
    found = Consent.objects.filter(purpose=purpose, withdrawn_at=None)
    if among is not None:
        found = found.filter(party_id__in=list(among))
    return set(found.values_list("party_id", flat=True))


def declines(party_id: int, purpose: str) -> bool:
    """Whether she said no to this, or agreed once and has taken it back. One query."""
    return bool(declining(purpose, [party_id]))


def declining(purpose: str, among: Iterable[int]) -> set[int]:
    """Those of these parties who said no, or have taken their yes back. One query."""
    return set(Party.objects.filter(refuses(purpose, "pk"), pk__in=list(among)).values_list("pk", flat=True))


def refuses(purpose: str, party: str) -> Q:
    """For a query about rows that name a party in the column `party`: those whose person says no."""
    said = Consent.objects.filter(party_id=OuterRef(party), purpose=purpose)
    return Q(Exists(said), ~Exists(said.filter(withdrawn_at=None)))


@dataclass(frozen=True)
class MemberStory:
    """One member's page, without the money: that stands in the books."""

    member: Member
    party: Party
    village: str
    nik_masked: str
    consents: list[ConsentRow]
    delegations: list[Delegation]
    leaving: Leaving | None
    before: list[Member]  # earlier memberships of the same person


def member_story(member_id: int) -> MemberStory:
    """Five queries. Raises Member.DoesNotExist outside the scope."""
    member = Member.objects.select_related("party__village__parent", "application").get(pk=member_id)
    party = member.party
    return MemberStory(
        member, party, ", ".join(part for part in places(party.village) if part), masked(party.nik_last4),
        consents_of(party.pk), delegations_of(party.pk), leaving_of(member_id),
        list(Member.objects.filter(party=party).exclude(pk=member_id).order_by("number")),
    )  # fmt: skip


def leaving_of(member_id: int) -> Leaving | None:
    found = Leaving.objects.select_related("member__party", "heir", "resolution__meeting")
    return found.filter(member_id=member_id).exclude(stage=Leaving.Stage.WITHDRAWN).first()


def membership_of(party_id: int) -> Member | None:
    """Her latest membership, running or ended."""
    found: Member | None = Member.objects.filter(party_id=party_id).order_by("-number").first()
    return found


def application_of(party_id: int) -> Application | None:
    """Her application that waits."""
    return Application.objects.filter(party_id=party_id, stage=Application.Stage.ASKED).first()


def delegations_of(party_id: int) -> list[Delegation]:
    """Who acts for her now. One query."""
    held = Delegation.objects.filter(giver_id=party_id, ended_at=None).select_related("delegate")
    return list(held.order_by("pk"))


def acts_for(party_id: int) -> list[Delegation]:
    """For whom she may act now. One query."""
    held = Delegation.objects.filter(delegate_id=party_id, ended_at=None, giver__active=True)
    return list(held.select_related("giver").order_by("giver__name", "pk"))


def in_force(tenant_id: int, delegation_id: int, delegate_id: int) -> Delegation | None:
    """The delegation a phone acts under, asked at every request; None once it has ended."""
    with transaction.atomic(), within(tenant_id):
        return next((one for one in acts_for(delegate_id) if one.pk == delegation_id), None)
