"""The verbs of orders, one noun a file."""

from sentra.orders.operations.buyer import agree_to_quotation, answer_own_sizes, decline_own_quotation
from sentra.orders.operations.buying import give_up_purchase, lapse_unpaid, place_order
from sentra.orders.operations.corrections import take_back_payment
from sentra.orders.operations.deliveries import deliver
from sentra.orders.operations.invoices import issue_invoice
from sentra.orders.operations.leads import close_lead, make_enquiry
from sentra.orders.operations.payments import record_payment
from sentra.orders.operations.proofs import send_proof
from sentra.orders.operations.quotations import (
    accept_quotation,
    change_quotation,
    decline_quotation,
    lapse_quotations,
    quote,
)
from sentra.orders.operations.samples import approve_sample, refuse_sample, show_sample
from sentra.orders.operations.size_answers import answer_size_questions

__all__ = [
    "accept_quotation",
    "agree_to_quotation",
    "answer_own_sizes",
    "answer_size_questions",
    "approve_sample",
    "change_quotation",
    "close_lead",
    "decline_own_quotation",
    "decline_quotation",
    "deliver",
    "give_up_purchase",
    "issue_invoice",
    "lapse_quotations",
    "lapse_unpaid",
    "make_enquiry",
    "place_order",
    "quote",
    "record_payment",
    "refuse_sample",
    "send_proof",
    "show_sample",
    "take_back_payment",
]
