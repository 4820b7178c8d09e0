"""Aid money written down wrongly is taken back; a grant whose rest will not come is reported all the same."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from sentra.capital.aid import queries
from sentra.capital.aid.correcting import take_back_aid
from sentra.capital.aid.models import AidCase, AidMoney
from sentra.capital.aid.office import end_grant
from sentra.capital.aid.operations import repay_aid, report_aid, strike_use, withdraw_proposal
from sentra.console.books import aid as proofs
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.ledger.posting import Booking, credit, debit, post
from sentra.ledger.queries import balance_of
from sentra.people.roles import RoleName
from tests.domain.capital.given import balance
from tests.domain.capital.test_aid import granted, hilda, now, received, sent, used  # noqa: F401  # fixtures
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, staff

# ruff: noqa: F811  # a fixture's name is its argument


def back(world, money, reason="Salah ketik", by=None):
    return take_back_aid(money.pk, reason=reason, by=by or world.tari, at=NOW)


def repaid(world, sent, amount_idr=3_000_000):
    said = {"method": "bank", "on": TODAY, "by": world.tari, "at": NOW}
    return repay_aid(sent.pk, amount_idr=amount_idr, **said)


def test_a_mistyped_receipt_is_taken_back_and_written_anew(world, hilda, sent):
    granted(world, sent, hilda)
    bank = balance(world, "1-1200")
    wrong = received(world, sent, 900_000, on=TODAY - timedelta(days=2))
    gone = back(world, wrong)
    assert (gone.taken_back_reason, balance(world, "1-1200")) == ("Salah ketik", bank)
    assert (balance(world, "2-2200"), now(world, sent).state) == (0, "sent")
    received(world, sent, 9_000_000)
    found = now(world, sent)
    assert (found.received_idr, found.owed_idr, found.state) == (9_000_000, 9_000_000, "running")
    assert balance(world, "2-2200") == -9_000_000
    with writing(world.office):
        assert [bool(one.taken_back_at) for one in queries.their_story(sent.uid, today=TODAY).money] == [
            True, False
        ]  # fmt: skip


def test_a_mistyped_instalment_is_owed_again(world, hilda, sent):
    granted(world, sent, hilda)
    received(world, sent)
    bank = balance(world, "1-1200")
    back(world, repaid(world, sent))
    assert (balance(world, "1-1200"), balance(world, "2-2200")) == (bank, -9_000_000)
    assert now(world, sent).owed_idr == 9_000_000


def test_what_it_was_used_for_and_repaid_from_goes_back_first(world, hilda, sent):
    granted(world, sent, hilda)
    came = received(world, sent)
    told = used(world, sent)
    with pytest.raises(Refused, match="Strike that out first"):
        back(world, came)
    strike_use(told.pk, reason="Salah", by=world.tari, at=NOW)
    instalment = repaid(world, sent)
    with pytest.raises(Refused, match="instalment was paid from it"):
        back(world, came)
    back(world, instalment)
    back(world, came)
    assert now(world, sent).received_idr == 0


def test_money_that_is_gone_is_not_taken_back(world, hilda, sent):
    granted(world, sent, hilda)
    came = received(world, sent)
    with writing(world.weavers):
        there = balance_of("1-1200")
        lines = [debit("6-1700", there), credit("1-1200", there)]
        post("test:spent", "test:1", "Belanja", Booking(TODAY, world.tari, NOW), lines)
    with pytest.raises(Refused, match="The bank account holds"):
        back(world, came)


def test_taken_back_once_with_a_reason_by_the_treasurer_here(world, hilda, sent):
    granted(world, sent, hilda)
    came = received(world, sent)
    with pytest.raises(Refused, match="Say what was wrong"):
        back(world, came, reason=" ")
    with pytest.raises(PermissionDenied):
        back(world, came, by=world.mira)
    with pytest.raises(AidMoney.DoesNotExist):
        back(world, came, by=staff(world.batik, "Zulfa", RoleName.TREASURER))
    back(world, came)
    with pytest.raises(Refused, match="already been taken back"):
        back(world, came)


def test_after_the_report_only_instalments_are_corrected(world, hilda, sent):
    granted(world, sent, hilda)
    came = received(world, sent)
    used(world, sent, 9_000_000)
    report_aid(sent.pk, text="Selesai", by=world.mira, at=NOW)
    with pytest.raises(Refused, match="final report is sent"):
        back(world, came)
    back(world, repaid(world, sent))
    assert now(world, sent).owed_idr == 9_000_000


@pytest.mark.parametrize(
    ("change", "fence"),
    [
        ({"amount_idr": 1}, "stays as it was written"),
        ({"on": TODAY - timedelta(days=1)}, "stays as it was written"),
        ({"taken_back_at": NOW}, "aid_money_taken_back_says_why"),
    ],
)
def test_the_row_itself_stays(world, hilda, sent, change, fence):
    granted(world, sent, hilda)
    came = received(world, sent)
    with writing(world.weavers), pytest.raises(IntegrityError, match=fence):
        AidMoney.objects.filter(pk=came.pk).update(**change)


def test_taken_back_stays_taken_back(world, hilda, sent):
    granted(world, sent, hilda)
    came = back(world, received(world, sent))
    with writing(world.weavers), pytest.raises(IntegrityError, match="stays as it was written"):
        AidMoney.objects.filter(pk=came.pk).update(taken_back_at=None, taken_back_reason="")


def test_check_books_sees_a_row_taken_back_without_its_entry(world, hilda, sent):
    granted(world, sent, hilda)
    came = received(world, sent, 4_000_000)
    received(world, sent, 1_000_000)
    with writing(world.weavers):
        AidMoney.objects.filter(pk=came.pk).update(taken_back_at=NOW, taken_back_reason="x")
        sent.refresh_from_db()
        type(sent).objects.filter(pk=sent.pk).update(received_idr=1_000_000)
        assert len(proofs.money(world.weavers.pk).faults) == 1


# ---- a grant whose rest will not come --------------------------------------------------------------


def ended(sent, by, reason="Anggaran dipotong"):
    return end_grant(sent.uid, reason=reason, by=by, at=NOW)


def test_what_came_is_reported_when_the_rest_will_not_come(world, hilda, sent):
    granted(world, sent, hilda, kind="grant")
    received(world, sent, 4_000_000)
    used(world, sent, 4_000_000)
    with pytest.raises(Refused, match="still to come"):
        report_aid(sent.pk, text="Selesai", by=world.mira, at=NOW)
    case = ended(sent, hilda)
    assert (case.ended_reason, case.ended_by_name) == ("Anggaran dipotong", "Hilda")
    with writing(world.weavers):
        story = queries.our_story(sent.pk, today=TODAY)
        assert (story.to_come_idr, story.not_coming_idr, story.may_come) == (0, 5_000_000, True)
        assert not queries.our_proposals(today=TODAY)[0].waits_for_money
    assert report_aid(sent.pk, text="Selesai", by=world.mira, at=NOW).state == "reported"


def test_money_that_comes_after_all_is_written_down(world, hilda, sent):
    granted(world, sent, hilda, kind="grant")
    ended(sent, hilda)
    received(world, sent, 1_000_000)
    assert now(world, sent).received_idr == 1_000_000


def test_nothing_came_and_nothing_will_come_so_it_is_withdrawn(world, hilda, sent):
    granted(world, sent, hilda)
    ended(sent, hilda)
    assert withdraw_proposal(sent.pk, reason="Batal", by=world.mira, at=NOW).state == "withdrawn"


def test_only_the_head_of_that_office_ends_a_grant_once_with_a_reason(world, hilda, sent):
    with pytest.raises(AidCase.DoesNotExist):
        ended(sent, hilda)
    granted(world, sent, hilda)
    with pytest.raises(Refused, match="Say why"):
        ended(sent, hilda, reason=" ")
    for other in (world.omar, world.mira):
        with pytest.raises(PermissionDenied):
            ended(sent, other)
    far = Tenant.objects.create(kind="office", slug="kutim", name="Dinas Kutim", district_code="64.08")
    with pytest.raises(type(sent).DoesNotExist):
        ended(sent, staff(far, "Rahma", RoleName.HEAD))
    ended(sent, hilda)
    with pytest.raises(Refused, match="No money is on its way"):
        ended(sent, hilda)
    with writing(world.office), pytest.raises(IntegrityError, match="stays as it was"):
        AidCase.objects.update(ended_at=None, ended_reason="", ended_by_name="")


def test_a_grant_that_came_in_full_has_no_rest(world, hilda, sent):
    granted(world, sent, hilda)
    received(world, sent)
    with pytest.raises(Refused, match="All of the grant has come"):
        ended(sent, hilda)


def test_the_database_ends_only_what_was_granted_and_says_why(world, hilda, sent):
    granted(world, sent, hilda)
    with writing(world.office), pytest.raises(IntegrityError, match="aid_case_ended_with_a_reason"):
        AidCase.objects.update(ended_at=NOW)
    with writing(world.office), pytest.raises(IntegrityError, match="stays as it was"):
        AidCase.objects.update(granted_idr=1, ended_at=NOW, ended_reason="x")
