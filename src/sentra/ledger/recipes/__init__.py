"""How each event of the cooperative enters the books. Written to be read by an accountant.

Each recipe runs inside the caller's transaction and returns the entry's id (0: no money moved). The
cause makes an event post once; the source is what a figure opens to. All amounts are whole rupiah.
One file per subject: buyers, makers, goods, savings, loans, surplus, bank (materials: `material_recipes`).
"""

from sentra.ledger.recipes.bank import bank_line_booked, cash_counted
from sentra.ledger.recipes.buyers import (
    down_payment_kept,
    down_payment_received,
    invoice_issued,
    receivable,
    refund_paid,
    settlement_received,
)
from sentra.ledger.recipes.goods import goods_delivered, goods_freed, goods_set_aside, goods_written_off
from sentra.ledger.recipes.loans import loan_paid_out, loan_repaid, loan_written_off
from sentra.ledger.recipes.makers import (
    PaidAdvance,
    PaidSlip,
    advance_repaid,
    advance_written_off,
    advances_paid,
    pieces_accepted,
    slips_paid,
)
from sentra.ledger.recipes.savings import (
    savings_interest,
    savings_received,
    savings_withdrawn,
    sheet_difference,
)
from sentra.ledger.recipes.surplus import surplus_collected, surplus_shared

__all__ = [
    "PaidAdvance",
    "PaidSlip",
    "advance_repaid",
    "advance_written_off",
    "advances_paid",
    "bank_line_booked",
    "cash_counted",
    "down_payment_kept",
    "down_payment_received",
    "goods_delivered",
    "goods_freed",
    "goods_set_aside",
    "goods_written_off",
    "invoice_issued",
    "loan_paid_out",
    "loan_repaid",
    "loan_written_off",
    "pieces_accepted",
    "receivable",
    "refund_paid",
    "savings_interest",
    "savings_received",
    "savings_withdrawn",
    "settlement_received",
    "sheet_difference",
    "slips_paid",
    "surplus_collected",
    "surplus_shared",
]
