"""The office opens a forming group and hands its leader a link; the group's book is the group's own."""

from django import forms
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.founding.operations import open_group
from sentra.cooperative.founding.underway import underway
from sentra.cooperative.models import Founding
from sentra.kernel.models import Tenant
from sentra.people.models import User
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.staff.first_password import KEPT, kept_link, make_link

P = Permission


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Name of the group"), max_length=160)
    form = forms.ChoiceField(label=_("Kind of cooperative"), choices=Founding.Form.choices)
    chair_name = forms.CharField(label=_("Who leads it"), max_length=120)
    chair_email = forms.EmailField(label=_("Her e-mail address"))


@page(needs=P.OPEN_GROUP)
def groups(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Groups of the office's district and how far they are, nothing of their books; the link just made."""
    own = Tenant.objects.get(pk=request.actor.tenant_id)
    kept = request.session.get(KEPT)
    leader = User.objects.filter(pk=kept["user"]).first() if kept else None
    facts = {
        "groups": underway(own.district_code),
        "form": form or GroupForm(),
        "leader": leader,
        "link": kept_link(request, leader) if leader else None,
    }
    answer = TemplateResponse(request, "founding/groups.html", facts)
    answer["Cache-Control"] = "no-store"
    return answer


@action(needs=P.OPEN_GROUP, page=groups)
def open_one(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    said = in_hand(request, GroupForm(request.POST)).cleaned_data
    leader = open_group(
        said["name"], form=Founding.Form(said["form"]), chair_email=said["chair_email"],
        chair_name=said["chair_name"], by=request.actor, at=now, today=request.actor.today(now),
    )  # fmt: skip
    make_link(request, leader)
    return redirect("groups")
