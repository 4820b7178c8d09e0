"""Proposals are the same in any order, use nothing twice, and amounts always agree."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sentra.payments.matching import (
    WINDOW_DAYS,
    Booked,
    Expected,
    Facts,
    Line,
    Rule,
    options,
    propose,
    says_code,
    things_of,
)
from sentra.payments.reconciling import SeenLine, SeenPart, SeenPosting, Sums, reconciled
from sentra.payments.rules import USUAL

DAY = date(2026, 8, 3)
amounts = st.sampled_from([-6_500, -5_000, 1_000, 5_000, 5_000, 220_000])
days = st.integers(0, 12).map(lambda n: DAY + timedelta(days=n))
texts = st.sampled_from(["BIAYA ADM", "TRF ALUH", "PESANAN 7/2026", "SETOR TUNAI", "BUNGA", ""])


@st.composite
def worlds(draw):
    lines = [Line(at, draw(days), draw(amounts), draw(texts)) for at in range(draw(st.integers(0, 8)))]
    booked = [
        Booked(at, draw(days), draw(amounts), draw(st.sampled_from([(), ("Aluh",)])),
               draw(st.sampled_from(["", "slip"])))
        for at in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    expected = [
        Expected(f"order:{at}:settlement", draw(amounts), DAY, ("Aluh",), (f"{at}/2026",))
        for at in range(draw(st.integers(0, 4)))
    ]
    keys = st.sets(st.sampled_from(["p:1", "p:2", "a:6-1300", "e:order:1:settlement"]))
    refused = {line.id: draw(keys) for line in lines}
    return lines, Facts(booked, expected, list(USUAL), refused)


@given(worlds())
def test_a_line_and_a_posting_are_used_at_most_once_and_amounts_agree(made):
    lines, facts = made
    found = propose(lines, facts)

    used = [thing for one in found.values() for thing in things_of(one.key)]
    assert len(used) == len(set(used))
    sums = {booked.id: booked.amount_idr for booked in facts.booked}
    owed = {f"e:{one.key}": one.amount_idr for one in facts.expected}
    for line in lines:
        one = found.get(line.id)
        if one is None:
            continue
        assert one.key not in facts.refused[line.id]
        assert one.amount_idr == line.amount_idr
        if one.key.startswith("p:"):
            assert sum(sums[int(pk)] for pk in one.key[2:].split(",")) == line.amount_idr
        if one.key.startswith("e:"):
            assert owed[one.key] == line.amount_idr


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_never_matters(made, chance):
    lines, facts = made
    turned = Facts(*[chance.sample(list(one), len(one)) for one in
                     (facts.booked, facts.expected, facts.rules)],
                   facts.refused)  # fmt: skip
    assert propose(chance.sample(lines, len(lines)), turned) == propose(lines, facts)


@given(worlds())
def test_nothing_that_fits_is_left_beside_a_line_without_a_proposal(made):
    lines, facts = made
    found = propose(lines, facts)
    used = {thing for one in found.values() for thing in things_of(one.key)}
    for line in lines:
        if line.id not in found:
            assert all(things_of(one.key) & used for one in options(line, facts))


def line(idr, text="", on=DAY, pk=1):
    return Line(pk, on, idr, text)


def best(idr, text="", **facts):
    return propose([line(idr, text)], Facts(**facts)).get(1)


def test_a_posting_of_the_day_goes_before_one_of_last_week():
    booked = [Booked(1, DAY - timedelta(days=6), 5_000), Booked(2, DAY, 5_000)]
    one = best(5_000, booked=booked)
    assert (one.key, one.reasons) == ("p:2", ("amount", "same_day"))


def test_a_posting_outside_the_window_is_not_proposed():
    assert best(5_000, booked=[Booked(1, DAY - timedelta(days=WINDOW_DAYS + 1), 5_000)]) is None


def test_the_order_named_in_the_text_wins_over_one_of_the_same_amount():
    owed = [Expected("order:1:settlement", 5_000, DAY, (), ("1/2026",)),
            Expected("order:7:settlement", 5_000, DAY, (), ("7/2026",))]  # fmt: skip
    one = best(5_000, "TRF PESANAN 007-2026", expected=owed)
    assert (one.key, one.reasons) == ("e:order:7:settlement", ("amount", "code"))


def test_a_matching_code_of_the_showroom_is_found_in_the_text():
    owed = [Expected("cart:9", 5_000, DAY, (), ("KRJ4F2",)), Expected("cart:8", 5_000, DAY, (), ("QQ11AA",))]
    assert best(5_000, "trsf e-banking krj4f2 budi", expected=owed).key == "e:cart:9"


def test_money_sent_before_it_was_asked_for_is_not_that_order():
    owed = [Expected("order:1:settlement", 5_000, DAY + timedelta(days=1), ("Aluh",), ())]
    assert best(5_000, "ALUH", expected=owed) is None


def test_a_payout_file_is_its_slips_together():
    booked = [Booked(pk, DAY, idr, (), "slip") for pk, idr in ((3, -2_000), (1, -1_000), (2, -3_000))]
    one = best(-6_000, "PAYROLL", booked=booked)
    assert (one.key, one.reasons[0]) == ("p:1,2,3", "together")


def test_a_fee_is_booked_by_its_words_and_a_persons_choice_goes_before_it():
    assert best(-6_500, "BIAYA ADM AGU 2026", rules=USUAL).key == "a:6-1300"
    learned = Rule(frozenset({"BIAYA", "ADM", "AGU"}), money_in=False, account="6-1200", learned=True)
    one = best(-6_500, "BIAYA ADM AGU 2026", rules=[*USUAL, learned])
    assert (one.key, one.reasons) == ("a:6-1200", ("learned",))


def test_interest_comes_in_and_its_tax_goes_out():
    assert best(12_345, "BUNGA", rules=USUAL).key == "a:4-1900"
    assert best(-2_469, "PAJAK BUNGA", rules=USUAL).key == "a:9-1100"
    assert best(-2_469, "BUNGA", rules=USUAL) is None  # the wrong way round


def test_a_date_is_no_order_number():
    assert not says_code("TRF 07/08/2026", "8/2026")
    assert not says_code("TRF 17/2026", "7/2026")
    assert says_code("INV/012/VIII/2026", "12/2026")


# ----- reconciliation: the identity holds whatever was matched -----


@st.composite
def histories(draw):
    """Lines since DAY, postings since ten days before, ties between equal amounts, and a day to look at."""
    sums = st.integers(-9, 9).filter(bool)
    lines = [SeenLine(at, draw(days), draw(sums)) for at in range(draw(st.integers(0, 6)))]
    early = st.integers(-10, 12).map(lambda n: DAY + timedelta(days=n))
    postings = [SeenPosting(100 + at, at, draw(early), draw(sums)) for at in range(draw(st.integers(0, 6)))]
    free, parts = list(postings), []
    for one in lines:
        fit = [posting for posting in free if posting.amount_idr == one.amount_idr]
        if fit and draw(st.booleans()):
            free.remove(fit[0])
            parts.append(SeenPart(one.id, one.on, fit[0].id, fit[0].on, one.amount_idr))
    return lines, postings, parts, draw(days), draw(st.integers(-20, 20))


@given(histories())
def test_lines_and_postings_explain_every_rupiah_of_the_difference(made):
    lines, postings, parts, until, opening = made
    done = {tie.posting_id for tie in parts if tie.line_on <= until}
    tied = {tie.posting_id for tie in parts}
    shown = [
        one for one in postings
        if one.on <= until and one.id not in done and (one.on >= DAY or one.id in tied)
    ]  # fmt: skip
    sums = Sums(
        DAY,
        opening,
        sum(one.amount_idr for one in postings if one.on < DAY),
        sum(one.amount_idr for one in postings if one.on <= until),
        early_idr=sum(tie.amount_idr for tie in parts if tie.posted_on < DAY),
    )
    seen_lines = [one for one in lines if one.on <= until]
    found = reconciled(until, sums, lines=seen_lines, postings=shown, parts=parts)
    assert found.explained_idr == found.difference_idr


def seen(pk, idr, entry, reverses=None, on=DAY):
    return SeenPosting(pk, entry, on, idr, "", reverses)


def at_end(postings, opening=0):
    sums = Sums(DAY, opening, 0, sum(one.amount_idr for one in postings))
    return reconciled(DAY, sums, lines=[], postings=postings, parts=[])


def test_what_was_booked_and_reversed_waits_for_no_bank():
    assert at_end([seen(1, 500, 10), seen(2, -500, 11, 10)]).postings == ()
    twice = at_end([seen(1, 500, 10), seen(2, -500, 11, 10), seen(3, 500, 12, 11)])
    assert [one.id for one in twice.postings] == [1]


def test_the_books_opening_entry_of_the_first_day_is_the_opening_balance():
    found = at_end([seen(1, 700, 10)], opening=700)
    assert found.agrees
