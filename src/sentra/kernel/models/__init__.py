"""The kernel's tables."""

from sentra.kernel.models.audit import AuditRow, Seal, SealedRow
from sentra.kernel.models.files import StoredFile
from sentra.kernel.models.notice import Notice
from sentra.kernel.models.once import Counter, Once, Received, Tried
from sentra.kernel.models.tenant import Tenant

__all__ = [
    "AuditRow", "Counter", "Notice", "Once", "Received", "Seal", "SealedRow", "StoredFile", "Tenant", "Tried",
]  # fmt: skip
