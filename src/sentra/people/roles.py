"""Who may do what: one list of permissions, one table of roles. `@operation` and `@page` ask here."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    SEE_PUBLIC = "see_public"
    MAKE_ENQUIRY = "make_enquiry"
    SEE_OWN_WORK = "see_own_work"
    ANSWER_OFFER = "answer_offer"
    REPORT_PROGRESS = "report_progress"
    READ_ORDERS = "read_orders"
    QUOTE = "quote"
    ACCEPT_ORDERS = "accept_orders"
    BUY = "buy"  # ready goods, as a visitor
    ANSWER_QUOTATION = "answer_quotation"  # the buyer, by the link only she was sent
    RECORD_PAYMENT = "record_payment"
    MATCH_BANK = "match_bank"  # take over bank statements, say what each line is
    COUNT_CASH = "count_cash"
    CONFIRM_COUNT = "confirm_count"  # somebody else than who counted
    PLAN_WORK = "plan_work"
    RECEIVE_LOTS = "receive_lots"
    INSPECT = "inspect"
    LABEL_GOODS = "label_goods"  # issue and withdraw labels of origin
    DELIVER = "deliver"
    INVOICE = "invoice"
    GRANT_ADVANCE = "grant_advance"
    PREPARE_PAYOUT = "prepare_payout"
    APPROVE_PAYOUT = "approve_payout"
    PAY_OUT = "pay_out"
    CLOSE_ORDER = "close_order"
    CANCEL_ORDER = "cancel_order"
    READ_BOOKS = "read_books"
    REVERSE_ENTRY = "reverse_entry"
    POST_ENTRY = "post_entry"
    CLOSE_PERIOD = "close_period"
    SHARE_SURPLUS = "share_surplus"  # reckon the year's surplus, book what the annual meeting approved
    PLAN_BUDGET = "plan_budget"  # draw up the year's budget; the members' meeting decides it
    CONFIRM_OPENING = "confirm_opening"  # book opening balances somebody else brought
    READ_PEOPLE = "read_people"
    MANAGE_PEOPLE = "manage_people"
    ISSUE_CARD = "issue_card"
    MANAGE_PRODUCTS = "manage_products"
    SEND_PHOTOS = "send_photos"  # photographs of goods as drafts, from the field
    MANAGE_STAFF = "manage_staff"
    READ_REGISTRY = "read_registry"
    IMPORT_REGISTRY = "import_registry"
    ANSWER_CLAIMS = "answer_claims"  # the office: is this person that entry of its registry
    READ_AUDIT = "read_audit"
    MANAGE_MARKETS = "manage_markets"  # market days, their exceptions, the map of stalls
    SET_PAPERS = "set_papers"
    SET_PAYMENTS = "set_payments"  # how buyers pay: the QRIS code, the payment gateway and its key
    SET_WEIGHTS = "set_weights"
    NOTE_PRICES = "note_prices"  # what collectors pay
    READ_MEMBERS = "read_members"  # register, savings, loans, meetings
    MANAGE_MEMBERS = "manage_members"  # claims, applications, consents, delegations
    KEEP_BOOK_NOTES = "keep_book_notes"  # lines of administration books: guests, events, supervisors' minutes
    DECIDE_MEMBERS = "decide_members"  # the board's yes or no
    SPEAK_AS_MEMBER = "speak_as_member"  # her consents, delegates, joining, leaving: she, or her paper
    COLLECT_SAVINGS = "collect_savings"
    PAY_SAVINGS = "pay_savings"
    LEND = "lend"  # write a loan down, pay it out, take instalments
    APPROVE_LOAN = "approve_loan"
    RUN_MEETING = "run_meeting"
    WRITE_CLAUSES = "write_clauses"  # drafts of a forming group; afterwards only a resolution changes a rule
    FOUND_COOPERATIVE = "found_cooperative"
    OPEN_GROUP = "open_group"  # the office opens the book of a forming group
    VOTE = "vote"
    SEE_OWN_SAVINGS = "see_own_savings"
    SET_RULES = "set_rules"  # wage floor, quick cash prices
    HANDLE_MATERIALS = "handle_materials"
    BUY_MATERIALS = "buy_materials"
    PROPOSE_AID = "propose_aid"  # write, send and report a proposal for capital aid
    READ_PROPOSALS = "read_proposals"  # the office: what its cooperatives have sent
    VERIFY_AID = "verify_aid"
    DECIDE_AID = "decide_aid"


P = Permission


class RoleName(models.TextChoices):
    CHAIR = "chair", _("Chair")
    MANAGER = "manager", _("Manager")
    TREASURER = "treasurer", _("Treasurer")
    SUPERVISOR = "supervisor", _("Supervisor")
    INSPECTOR = "inspector", _("Inspector")
    COORDINATOR = "coordinator", _("Coordinator")
    OFFICER = "officer", _("Office staff")
    HEAD = "head", _("Head of office")
    ARTISAN = "artisan", _("Artisan")
    GUEST = "guest", _("Visitor")


_LOOK = {P.SEE_PUBLIC, P.READ_ORDERS, P.READ_PEOPLE}
_RUN = {
    P.QUOTE, P.ACCEPT_ORDERS, P.PLAN_WORK, P.RECEIVE_LOTS, P.DELIVER, P.INVOICE, P.GRANT_ADVANCE,
    P.CANCEL_ORDER, P.CLOSE_ORDER, P.MANAGE_PEOPLE, P.ISSUE_CARD, P.MANAGE_PRODUCTS, P.READ_BOOKS,
    P.MAKE_ENQUIRY, P.ANSWER_OFFER, P.REPORT_PROGRESS, P.HANDLE_MATERIALS, P.BUY_MATERIALS,
    P.NOTE_PRICES, P.LABEL_GOODS, P.MANAGE_MARKETS, P.SEND_PHOTOS,
}  # fmt: skip

_LEAD_MEMBERS = {P.READ_MEMBERS, P.MANAGE_MEMBERS, P.SPEAK_AS_MEMBER, P.RUN_MEETING, P.WRITE_CLAUSES}
_DECIDE_MEMBERS = {P.DECIDE_MEMBERS, P.APPROVE_LOAN, P.FOUND_COOPERATIVE}

ROLES: dict[RoleName, frozenset[Permission]] = {
    RoleName.CHAIR: frozenset(
        _LOOK
        | _RUN
        | {
            P.APPROVE_PAYOUT,
            P.CONFIRM_COUNT,
            P.MANAGE_STAFF,
            P.READ_AUDIT,
            P.CLOSE_PERIOD,
            P.SHARE_SURPLUS,
            P.KEEP_BOOK_NOTES,
            P.PLAN_BUDGET,
            P.CONFIRM_OPENING,
            P.SET_PAPERS,
            P.SET_PAYMENTS,
            P.SET_WEIGHTS,
        }
        | {P.PROPOSE_AID, P.SET_RULES}
        | _LEAD_MEMBERS
        | _DECIDE_MEMBERS
    ),
    RoleName.MANAGER: frozenset(
        _LOOK | _RUN | _LEAD_MEMBERS | {P.INSPECT, P.COUNT_CASH, P.KEEP_BOOK_NOTES, P.PLAN_BUDGET}
    ),
    RoleName.TREASURER: frozenset(
        _LOOK
        | {
            P.RECORD_PAYMENT,
            P.MATCH_BANK,
            P.COUNT_CASH,
            P.INVOICE,
            P.GRANT_ADVANCE,
            P.PREPARE_PAYOUT,
            P.PAY_OUT,
            P.CLOSE_ORDER,
            P.READ_BOOKS,
            P.REVERSE_ENTRY,
            P.POST_ENTRY,
            P.CLOSE_PERIOD,
            P.SHARE_SURPLUS,
            P.PLAN_BUDGET,
            P.READ_AUDIT,
            P.SET_PAPERS,
            P.SET_PAYMENTS,
            P.SET_RULES,
            P.BUY_MATERIALS,
            P.READ_MEMBERS,
            P.KEEP_BOOK_NOTES,
            P.COLLECT_SAVINGS,
            P.PAY_SAVINGS,
            P.LEND,
            P.PROPOSE_AID,
        }
    ),
    RoleName.SUPERVISOR: frozenset(
        _LOOK
        | {P.READ_BOOKS, P.APPROVE_PAYOUT, P.CONFIRM_COUNT, P.READ_AUDIT, P.READ_MEMBERS, P.APPROVE_LOAN}
        | {P.KEEP_BOOK_NOTES, P.CONFIRM_OPENING}
    ),
    RoleName.INSPECTOR: frozenset(_LOOK | {P.RECEIVE_LOTS, P.INSPECT, P.HANDLE_MATERIALS, P.LABEL_GOODS}),
    RoleName.COORDINATOR: frozenset(
        _LOOK
        | {P.MANAGE_PEOPLE, P.ISSUE_CARD, P.RECEIVE_LOTS, P.MAKE_ENQUIRY, P.ANSWER_OFFER, P.REPORT_PROGRESS}
        | {P.HANDLE_MATERIALS, P.NOTE_PRICES, P.READ_MEMBERS, P.MANAGE_MEMBERS, P.SPEAK_AS_MEMBER}
        | {P.COLLECT_SAVINGS, P.SEND_PHOTOS}
    ),
    RoleName.OFFICER: frozenset(
        {P.SEE_PUBLIC, P.OPEN_GROUP, P.READ_REGISTRY, P.IMPORT_REGISTRY, P.READ_PROPOSALS, P.VERIFY_AID}
        | {P.ANSWER_CLAIMS, P.MANAGE_MARKETS}
    ),
    RoleName.HEAD: frozenset(
        {P.SEE_PUBLIC, P.OPEN_GROUP, P.READ_REGISTRY, P.IMPORT_REGISTRY, P.MANAGE_STAFF, P.READ_AUDIT}
        | {P.READ_PROPOSALS, P.VERIFY_AID, P.DECIDE_AID, P.ANSWER_CLAIMS, P.MANAGE_MARKETS}
    ),
    RoleName.ARTISAN: frozenset(
        {P.SEE_PUBLIC, P.SEE_OWN_WORK, P.ANSWER_OFFER, P.REPORT_PROGRESS, P.VOTE, P.SEE_OWN_SAVINGS}
        | {P.SPEAK_AS_MEMBER}
    ),
    RoleName.GUEST: frozenset({P.SEE_PUBLIC, P.MAKE_ENQUIRY, P.BUY, P.ANSWER_QUOTATION}),
}


def permissions(*roles: str) -> frozenset[str]:
    """Everything these roles may do together."""
    return frozenset(str(p) for role in roles for p in ROLES[RoleName(role)])
