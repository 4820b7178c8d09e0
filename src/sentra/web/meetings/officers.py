"""Who holds which post: elected, taken over from before Sentra, ended; and the role each needs to sign in."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.cooperative.founding.checklist import POSTS
from sentra.cooperative.meetings import queries
from sentra.cooperative.meetings.operations import end_office, take_over_officer
from sentra.cooperative.models import Member, Officer
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.people.models import Role, StaffParty
from sentra.people.roles import Permission, RoleName
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.meetings.forms import Why

P, POST = Permission, Officer.Post
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ROLE_OF = {
    POST.CHAIR: RoleName.CHAIR, POST.SECRETARY: RoleName.MANAGER, POST.TREASURER: RoleName.TREASURER,
    POST.SUPERVISOR: RoleName.SUPERVISOR,
}  # fmt: skip


class Before(forms.Form):
    """An officer of before Sentra: who, which post, from when until when."""

    party_id = forms.TypedChoiceField(label=gettext_lazy("Member"), coerce=int)
    post = forms.ChoiceField(label=gettext_lazy("Post"), choices=POST.choices)
    since = forms.DateField(label=gettext_lazy("Elected on"), widget=DAY)
    until = forms.DateField(label=gettext_lazy("Term ends on"), widget=DAY)

    def __init__(self, data: object = None, *, people: list[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="before_%s")  # type: ignore[arg-type]  # what was posted
        self.fields["party_id"].choices = people  # type: ignore[attr-defined]  # a choice field


@dataclass(frozen=True)
class Line:
    """An officer, how far the term is, and the door to the role she needs ("" when she has it)."""

    held: Officer
    over: bool
    role: str
    door: str


@page(needs=P.READ_MEMBERS)
def officers(request: ActorRequest, officer_id: int = 0, form: Form | None = None) -> HttpResponse:
    """Every post, who holds it, until when; the empty ones too. A constant number of queries."""
    held = _lines(request)
    filled = {one.held.post for one in held}
    founded = request.tenant is not None and request.tenant.kind == Tenant.Kind.COOPERATIVE
    takes_over = founded and request.actor.may(P.WRITE_CLAUSES)
    facts = {
        "held": held,
        "empty": [post.label for post in POSTS if post not in filled],
        "before": (form if isinstance(form, Before) else Before(people=_members())) if takes_over else None,
        "why": form if isinstance(form, Why) else Why(),
        "asked": officer_id,
        "form": form,
    }
    return TemplateResponse(request, "meetings/officers.html", facts)


def _members() -> list[tuple[int, str]]:
    held = Member.objects.filter(left_on=None).order_by("number")
    told = held.values_list("party_id", "number", "party__name")
    return [(party, f"{number} · {name}") for party, number, name in told]


def _lines(request: ActorRequest) -> list[Line]:
    """Three queries."""
    today = request.actor.today(timezone.now())
    users = dict(StaffParty.objects.values_list("party_id", "user_id"))
    given = set(
        Role.objects.filter(tenant_id=request.actor.tenant_id, until=None).values_list("user_id", "role")
    )
    made = []
    for one in queries.officers():
        role, user = ROLE_OF.get(POST(one.post)), users.get(one.party_id)
        needs = role is not None and (user, role.value) not in given and request.actor.may(P.MANAGE_STAFF)
        door = _door(one.party.name, user, role) if needs and role else ""
        over = one.until is not None and one.until < today
        made.append(Line(one, over, str(role.label) if role else "", door))
    return made


def _door(name: str, user: int | None, role: RoleName) -> str:
    """Somebody who signs in already is asked about once; another is invited, with name and role filled in."""
    if user is not None:
        return reverse("confirm-role", args=[user, role.value])
    return f"{reverse('staff')}?{urlencode({'nama': name, 'peran': role.value})}"


@action(needs=P.WRITE_CLAUSES, page=officers)
def take_over(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    with reading(request.actor):  # the members to choose from
        people = _members()
    said = in_hand(request, Before(request.POST, people=people)).cleaned_data
    take_over_officer(
        said["party_id"], post=POST(said["post"]), since=said["since"], until=said["until"], by=request.actor,
        at=now, today=request.actor.today(now),
    )  # fmt: skip
    messages.success(request, _("The post is written down."))
    return redirect("officers")


@action(needs=P.RUN_MEETING, page=officers)
def end(request: ActorRequest, officer_id: int) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, Why(request.POST)).cleaned_data
    end_office(officer_id, reason=said["reason"], by=request.actor, at=now, today=request.actor.today(now))
    messages.success(request, _("The post has ended. Her role for signing in ends under Staff."))
    return redirect("officers")
