"""The surplus on screen: years, a trial, a draft, the meeting, the books, a share and its receipt."""

from datetime import date

import pytest
from django.urls import reverse

from sentra.cooperative.models import ShareQuestion, SurplusPayment, SurplusRun, SurplusShare
from sentra.people.models import User
from tests.domain.cooperative.meetings.given import DAY, planned
from tests.domain.cooperative.surplus.given import (
    LATER,
    SURPLUS,
    approved,
    closed_year,
    earned,
    member,
    reckoned,
    saved,
    sold,
    two_members,
)
from tests.domain.cooperative.surplus.test_booking import booked
from tests.domain.orders.given import writing
from tests.kernel.pdf_text import pages
from tests.world import NOW

TYPED = {
    "sides": "whole", "who": "at_end", "measure": "at_end", "counted": ["pokok", "wajib"],
    "part_cadangan": "40", "part_usaha": "40", "part_modal": "20",
}  # fmt: skip

OWN = {
    "part_cadangan": "", "name_sendiri_1": "Dana risiko", "goes_sendiri_1": "3-1500", "part_sendiri_1": "40",
}  # fmt: skip


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


def text_of(answer):
    return answer.content.decode()


def only_run(world):
    with writing(world.weavers):
        return SurplusRun.objects.exclude(stage="dropped").get()


def test_the_years_say_what_is_left_and_what_comes_next(world, as_):
    page = text_of(as_(world.tari).get(reverse("surplus")))
    assert "Rp0" in page
    two_members(world)
    page = text_of(as_(world.tari).get(reverse("surplus")))
    assert "Rp1.000.003" in page
    assert reverse("surplus-what-if", args=["2025-12-31"]) in page


def test_only_the_ends_of_its_book_years_are_there(world, as_):
    two_members(world)
    client = as_(world.tari)
    for name in ("surplus-what-if", "annual-pack"):
        assert client.get(reverse(name, args=["2025-12-31"])).status_code == 200
        for day in ("2025-12-30", "2025-11-30", "2024-12-31", "2099-12-31", "20251231", "2025-W52-1"):
            assert client.get(reverse(name, args=[day])).status_code == 404
    assert client.get(reverse("surplus-what-if", args=["2026-12-31"])).status_code == 200  # running: a trial
    assert client.get(reverse("annual-pack", args=["2026-12-31"])).status_code == 404
    for name in ("keep-surplus", "ask-annual-pack"):
        assert client.post(reverse(name, args=["2025-11-30"]), TYPED).status_code == 404


def test_a_young_cooperative_has_no_year_before_its_first_books(world, as_):
    earned(world, on=date(2026, 3, 1))
    client = as_(world.tari)
    assert "Belum ada tahun buku" in text_of(client.get(reverse("annual-packs")))
    assert client.get(reverse("annual-pack", args=["2025-12-31"])).status_code == 404
    assert client.get(reverse("surplus-what-if", args=["2025-12-31"])).status_code == 404


def test_a_trial_shows_parts_and_members_and_keeps_nothing(world, as_):
    two_members(world)
    page = reverse("surplus-what-if", args=["2025-12-31"])
    answer = as_(world.tari).get(page, TYPED)
    for amount in ("Rp400.001", "Rp200.001", "Rp350.001", "Rp250.001", "Rp800.002"):
        assert amount in text_of(answer)
    with writing(world.weavers):
        assert not SurplusRun.objects.exists()


def test_percentages_that_do_not_make_a_hundred_come_back_with_what_was_typed(world, as_):
    two_members(world)
    page = reverse("surplus-what-if", args=["2025-12-31"])
    answer = text_of(as_(world.tari).get(page, TYPED | {"part_modal": "25,5"}))
    assert "105,5 %" in answer
    assert 'value="25,5"' in answer
    for wrong in ("x", "-1", "101", "1,234"):
        answer = text_of(as_(world.tari).get(page, TYPED | {"part_modal": wrong}))
        assert f'value="{wrong}"' in answer
        assert "field-wrong" in answer


def test_members_and_others_surplus_can_be_shared_apart(world, as_):
    two_members(world)
    page = reverse("surplus-what-if", args=["2025-12-31"])
    apart = TYPED | {"sides": "apart", "other_cadangan": "100"}
    answer = text_of(as_(world.tari).get(page, apart))
    assert "Rp320.001" in answer  # 40 % of 800,002
    assert "Rp200.001" in answer  # all of the others'
    set_by_hand = text_of(as_(world.tari).get(page, apart | {"members_idr": "1.000.000"}))
    assert "Rp400.000" in set_by_hand


def test_a_part_of_their_own_is_typed_kept_and_offered_again(world, as_):
    two_members(world)
    own = {
        **OWN, "name_sendiri_2": "Bagian arisan", "goes_sendiri_2": "equal", "part_sendiri_2": "10",
        "part_sendiri_1": "30",
    }  # fmt: skip
    answer = text_of(as_(world.tari).get(reverse("surplus-what-if", args=["2025-12-31"]), TYPED | own))
    assert "Rp300.001" in answer
    assert as_(world.tari).post(reverse("keep-surplus", args=["2025-12-31"]), TYPED | own).status_code == 302
    assert "Dana risiko" in text_of(as_(world.tari).get(reverse("surplus-run", args=[only_run(world).pk])))
    again = text_of(as_(world.tari).get(reverse("surplus-what-if", args=["2025-12-31"])))
    assert 'value="Dana risiko"' in again
    assert '<option value="equal" selected>' in again
    nowhere = TYPED | own | {"goes_sendiri_1": ""}
    page = as_(world.tari).get(reverse("surplus-what-if", args=["2025-12-31"]), nowhere)
    assert "Dana risiko" in text_of(page)
    assert page.context["scheme_form"].errors


def test_what_nobody_can_share_goes_to_their_own_fund(world, as_):
    aluh = member(world, 1)
    saved(world, aluh, 10)
    earned(world)
    closed_year(world)
    answer = as_(world.tari).get(
        reverse("surplus-what-if", args=["2025-12-31"]), TYPED | OWN | {"rest_usaha": "sendiri_1"}
    )
    assert [one.rest_name for one in answer.context["rows"] if one.rest_idr] == ["Dana risiko"]


def test_a_running_year_is_only_tried(world, as_):
    aluh = member(world, 1)
    sold(world, 1, aluh.party_id, 100, on=NOW.date())
    saved(world, aluh, 10, on=NOW.date())
    earned(world, 5_000, on=NOW.date())
    page = reverse("surplus-what-if", args=["2026-12-31"])
    answer = text_of(as_(world.tari).get(page, TYPED))
    assert "Rp2.000" in answer
    assert reverse("keep-surplus", args=["2026-12-31"]) not in answer
    assert as_(world.tari).post(reverse("keep-surplus", args=["2026-12-31"]), TYPED).status_code == 422


def test_a_running_year_counts_nothing_of_the_year_before(world, as_):
    """Last year is over and not closed: its surplus and its sales are its own."""
    aluh, bariah = member(world, 1), member(world, 2)
    sold(world, 1, aluh.party_id, 900, on=date(2025, 12, 20))
    earned(world, 7_000, on=date(2025, 12, 20))
    sold(world, 2, aluh.party_id, 100, on=NOW.date())
    sold(world, 3, bariah.party_id, 100, on=NOW.date())
    saved(world, aluh, 10, on=NOW.date())
    earned(world, 5_000, on=NOW.date())
    years = text_of(as_(world.tari).get(reverse("surplus")))
    for end, idr in (("2026-12-31", "Rp5.000"), ("2025-12-31", "Rp7.000")):
        assert reverse("surplus-what-if", args=[end]) in years
        assert idr in years
    answer = as_(world.tari).get(reverse("surplus-what-if", args=["2026-12-31"]), TYPED)
    assert [one["idr"] for one in answer.context["members"]] == [1_000 + 1_000, 1_000]
    before = as_(world.tari).get(
        reverse("surplus-what-if", args=["2025-12-31"]), TYPED | {"rest_modal": "cadangan"}
    )
    assert [one["idr"] for one in before.context["members"]] == [2_800, 0]


def test_a_part_nobody_can_have_asks_where_it_goes(world, as_):
    aluh = member(world, 1)
    saved(world, aluh, 10)
    earned(world)
    closed_year(world)
    page = reverse("surplus-what-if", args=["2025-12-31"])
    assert "field-wrong" in text_of(as_(world.tari).get(page, TYPED))
    answer = text_of(as_(world.tari).get(page, TYPED | {"rest_usaha": "cadangan"}))
    assert "field-wrong" not in answer
    assert "Dana cadangan" in answer


def test_from_the_draft_over_the_meeting_into_the_books(world, as_, time_machine):
    two_members(world)
    answer = as_(world.tari).post(reverse("keep-surplus", args=["2025-12-31"]), TYPED)
    run = only_run(world)
    page = reverse("surplus-run", args=[run.pk])
    assert answer["Location"] == page
    assert reverse("propose-surplus", args=[run.pk]) not in text_of(as_(world.mira).get(page))
    meeting = planned(world, kind="annual", title="RAT 2025")
    assert "RAT 2025" in text_of(as_(world.mira).get(page))
    asked = as_(world.mira).post(reverse("propose-surplus", args=[run.pk]), {"meeting_id": meeting.pk})
    assert asked["Location"] == reverse("meeting", args=[meeting.pk])
    assert reverse("drop-surplus", args=[run.pk]) not in text_of(as_(world.tari).get(page))


def test_an_approved_run_is_booked_and_its_papers_are_papers(world, as_, time_machine):
    aluh, _bariah = two_members(world)
    run = reckoned(world)
    approved(world, run)
    time_machine.move_to(LATER, tick=False)
    page = reverse("surplus-run", args=[run.pk])
    assert reverse("post-surplus", args=[run.pk]) in text_of(as_(world.tari).get(page))
    assert as_(world.tari).post(reverse("post-surplus", args=[run.pk])).status_code == 302
    assert only_run(world).stage == "posted"
    for paper in (
        reverse("surplus-list-paper", args=[run.pk]),
        reverse("share-paper", args=[run.pk, aluh.pk]),
    ):
        assert as_(world.tari).get(paper).content.startswith(b"%PDF")


def test_a_share_is_paid_with_a_receipt_and_taken_back(world, as_, time_machine):
    aluh, _bariah = two_members(world)
    run = reckoned(world)
    approved(world, run)
    booked(world, run)
    time_machine.move_to(LATER, tick=False)
    page = reverse("surplus-share", args=[run.pk, aluh.pk])
    assert "Rp400.001 × Rp300.000 ÷ Rp400.000 = Rp300.001" in text_of(as_(world.tari).get(page))
    told = {"amount_idr": "999.999.999", "method": "bank", "paid_on": DAY.isoformat()}
    wrong = as_(world.tari).post(reverse("pay-share", args=[run.pk, aluh.pk]), told)
    assert (wrong.status_code, 'value="999.999.999"' in text_of(wrong)) == (422, True)
    paid = as_(world.tari).post(
        reverse("pay-share", args=[run.pk, aluh.pk]), told | {"amount_idr": "100.000"}
    )
    with writing(world.weavers):
        made = SurplusPayment.objects.get()
    receipt = reverse("surplus-receipt", args=[made.pk])
    assert paid["Location"] == receipt
    assert as_(world.tari).get(receipt + "bukti.pdf").content.startswith(b"%PDF")
    assert as_(world.tari).post(receipt + "salah/", {"reason": "Salah orang"}).status_code == 302
    gone = text_of(as_(world.tari).get(receipt))
    assert "Salah orang" in gone
    assert "Sudah dibayarkan" not in gone
    paper = " ".join(pages(as_(world.tari).get(receipt + "bukti.pdf").content))
    assert "DITARIK KEMBALI" in paper
    assert "Dibayarkan" not in paper
    assert "Bendahara," not in paper


def test_pages_cost_the_same_however_many_members(world, as_, django_assert_num_queries):
    two_members(world)
    run = reckoned(world)
    client = as_(world.tari)
    for name, args, count in (
        ("surplus", [], 23),
        ("surplus-run", [run.pk], 13),
        ("surplus-what-if", ["2025-12-31"], 15),
    ):
        with django_assert_num_queries(count):
            assert client.get(reverse(name, args=args)).status_code == 200


def test_many_members_are_turned_over_and_searched(world, as_):
    for number in range(1, 60):
        one = member(world, number)
        sold(world, number, one.party_id, 1_000 * number)
    saved(world, one, 10)
    earned(world, SURPLUS)
    closed_year(world)
    run = reckoned(world)
    page = reverse("surplus-run", args=[run.pk])
    first = text_of(as_(world.tari).get(page))
    assert "Anggota 050" in first
    assert "Anggota 051" not in first
    assert "Anggota 059" in text_of(as_(world.tari).get(page, {"setelah": "50"}))
    found = text_of(as_(world.tari).get(page, {"cari": "59"}))
    assert "Anggota 059" in found
    assert "Anggota 050" not in found


def test_staff_answer_what_a_member_asked(world, as_):
    aluh, _bariah = two_members(world)
    run = reckoned(world)
    with writing(world.weavers):
        share = SurplusShare.objects.get(run=run, member=aluh)
        ShareQuestion.objects.create(share=share, text="Mengapa sedikit?", asked_at=NOW)
    assert "Mengapa sedikit?" in text_of(as_(world.tari).get(reverse("surplus")))
    page = reverse("surplus-share", args=[run.pk, aluh.pk])
    to = reverse("answer-share", args=[run.pk, aluh.pk])
    assert as_(world.tari).post(to, {"answer": ""}).status_code == 422
    assert as_(world.tari).post(to, {"answer": "Begini."}).status_code == 302
    again = as_(world.tari).post(to, {"answer": "Begitu."})
    assert (again.status_code, "Begitu." in text_of(as_(world.tari).get(page))) == (422, False)
    assert "Begini." in text_of(as_(world.tari).get(page))
    assert to not in text_of(as_(world.tari).get(page))


def test_others_see_nothing_of_it(world, as_):
    aluh, _bariah = two_members(world)
    run = reckoned(world)
    assert as_(world.wati).post(reverse("post-surplus", args=[run.pk])).status_code == 403
    assert as_(world.zahra).get(reverse("surplus-run", args=[run.pk])).status_code == 404
    assert as_(world.tari).get(reverse("surplus-what-if", args=["kapan"])).status_code == 404
    assert as_(world.tari).get(reverse("surplus-share", args=[run.pk, 999])).status_code == 404
    asked_nothing = reverse("answer-share", args=[run.pk, aluh.pk])
    assert as_(world.tari).post(asked_nothing, {"answer": "Begini."}).status_code == 404


def test_a_year_reckoned_anew_asks_why_where_it_can_be_answered(world, as_, time_machine):
    two_members(world)
    run = reckoned(world)
    approved(world, run)
    time_machine.move_to(LATER, tick=False)
    as_(world.tari).post(reverse("post-surplus", args=[run.pk]))
    keep = reverse("keep-surplus", args=["2025-12-31"])
    answer = as_(world.tari).post(keep, TYPED | {"part_cadangan": "30", "part_modal": "30"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert f'action="{keep}"' in page  # the result and the button are still there
    assert 'name="reason"' in page
    assert 'name="part_modal" value="30"' in page
