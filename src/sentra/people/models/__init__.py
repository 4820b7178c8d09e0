"""The people app's tables."""

from sentra.people.models.card import MemberCard
from sentra.people.models.party import Party, Worker, Workshop
from sentra.people.models.region import Region
from sentra.people.models.staff_party import StaffParty
from sentra.people.models.user import Role, User

__all__ = ["MemberCard", "Party", "Region", "Role", "StaffParty", "User", "Worker", "Workshop"]
