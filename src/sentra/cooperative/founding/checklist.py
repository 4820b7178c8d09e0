"""What a founding needs, all of it always shown: what is there, what is missing, by which law."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.founding.law import Least, founders_needed
from sentra.cooperative.models import Application, FounderPayment, Founding, Meeting, Officer, Resolution

POSTS = (Officer.Post.CHAIR, Officer.Post.SECRETARY, Officer.Post.TREASURER, Officer.Post.SUPERVISOR)


@dataclass(frozen=True)
class Item:
    """One line of the list. `told` says how far it is; `page` is the name of the screen where it is done."""

    code: str
    label: str | Promise
    done: bool
    told: str | Promise
    page: str


@dataclass(frozen=True)
class Founder:
    """One line of the founders' list, in the order of signing: the order of the members' register later."""

    application: Application
    number: int
    paid_idr: int
    due_idr: int
    payments: tuple[FounderPayment, ...]

    @property
    def paid(self) -> bool:
        return self.paid_idr >= self.due_idr


@dataclass(frozen=True)
class Checklist:
    founding: Founding
    needed: Least
    founders: tuple[Founder, ...]
    items: tuple[Item, ...]

    @property
    def before_filing(self) -> tuple[Item, ...]:
        return tuple(one for one in self.items if one.code not in {"filed", "approved"})

    @property
    def done(self) -> int:
        return sum(one.done for one in self.items)

    @property
    def paid_idr(self) -> int:
        return sum(one.paid_idr for one in self.founders)


def founders(*, today: date) -> tuple[Founder, ...]:
    """Who founds, in the order of signing, with what each has paid in. Three queries."""
    due = rules_on(today).number("principal_savings_idr")
    signed = Application.objects.filter(founder=True, stage__in=["asked", "accepted"])
    paid: dict[int, list[FounderPayment]] = {}
    for one in FounderPayment.objects.filter(taken_back_at=None).order_by("pk"):
        paid.setdefault(one.party_id, []).append(one)
    return tuple(
        Founder(one, at, sum(each.amount_idr for each in paid.get(one.party_id, [])), due,
                tuple(paid.get(one.party_id, [])))
        for at, one in enumerate(signed.select_related("party__village").order_by("pk"), start=1)
    )  # fmt: skip


def checklist(*, today: date) -> Checklist:
    """The whole list. A constant number of queries. Raises Founding.DoesNotExist where nothing is founded."""
    founding: Founding = Founding.objects.select_related("meeting").get()
    needed = founders_needed(founding.form, today)
    signed = founders(today=today)
    items = (
        _signed(needed, len(signed)), _drafted(today), _saved(signed), *_met(founding), _officers(),
        _filed(founding), _approved(founding),
    )  # fmt: skip
    return Checklist(founding, needed, signed, items)


def _signed(needed: Least, count: int) -> Item:
    words = {"count": count, "least": needed.least, "source": needed.source}
    told = _("%(count)s have signed, at least %(least)s are needed (%(source)s).") % words
    return Item("founders", _("Founders"), count >= needed.least, told, "founders")


def _drafted(today: date) -> Item:
    rules = rules_on(today)
    done = bool(rules.word("seat").strip() and rules.word("business").strip())
    told = _("Every rule has a value.") if done else _("The seat of the cooperative is missing.")
    return Item("rules", _("Rules drafted"), done, told, "rules")


def _saved(signed: tuple[Founder, ...]) -> Item:
    paid = sum(one.paid for one in signed)
    told = _("%(paid)s of %(all)s founders have paid in full.") % {"paid": paid, "all": len(signed)}
    return Item("savings", _("Initial savings paid"), bool(signed) and paid == len(signed), told, "founders")


def _met(founding: Founding) -> tuple[Item, Item]:
    held = Meeting.objects.filter(kind=Meeting.Kind.FOUNDING, stage=Meeting.Stage.CLOSED).exists()
    adopted = Resolution.objects.filter(
        kind=Resolution.Kind.ADOPTION, stage=Resolution.Stage.PASSED, meeting__stage=Meeting.Stage.CLOSED
    ).exists()
    return (
        Item("meeting", _("Founding meeting held with a quorum"), held,
             _("Its minutes are closed.") if held else _("Plan it and call it in time."), "meetings"),
        Item("adopted", _("Rules adopted"), adopted and founding.meeting_id is not None,
             _("The meeting has adopted them.") if adopted else _("The meeting votes on them."), "meetings"),
    )  # fmt: skip


def _officers() -> Item:
    held = set(Officer.objects.filter(ended_on=None).values_list("post", flat=True))
    missing = [str(post.label) for post in POSTS if post not in held]
    told = _("Missing: %(posts)s.") % {"posts": ", ".join(missing)} if missing else _("All posts are filled.")
    return Item("officers", _("Officers elected"), not missing, told, "meetings")


def _filed(founding: Founding) -> Item:
    done = founding.filed_on is not None
    told = founding.notary if done else _("Print the papers below and take them there.")
    return Item("filed", _("Papers with the notary"), done, told, "founding")


def _approved(founding: Founding) -> Item:
    done = founding.stage == Founding.Stage.APPROVED
    told = founding.approval if done else _("Write the deed and the decision down when they come.")
    return Item("approved", _("Approved by the ministry"), done, told, "founding")
