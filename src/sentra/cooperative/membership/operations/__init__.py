"""The verbs of membership: joining, consents, delegates, leaving."""

from sentra.cooperative.membership.operations.consents import (
    decline_consent,
    give_consent,
    withdraw_consent,
)
from sentra.cooperative.membership.operations.delegating import end_delegation, let_act
from sentra.cooperative.membership.operations.joining import (
    accept_application,
    ask_to_join,
    refuse_application,
    withdraw_application,
)
from sentra.cooperative.membership.operations.leaving import ask_to_leave, name_heir, stay_after_all

__all__ = [
    "accept_application",
    "ask_to_join",
    "ask_to_leave",
    "decline_consent",
    "end_delegation",
    "give_consent",
    "let_act",
    "name_heir",
    "refuse_application",
    "stay_after_all",
    "withdraw_application",
    "withdraw_consent",
]
