"""A member asks about her own share; she gets one answer, in words that stay."""

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.cooperative.models import SurplusShare
from sentra.cooperative.surplus.operations import answer_question, ask_about_share
from sentra.cooperative.surplus.queries import share_of, waiting_questions
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Notice
from tests.domain.cooperative.surplus.given import reckoned, two_members
from tests.domain.orders.given import writing
from tests.world import NOW


@pytest.fixture
def share(world):
    two_members(world)
    run = reckoned(world)
    with writing(world.weavers):
        return SurplusShare.objects.select_related("run").get(run=run, number=1)


def test_she_asks_and_is_answered(world, share):
    asked = ask_about_share(share.pk, " Mengapa sedikit? ", by=world.aluh, at=NOW)
    with writing(world.weavers):
        assert len(waiting_questions()) == 1
        assert Notice.objects.get(name="share_question_asked").to == "role:treasurer"
    answer_question(asked.pk, "Dihitung dari penjualan.", by=world.tari, at=NOW)
    with writing(world.weavers):
        assert waiting_questions() == []
        (told,) = share_of(share.run_id, share.member_id).questions
        assert (told.text, told.answer) == ("Mengapa sedikit?", "Dihitung dari penjualan.")
        assert Notice.objects.get(name="share_question_answered").to == f"party:{world.aluh.party_id}"
    ask_about_share(share.pk, "Terima kasih, satu lagi", by=world.aluh, at=NOW)


def test_another_members_share_is_not_hers_to_ask_about(world, share):
    with pytest.raises(PermissionDenied):
        ask_about_share(share.pk, "Mengapa?", by=world.bariah, at=NOW)


def test_empty_words_and_a_second_question_before_the_answer_are_refused(world, share):
    with pytest.raises(Refused) as refused:
        ask_about_share(share.pk, "  ", by=world.aluh, at=NOW)
    assert refused.value.field == "text"
    asked = ask_about_share(share.pk, "Mengapa?", by=world.aluh, at=NOW)
    with pytest.raises(Refused, match="waits"):
        ask_about_share(share.pk, "Dan?", by=world.aluh, at=NOW)
    with pytest.raises(Refused, match="Write the answer"):
        answer_question(asked.pk, " ", by=world.tari, at=NOW)
    answer_question(asked.pk, "Begini.", by=world.tari, at=NOW)
    with pytest.raises(Refused, match="is answered"):
        answer_question(asked.pk, "Begitu.", by=world.tari, at=NOW)


def test_words_stay(world, share):
    asked = ask_about_share(share.pk, "Mengapa?", by=world.aluh, at=NOW)
    answer_question(asked.pk, "Begini.", by=world.tari, at=NOW)
    for statement in (
        "UPDATE cooperative_sharequestion SET text = 'Lain'",
        "UPDATE cooperative_sharequestion SET answer = 'Lain'",
        "DELETE FROM cooperative_sharequestion",
    ):
        with (
            pytest.raises(IntegrityError),
            writing(world.weavers),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
