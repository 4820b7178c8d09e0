"""Uang Anda: what one maker is owed, was advanced and has been paid."""

from dataclasses import dataclass

from django.db.models import Sum

from sentra.capital.models import Advance, Deduction, Slip
from sentra.capital.queries.deductions import open_deductions
from sentra.capital.queries.desk import open_advances
from sentra.capital.queries.slip import SlipView, slips_of, visible_to_her
from sentra.ledger.chart import OWED_TO_ARTISANS
from sentra.ledger.queries import balance_of

SHOWN_SLIPS = 6


@dataclass(frozen=True)
class MakersMoney:
    """Whole rupiah. `owed_idr` is accepted work that is not paid; `coming_idr` of approved slips, net."""

    owed_idr: int
    coming_idr: int
    advances: list[Advance]  # open ones; `owing_idr` is what is still taken back
    slips: list[Slip]  # approved ones, newest first
    deductions: list[Deduction]  # waiting for her answer, or agreed and not all taken

    @property
    def advances_idr(self) -> int:
        return sum(one.owing_idr for one in self.advances)

    @property
    def questions(self) -> list[Deduction]:
        """Deductions she has not answered."""
        return [one for one in self.deductions if one.waits]


def makers_money(party_id: int) -> MakersMoney:
    """Her money in five queries. The debt is the ledger's own balance."""
    hers = visible_to_her(party_id)
    coming = hers.exclude(state=Slip.State.PAID).aggregate(idr=Sum("net_idr", default=0))["idr"]
    return MakersMoney(
        -balance_of(OWED_TO_ARTISANS, party_id),
        coming,
        list(open_advances(party_id=party_id)),
        list(hers.select_related("run").order_by("-pk")[:SHOWN_SLIPS]),
        list(open_deductions().filter(party_id=party_id)),
    )


def own_slip(party_id: int, slip_id: int) -> SlipView:
    """One of her own approved slips. Raises Slip.DoesNotExist for anybody else's."""
    found = slips_of(visible_to_her(party_id).filter(pk=slip_id))
    if not found:
        raise Slip.DoesNotExist
    return found[0]
