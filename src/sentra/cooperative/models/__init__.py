"""The cooperative app's tables."""

from sentra.cooperative.models.book import AnnualPack, BookNote
from sentra.cooperative.models.budget import Budget, BudgetLine
from sentra.cooperative.models.claim import Claim, ClaimAnswer
from sentra.cooperative.models.clause import Clause
from sentra.cooperative.models.founding import FounderPayment, Founding
from sentra.cooperative.models.loan import Loan, LoanInstalment, LoanPayment
from sentra.cooperative.models.meeting import AgendaItem, Attendee, Meeting
from sentra.cooperative.models.member import Application, Consent, Delegation, Leaving, Member
from sentra.cooperative.models.opening import Opening
from sentra.cooperative.models.resolution import Choice, Officer, PaperBallot, Resolution, Vote
from sentra.cooperative.models.savings import CollectionSheet, SavingsInterest, SavingsMove
from sentra.cooperative.models.surplus import ShareQuestion, SurplusPayment, SurplusRun, SurplusShare

__all__ = [
    "AgendaItem",
    "AnnualPack",
    "Application",
    "Attendee",
    "BookNote",
    "Budget",
    "BudgetLine",
    "Choice",
    "Claim",
    "ClaimAnswer",
    "Clause",
    "CollectionSheet",
    "Consent",
    "Delegation",
    "FounderPayment",
    "Founding",
    "Leaving",
    "Loan",
    "LoanInstalment",
    "LoanPayment",
    "Meeting",
    "Member",
    "Officer",
    "Opening",
    "PaperBallot",
    "Resolution",
    "SavingsInterest",
    "SavingsMove",
    "ShareQuestion",
    "SurplusPayment",
    "SurplusRun",
    "SurplusShare",
    "Vote",
]
