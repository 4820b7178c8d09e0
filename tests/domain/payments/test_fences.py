"""What the database itself refuses about bank and cash, each seen to bite."""

import pytest
from django.db import IntegrityError

from sentra.payments.models import (
    BankAccount,
    BankLine,
    CashCount,
    Match,
    MatchPart,
    NotThis,
    Statement,
    TextRule,
)
from sentra.payments.operations import confirm_matches, refuse_match
from sentra.payments.operations.matches import Choice
from tests.domain.orders.given import writing
from tests.domain.payments.given import one_line
from tests.domain.payments.test_counts import counted
from tests.rows import copied
from tests.world import NOW

COPIED = [
    ("bank_account_label_once", BankAccount, {}),
    ("bank_account_in_the_books", BankAccount, {"label": "Lain", "ledger": "1-1100"}),
    ("bank_line_once", BankLine, {}),
    ("bank_line_not_zero", BankLine, {"amount_idr": 0}),
    ("bank_line_matched_once", Match, {}),
    ("bank_posting_matched_once", MatchPart, {"position": 1}),
    ("match_part_names_its_payment", MatchPart, {"did": "payment"}),
    ("not_this_once", NotThis, {}),
    ("text_rule_once", TextRule, {}),
    ("cash_count_number_in_year", CashCount, {"ledger": "1-1110"}),
    ("cash_count_waits_alone", CashCount, {"number": 2}),
    ("cash_count_not_negative", CashCount, {"number": 2, "ledger": "1-1110", "counted_idr": -1}),
    ("cash_count_difference_has_a_reason", CashCount, {"number": 2, "ledger": "1-1110", "reason": ""}),
]
CHANGED = [
    ("statement_kept_is_whole", Statement, {"closing_sen": None}),
    ("statement_undone_for_a_reason", Statement, {"state": "undone"}),
    ("cash_count_answer_has_its_moment", CashCount, {"state": "confirmed"}),
]


@pytest.fixture
def settled(world):
    """One line, once refused, then matched; one count that waits."""
    line = one_line(world, "BIAYA ADM", -1_000)
    refuse_match(line.pk, key="a:6-1200", by=world.tari, at=NOW)
    confirm_matches([Choice(line.pk, "a:6-1300")], by=world.tari, at=NOW)
    counted(world)
    return world


@pytest.mark.parametrize(("fence", "model", "changes"), COPIED, ids=[one[0] for one in COPIED])
def test_a_row_that_cannot_stand_beside_it(settled, fence, model, changes):
    with pytest.raises(IntegrityError, match=fence), writing(settled.weavers):
        copied(model, **changes)


@pytest.mark.parametrize(("fence", "model", "changes"), CHANGED, ids=[one[0] for one in CHANGED])
def test_a_change_that_cannot_be(settled, fence, model, changes):
    with pytest.raises(IntegrityError, match=fence), writing(settled.weavers):
        model.objects.update(**changes)
