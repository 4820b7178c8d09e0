"""One function per message about the surplus."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from sentra.cooperative.models import ShareQuestion
from sentra.kernel.notices import notify
from sentra.people.roles import RoleName


def question_asked(question: ShareQuestion, *, at: datetime) -> None:
    notify(
        f"role:{RoleName.TREASURER}", "share_question_asked", at=at,
        path=f"/shu/{question.share.run_id}/anggota/{question.share.member_id}/",
        subject=_("%(who)s asks about her share"), text=_("“%(question)s”"),
        who=question.share.member.party.name, question=question.text,
    )  # fmt: skip


def question_answered(question: ShareQuestion, *, at: datetime) -> None:
    notify(
        f"party:{question.share.member.party_id}", "share_question_answered", at=at,
        path=f"/saya/shu/{question.share_id}/",
        subject=_("Your question about your share has an answer"), text=_("“%(answer)s”"),
        answer=question.answer,
    )  # fmt: skip
