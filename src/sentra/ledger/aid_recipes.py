"""How capital aid enters the books. Like `recipes`: inside the caller's transaction, once per cause.

A grant is capital of the cooperative (3-1300 Hibah/donasi): Law 25/1992 on cooperatives, Article 41 (2),
names grants among a cooperative's own capital, and the chart has it there. SAK EP (chapter on government
grants, from IFRS for SMEs section 24) would show a grant without conditions still to be met as income of
the period, and one with such conditions as a liability until they are met. Money given to be kept as
working capital, not for the sale of a service, is booked by the law; an accountant who reads a letter of
grant otherwise books the difference by hand with its reason. A revolving fund has to be given back: it is a
liability (2-2200 Utang dana bergulir) from the first rupiah and falls with each instalment; the office asks
no interest here.
"""

from sentra.ledger.chart import GRANTS, MONEY, REVOLVING_FUND
from sentra.ledger.posting import Booking, credit, debit, post


def aid_received(
    money_id: int, booked: Booking, *, proposal_id: int, amount_idr: int, revolving: bool, method: str
) -> int:
    """The office's money has come: capital of ours, or owed back."""
    memo = "Dana bergulir diterima dari dinas" if revolving else "Hibah modal diterima dari dinas"
    return post(
        f"aid_money:{money_id}", f"aid:{proposal_id}", memo, booked,
        [debit(MONEY[method], amount_idr), credit(REVOLVING_FUND if revolving else GRANTS, amount_idr)],
    )  # fmt: skip


def aid_repaid(money_id: int, booked: Booking, *, proposal_id: int, amount_idr: int, method: str) -> int:
    """An instalment of a revolving fund goes back to the office."""
    return post(
        f"aid_money:{money_id}", f"aid:{proposal_id}", "Angsuran dana bergulir", booked,
        [debit(REVOLVING_FUND, amount_idr), credit(MONEY[method], amount_idr)],
    )  # fmt: skip
