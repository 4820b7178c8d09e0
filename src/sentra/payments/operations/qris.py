"""The static QRIS code buyers pay to: kept, replaced, put away. Chair and treasurer hear of each change."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import note, operation
from sentra.payments import notices
from sentra.payments.models import QrisCode
from sentra.payments.qris import read
from sentra.payments.qris.keeping import why_not_kept
from sentra.people.roles import Permission


@operation(needs=Permission.SET_PAYMENTS)
def keep_qris(text: str, *, by: Actor, at: datetime) -> QrisCode:
    """Buyers are shown this code with their amount from now on; the one before is put away.

    Refuses (field "text") what `why_not_kept` names: a broken code, a dynamic one, one without a national
    merchant number, one that adds a fee for the buyer. The same code again changes nothing. Audit: the NMID.
    """
    code = read(text.strip())
    if reason := why_not_kept(code):
        raise Refused(reason.sentence, field="text")
    note(nmid=code.nmid)
    before = QrisCode.objects.select_for_update().filter(put_away_at__isnull=True).first()
    if before is not None and before.text == code.text:
        return before
    if before is not None:
        _put_away(before, at)
    made: QrisCode = QrisCode.objects.create(
        text=code.text, merchant_name=code.name or "", city=code.city or "", nmid=code.nmid or "",
        criteria=code.criteria or "", kept_at=at, kept_by=by.user_id,
    )  # fmt: skip
    notices.qris_changed(made, at=at)
    return made


@operation(needs=Permission.SET_PAYMENTS)
def put_away_qris(code_id: int, *, by: Actor, at: datetime) -> QrisCode:
    """No code is shown to buyers any more. Refuses one that was put away already."""
    code: QrisCode = QrisCode.objects.select_for_update().get(pk=code_id)
    if code.put_away_at is not None:
        raise Refused(_("This code was put away already."))
    note(nmid=code.nmid)
    _put_away(code, at)
    notices.qris_changed(None, at=at)
    return code


def _put_away(code: QrisCode, at: datetime) -> None:
    code.put_away_at = max(at, code.kept_at)
    code.save(update_fields=["put_away_at"])
