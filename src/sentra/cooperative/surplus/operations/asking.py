"""A member asks about her share, on her phone or at the desk; the house answers in words she can keep."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import ShareQuestion, SurplusShare
from sentra.cooperative.surplus.notices import question_answered, question_asked
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

LONGEST = 500


@operation(needs=Permission.SEE_OWN_SAVINGS, says=("text",))
def ask_about_share(share_id: int, text: str, *, by: Actor, at: datetime) -> ShareQuestion:
    """Her own share only. Refuses an empty question and a second one while the first waits."""
    share = (
        SurplusShare.objects.select_for_update(of=("self",)).select_related("member__party").get(pk=share_id)
    )
    if by.party_id != share.member.party_id:
        raise PermissionDenied
    if not text.strip():
        raise Refused(_("Write what you want to know."), field="text")
    if share.questions.filter(answered_at=None).exists():
        raise Refused(_("Your question before this one waits for its answer."), field="text")
    made: ShareQuestion = ShareQuestion.objects.create(share=share, text=text.strip()[:LONGEST], asked_at=at)
    question_asked(made, at=at)
    return made


@operation(needs=Permission.SHARE_SURPLUS, says=("answer",))
def answer_question(question_id: int, answer: str, *, by: Actor, at: datetime) -> ShareQuestion:
    """Refuses an empty answer, and a second one: she has read the first."""
    found = ShareQuestion.objects.select_for_update(of=("self",)).select_related("share__member__party")
    made: ShareQuestion = found.get(pk=question_id)
    if not answer.strip():
        raise Refused(_("Write the answer."), field="answer")
    if made.answered_at:
        raise Refused(_("This question is answered."))
    made.answer, made.answered_at, made.answered_by = answer.strip()[:LONGEST], at, by.user_id
    made.save(update_fields=["answer", "answered_at", "answered_by"])
    question_answered(made, at=at)
    return made
