"""Papers and receipts of capital aid, for both sides."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.utils import timezone

from sentra.capital.aid.documents import proposal_pdf, report_pdf
from sentra.capital.aid.models import AidUse, Proposal
from sentra.capital.aid.queries import our_story, their_story
from sentra.kernel.files import open_kept
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import page
from sentra.web.papers import pdf


@page(needs=Permission.READ_BOOKS)
def our_proposal(request: ActorRequest, proposal_id: int) -> HttpResponse:  # noqa: ARG001  # the guard's signature
    found = Proposal.objects.get(pk=proposal_id)
    return pdf(proposal_pdf(found, at=timezone.now()), f"usulan-{found.number or 'konsep'}.pdf")


@page(needs=Permission.READ_BOOKS)
def our_report(request: ActorRequest, proposal_id: int) -> HttpResponse:
    now = timezone.now()
    story = our_story(proposal_id, today=request.actor.today(now))
    return pdf(report_pdf(story, at=now), f"laporan-{story.proposal.number}.pdf")


@page(needs=Permission.READ_PROPOSALS)
def their_proposal(request: ActorRequest, uid: UUID) -> HttpResponse:  # noqa: ARG001
    found = Proposal.addressed.get(uid=uid)
    return pdf(proposal_pdf(found, at=timezone.now()), f"usulan-{found.number}.pdf")


@page(needs=Permission.READ_PROPOSALS)
def their_report(request: ActorRequest, uid: UUID) -> HttpResponse:
    now = timezone.now()
    story = their_story(uid, today=request.actor.today(now))
    return pdf(report_pdf(story, at=now), f"laporan-{story.proposal.number}.pdf")


@page(needs=Permission.READ_PROPOSALS)
def their_receipt(request: ActorRequest, uid: UUID, picture: UUID) -> HttpResponse:  # noqa: ARG001
    """A receipt of a use that was published to this office: the row names the bytes, nothing else does."""
    told = AidUse.addressed.filter(proposal__uid=uid).get(picture_uid=picture)
    answer = FileResponse(open_kept(told.picture_path), content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer  # type: ignore[return-value]  # the guards pass streams on
