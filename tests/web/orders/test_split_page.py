"""The split page: who, how many, why; offering, answering for a maker, taking back."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.kernel.models import AuditRow
from sentra.people.models import Party, Workshop
from sentra.production.flow import portions
from sentra.production.models import Assignment, Plan
from sentra.production.operations import offer_plan
from sentra.production.queries import split_view
from sentra.web.orders.reasons import dearer_than_best, missing, sentence
from sentra.web.orders.shares import line_shares, summary
from sentra.web.templatetags.weeks import weekly
from tests.domain.orders import given
from tests.domain.production.given import able, assignments
from tests.domain.production.given import split as an_order_split
from tests.world import NOW, TODAY


def url(name, order, *more):
    return reverse(name, args=[order.pk, *more])


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def offered(world):
    order, plan = an_order_split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    return order


def test_everybody_is_named_with_pieces_pay_and_a_reason(world, mira):
    order, _ = an_order_split(world)
    page = text_of(mira.get(url("split", order)))
    for work in assignments(world, order):
        assert work.workshop.owner.name in page
    assert (
        "Without her this order would cost" in page
        or "Nobody else has room for" in page
        or "Others could" in page
    )
    assert "of the weeks taken" in page
    assert "best possible plan" in page or "no other plan is better" in page
    assert "Offer to all" in page


def test_splitting_and_offering_by_plain_forms(world, mira):
    made = given.product(world.weavers)
    able(world, made)
    order = given.making(world, given.line(made, 30), down_payment_permille=1000)
    assert "Split the work" in text_of(mira.get(url("split", order)))
    for _ in range(2):
        assert mira.post(url("make-split", order), {"_once": "a" * 32}).status_code == 302
    with given.writing(world.weavers):
        (plan,) = Plan.objects.all()
    for _ in range(2):
        assert (
            mira.post(url("offer-plan", order, plan.pk), {"answer_by": "", "_once": "b" * 32}).status_code
            == 302
        )
    assert {work.state for work in assignments(world, order)} == {"offered"}


def test_a_time_to_answer_in_the_past_comes_back(world, mira):
    order, plan = an_order_split(world)
    answer = mira.post(url("offer-plan", order, plan.pk), {"answer_by": "2026-08-01T10:00"})
    assert answer.status_code == 422
    assert "2026-08-01T10:00" in text_of(answer)


def test_staff_write_down_a_yes_for_fewer_pieces_with_both_names(world, mira, offered):
    work = assignments(world, offered)[0]
    assert mira.post(url("accept-for-her", offered, work.pk), {"pieces": "1"}).status_code == 302
    with given.writing(world.weavers):
        assert Assignment.objects.get(pk=work.pk).accepted == 1
        row = AuditRow.objects.get(operation="production.accept_offer")
    assert (row.user_id, row.on_behalf_of) == (world.mira.user_id, work.workshop.owner_id)


def test_a_wrong_number_for_her_stays_in_her_row(world, mira, offered):
    work = assignments(world, offered)[0]
    answer = mira.post(url("accept-for-her", offered, work.pk), {"pieces": "9999"})
    assert answer.status_code == 422
    assert f'id="answer_{work.pk}_pieces"' in text_of(answer)
    assert 'value="9999"' in text_of(answer)


def test_a_no_and_a_withdrawal_free_the_pieces(world, mira, offered):
    first, second, *_ = assignments(world, offered)
    assert mira.post(url("decline-for-her", offered, first.pk), {"reason": "Panen"}).status_code == 302
    assert mira.post(url("withdraw-work", offered, second.pk), {"reason": ""}).status_code == 422
    assert mira.post(url("withdraw-work", offered, second.pk), {"reason": "Sakit"}).status_code == 302
    page = text_of(mira.get(url("split", offered)))
    assert "Split the rest" in page
    assert "Panen" in page
    assert "Sakit" in page


def test_work_of_another_order_is_not_found_here(world, mira, offered):
    other = given.quoted(world, given.line(given.product(world.weavers, "lain")))
    work = assignments(world, offered)[0]
    assert mira.post(url("accept-for-her", other, work.pk)).status_code == 404
    assert mira.post(url("withdraw-work", other, work.pk), {"reason": "x"}).status_code == 404


def test_who_may_plan_and_who_may_not(world, browser_of, offered):
    work = assignments(world, offered)[0]
    tari = browser_of(world.tari)
    assert tari.get(url("split", offered)).status_code == 200
    assert tari.post(url("make-split", offered)).status_code == 403
    assert tari.post(url("accept-for-her", offered, work.pk)).status_code == 403
    assert browser_of(world.zahra).post(url("make-split", offered)).status_code == 404
    assert browser_of(world.budi).post(url("accept-for-her", offered, work.pk)).status_code == 302


def test_what_nobody_can_make_is_said_in_words(world, mira):
    made = given.product(world.weavers)
    able(world, made)
    order = given.making(
        world, given.line(made, 2000), down_payment_permille=1000, promised_on=TODAY + timedelta(days=20)
    )
    mira.post(url("make-split", order))
    page = text_of(mira.get(url("split", order)))
    assert "not everything is ready in time" in page
    with given.writing(world.weavers):
        (short,) = Plan.objects.get().shortfall.values()
    (late,) = re.findall(r"(\d[\d.]*) pieces are late: ready only by", page) or ["0"]
    (on_time,) = re.findall(r"(\d[\d.]*) pieces are ready on time", page)
    assert sum(int(n.replace(".", "")) for n in (on_time, late)) + short == 2000
    assert "pieces have no maker" in page
    assert "too late for" in page or late == "0"


def test_the_list_of_others_stays_short(world, mira):
    with given.writing(world.weavers):
        for n in range(40):
            party = Party.objects.create(kind="artisan", name=f"Pengrajin {n:02}")
            world.workshops[f"Pengrajin {n:02}"] = Workshop.objects.create(owner=party, name=f"Usaha {n}")
    order, _ = an_order_split(world, pieces=10)
    page = text_of(mira.get(url("split", order)))
    first, *rest = page.split('<ul class="why-not">')[1:]
    assert len(rest) == 1  # one list a stage
    for shown in (first, rest[0]):
        names = re.findall(r"<strong>(.*?)</strong>", shown.split("</ul>")[0])
        assert len(names) == len(set(names)) == 30
        assert "more makers" in shown


def test_twelve_makers_ask_no_more_than_three(world, mira):
    def queries(order):
        with CaptureQueriesContext(connection) as seen:
            assert mira.get(url("split", order)).status_code == 200
        return len(seen)

    few, _ = an_order_split(world, pieces=30)
    mira.get(url("split", few))
    asked = queries(few)
    with given.writing(world.weavers):
        for n in range(9):
            party = Party.objects.create(kind="artisan", name=f"Pengrajin {n}")
            world.workshops[f"Pengrajin {n}"] = Workshop.objects.create(owner=party, name=f"Usaha {n}")
    made = given.product(world.weavers, "banyak")
    able(world, made)
    many = given.making(world, given.line(made, 600), down_payment_permille=1000)
    mira.post(url("make-split", many))
    assert len({work.workshop_id for work in assignments(world, many)}) > 3
    mira.get(url("split", many))  # says what was done, once
    assert queries(many) <= asked <= 35  # with nobody left out, one fewer


def test_a_share_keeps_its_reason_when_the_rest_is_split_again(world, mira, offered):
    first, second, *_ = assignments(world, offered)
    mira.post(url("decline-for-her", offered, first.pk), {"reason": "Panen"})
    with given.writing(world.weavers):
        shown = split_view(offered.pk)
        before = {row.work.pk: row.why for row in _rows(shown) if row.work.pk != first.pk}
    mira.post(url("make-split", offered))
    with given.writing(world.weavers):
        shown = split_view(offered.pk)
        after = {row.work.pk: row.why for row in _rows(shown)}
    assert before[second.pk]
    assert before == {pk: after[pk] for pk in before}
    assert "earlier split" not in text_of(mira.get(url("split", offered)))


def _rows(shown):
    lines = line_shares(shown, promised_on=TODAY + timedelta(days=60), address="")
    return [row for one in lines for stage in one.stages for row in stage.rows]


def test_makers_are_counted_as_people(world, mira, offered):
    for work in assignments(world, offered):
        mira.post(url("accept-for-her", offered, work.pk), {"pieces": ""})
    people = {work.workshop_id for work in assignments(world, offered)}
    assert f"{len(people)} said yes, 0 not answered" in text_of(mira.get(url("split", offered)))
    with given.writing(world.weavers):
        shown = split_view(offered.pk)
        twice = [*shown.assignments, *shown.assignments]
    assert summary(shown.plan, twice)["yes"] == len(people)


def test_the_weeks_of_a_share_stand_on_the_page_and_in_the_message(world, mira, offered):
    page = text_of(mira.get(url("split", offered)))
    work = next(one for one in assignments(world, offered) if len(one.weeks) > 1)
    with given.writing(world.weavers):
        row = next(row for row in _rows(split_view(offered.pk)) if row.work.pk == work.pk)
    assert row.parts == weekly(portions(work))
    assert ", ".join(row.parts) in row.chat
    assert '<ul class="weeks">' in page


def test_the_price_is_shown_then_the_plan_changed_and_said_so(world, mira):
    order, plan = an_order_split(world)
    work = assignments(world, order)[1]
    wish = {"workshop_id": work.workshop_id, "line_id": work.line_id, "stage_id": work.stage_id}
    shown = text_of(mira.get(url("shift", order, plan.pk), wish | {"pieces": 5}))
    (price,) = re.findall(r'name="more_idr" value="(-?\d+)"', shown)
    assert "5 more for" in shown
    assert "pieces fewer" in shown
    with given.writing(world.weavers):
        assert Plan.objects.count() == 1
    sent = mira.post(url("shift-work", order, plan.pk), wish | {"pieces": 5, "more_idr": price})
    assert sent.status_code == 302
    page = text_of(mira.get(url("split", order)))
    assert f"Changed by {world.mira.name}: 5 more for {work.workshop.owner.name}." in page
    assert ("costs the same" if price == "0" else f"{int(price):,}".replace(",", ".")) in page


def test_no_way_is_said_with_a_reason_and_without_a_button(world, mira):
    order, plan = an_order_split(world)
    work = assignments(world, order)[1]
    wish = {"workshop_id": work.workshop_id, "line_id": work.line_id, "stage_id": work.stage_id}
    shown = text_of(mira.get(url("shift", order, plan.pk), wish | {"pieces": 9999}))
    assert "There is no way" in shown
    assert "Yes, change the plan" not in shown
    refused = mira.post(url("shift-work", order, plan.pk), wish | {"pieces": 9999, "more_idr": 0})
    assert refused.status_code == 422


def test_only_who_plans_may_change_it_by_hand(world, browser_of):
    order, plan = an_order_split(world)
    assert "See the price" not in text_of(browser_of(world.tari).get(url("split", order)))
    assert browser_of(world.tari).get(url("shift", order, plan.pk)).status_code == 403
    assert browser_of(world.tari).post(url("shift-work", order, plan.pk)).status_code == 403
    assert browser_of(world.zahra).post(url("shift-work", order, plan.pk)).status_code == 404


def test_an_offered_plan_has_nothing_to_change_by_hand(mira, offered):
    assert "See the price" not in text_of(mira.get(url("split", offered)))


CODES = {
    "chosen": {"idr": 20_000, "pieces": 5, "most": 9},
    "share": {"most": 9, "pieces": 9, "idr": 1},
    "level": {"level": 1, "needed": 2},
    "full": {"week": 3, "room": 0, "lot": 1},
    "min_lot": {"lot": 5, "room": 2},
    "earned_more": {"daily_idr": 9, "usual_daily_idr": 5, "more_idr": 1},
    "dearer": {"more_idr": 700, "pieces": 4},
    "about_the_same": {"more_idr": 1, "pieces": 4},
    "no_way": {"pieces": 4},
    "declined": {},
    "not_skilled": {},
    "cash": {},
}
SHORT = ("no_skill", "level", "time", "capacity", "share", "cash", "competing", "lots")
PLAN = Plan(tenant_id=1, starts_on=TODAY, policy={})
COMMON = Plan(tenant_id=1, starts_on=TODAY, policy={"together": [1, 2]})


@pytest.mark.parametrize("plan", [PLAN, COMMON], ids=["alone", "together"])
@pytest.mark.parametrize("code", CODES)
def test_every_reason_is_one_short_sentence(code, plan):
    told = sentence(plan, code, CODES[code])
    assert 3 < len(told.split()) <= 15
    assert "%(" not in told


@pytest.mark.parametrize("plan", [PLAN, COMMON], ids=["alone", "together"])
@pytest.mark.parametrize("code", [f"short_{code}" for code in SHORT])
def test_every_shortfall_is_one_short_sentence(code, plan):
    told = missing(plan, code, {"week": 2, "short": 40})
    assert 3 < len(told.split()) <= 15
    assert "%(" not in told


def test_at_most_is_never_too_little():
    assert dearer_than_best(100, 100) != dearer_than_best(101, 100)
    assert "2 %" in dearer_than_best(10_101, 10_000)
    assert "1 %" in dearer_than_best(10_001, 10_000)
