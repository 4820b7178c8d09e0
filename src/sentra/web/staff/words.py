"""What each permission lets somebody do, in the words of the people who give it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sentra.people.roles import Permission

P = Permission
CAN: dict[Permission, Promise] = {
    P.READ_ORDERS: _("See enquiries, orders and inspections"),
    P.QUOTE: _("Answer enquiries with a quotation"),
    P.ACCEPT_ORDERS: _("Accept orders and samples"),
    P.RECORD_PAYMENT: _("Record what buyers have paid"),
    P.PLAN_WORK: _("Split an order and offer the work"),
    P.RECEIVE_LOTS: _("Take in finished work"),
    P.INSPECT: _("Inspect work and give it a grade"),
    P.DELIVER: _("Deliver goods"),
    P.INVOICE: _("Write invoices"),
    P.CANCEL_ORDER: _("Cancel an order"),
    P.CLOSE_ORDER: _("Close a settled order"),
    P.GRANT_ADVANCE: _("Pay advances to makers"),
    P.PREPARE_PAYOUT: _("Prepare the makers' payout"),
    P.APPROVE_PAYOUT: _("Approve a payout somebody else prepared"),
    P.PAY_OUT: _("Pay out approved slips"),
    P.READ_BOOKS: _("See the books"),
    P.POST_ENTRY: _("Book by hand"),
    P.REVERSE_ENTRY: _("Reverse a wrong entry"),
    P.CLOSE_PERIOD: _("Close a month"),
    P.READ_PEOPLE: _("See makers and their skills"),
    P.MANAGE_PEOPLE: _("Register and correct makers"),
    P.ISSUE_CARD: _("Issue and revoke member cards"),
    P.ANSWER_OFFER: _("Answer an offer for a maker who asks"),
    P.REPORT_PROGRESS: _("Report progress for a maker who asks"),
    P.MAKE_ENQUIRY: _("Write down an enquiry for a buyer"),
    P.MANAGE_PRODUCTS: _("Change products, stages and prices"),
    P.READ_REGISTRY: _("See the office's registry"),
    P.IMPORT_REGISTRY: _("Import lists into the registry"),
    P.MANAGE_STAFF: _("Invite staff and end roles"),
    P.READ_AUDIT: _("See who did what"),
    P.SET_PAPERS: _("Set the bank account and the signer on letters"),
}
NOT_FOR_STAFF = {P.SEE_PUBLIC, P.SEE_OWN_WORK, P.ANSWER_QUOTATION}
