"""Who is next to be paid one way: the one answer behind lists, the bank's file and what is booked. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sentra.capital.models import Slip

S = Slip.State


@dataclass(frozen=True)
class Turn:
    """The slips of one run whose turn it is, one way of paying. Failed ones are tried again first."""

    waiting: tuple[Slip, ...]
    sent: tuple[Slip, ...] = ()  # at the bank

    @property
    def to_pay(self) -> tuple[Slip, ...]:
        """What is booked together: of transfers only what the bank has, as long as it has any."""
        return self.sent or self.waiting

    @property
    def on_paper(self) -> tuple[Slip, ...]:
        """What the next list or file names; nothing waits: the bank's last file once more."""
        last = max((one.sending for one in self.sent), default=0)
        return self.waiting or tuple(one for one in self.sent if one.sending == last)


def turn(slips: Iterable[Slip], method: str) -> Turn:
    """`slips`: the run's, with their makers. A waiting transfer to nobody's account is paid in cash."""
    found = list(slips)
    waiting = tuple(one for one in found if one.state == S.WAITING and _way(one) == method)
    return Turn(waiting, tuple(one for one in found if one.state == S.SENT and one.method == method))


def _way(slip: Slip) -> str:
    return "cash" if slip.method == "bank" and not slip.party.bank_account else slip.method


def seen(slips: Sequence[Slip]) -> str:
    """What somebody looked at, to be handed back when she says that it is paid: how many, how much, whom."""
    each = sorted(f"{one.pk}:{one.state}:{one.net_idr}:{one.party.bank_account}" for one in slips)
    total = sum(one.net_idr for one in slips)
    return f"{len(slips)}-{total}-{sha256(' '.join(each).encode()).hexdigest()[:12]}"


def next_sending(slips: Iterable[Slip]) -> int:
    """The number of the run's next file for the bank, from 1."""
    return max((one.sending for one in slips), default=0) + 1
