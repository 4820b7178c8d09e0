"""Who may not, of every verb of bank and cash: the inspector, and a member on her phone."""

import pytest

from sentra.kernel.errors import PermissionDenied
from sentra.payments import operations as verbs
from tests.world import NOW, TODAY

ASKED = {
    "open_bank_account": ((), {"label": "BRI"}),
    "check_statement": ((0,), {"content": b"", "name": "x", "today": TODAY}),
    "set_columns": ((0,), {"today": TODAY}),
    "keep_statement": ((0,), {"today": TODAY}),
    "drop_statement": ((0,), {}),
    "undo_statement": ((0,), {"reason": "x"}),
    "confirm_matches": (([],), {}),
    "split_line": ((0,), {"pieces": []}),
    "refuse_match": ((0,), {"key": "a:6-1300"}),
    "undo_match": ((0,), {"reason": "x"}),
    "count_cash": (({},), {"counted_on": TODAY}),
    "confirm_count": ((0,), {}),
    "send_back_count": ((0,), {"reason": "x"}),
    "keep_qris": (("000201",), {}),
    "put_away_qris": ((0,), {}),
}


def test_every_verb_is_asked():
    assert set(ASKED) == set(verbs.__all__)


@pytest.mark.parametrize("name", ASKED)
def test_the_inspector_and_a_member_may_not(world, name):
    told, more = ASKED[name]
    for stranger in (world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            getattr(verbs, name)(*told, **more, by=stranger, at=NOW)
