"""The papers of a meeting in the browser."""

from django.http import Http404, HttpResponse

from sentra.cooperative import meeting_documents as documents
from sentra.kernel.errors import Refused
from sentra.people.roles import Permission
from sentra.web import papers
from sentra.web.actors import ActorRequest
from sentra.web.guards import page


@page(needs=Permission.READ_MEMBERS)
def invitation(request: ActorRequest, meeting_id: int) -> HttpResponse:  # noqa: ARG001  # the guard asks who
    made = documents.invitation(meeting_id)
    return papers.pdf(made.content, made.name)


@page(needs=Permission.READ_MEMBERS)
def attendance_list(request: ActorRequest, meeting_id: int) -> HttpResponse:  # noqa: ARG001  # the guard asks who
    made = documents.attendance_list(meeting_id)
    return papers.pdf(made.content, made.name)


@page(needs=Permission.READ_MEMBERS)
def minutes(request: ActorRequest, meeting_id: int) -> HttpResponse:  # noqa: ARG001  # the guard asks who
    try:
        made = documents.minutes(meeting_id)
    except Refused as not_yet:  # they get their number when the meeting ends
        raise Http404 from not_yet
    return papers.pdf(made.content, made.name)
