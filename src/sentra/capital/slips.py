"""What a maker takes home: accepted work, less advances of the same orders, less what she agreed to.

Pure, whole rupiah. Order by order: recoveries first, then deductions, and both together never more
than gross × (1000 − floor) ÷ 1000 of that order, rounded down in her favour. What finds no room stays
owed. An advance of one order is never taken from the pay of another, and only as far as its work is done:
a quarter of the pieces accepted, a quarter of the advance due, all of it with the last piece. Work that came
back is the one claim on any order's pay: its own order may be over. Goods of her own that were sold are paid
for too; only her goods that came back are taken from that money, and from her pay when it is too little.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sentra.kernel.rupiah import shared

ANY_ORDER = 0
SOLD_GOODS = -1  # her own goods' money, apart from every order's pay


@dataclass(frozen=True)
class Work:
    """Accepted pieces of one inspection, not paid yet."""

    inspection_id: int
    order_id: int
    pieces: int
    rate_idr: int

    @property
    def amount_idr(self) -> int:
        return self.pieces * self.rate_idr


@dataclass(frozen=True)
class Share:
    """Her part of a later gain, not paid yet. Nothing is taken from it: she takes it home whole."""

    use_id: int
    order_id: int
    amount_idr: int


@dataclass(frozen=True)
class Sold:
    """Goods of her own that we sold, or lost, and have not paid."""

    sale_id: int
    pieces: int
    price_idr: int

    @property
    def amount_idr(self) -> int:
        return self.pieces * self.price_idr


@dataclass(frozen=True)
class Claim:
    """What may be taken: the open rest of an advance, of an agreed deduction, of work that came back."""

    id: int
    order_id: int  # ANY_ORDER: from whatever she is paid for
    open_idr: int
    due_idr: int | None = None  # of it, by the work that is done; None: all of it


@dataclass(frozen=True)
class Taken:
    """How much of one claim a slip takes; always more than zero. The order is the claim's."""

    claim_id: int
    order_id: int
    amount_idr: int


@dataclass(frozen=True)
class Reckoning:
    """A slip before it is written: gross − recovered − deducted − back = net, all ≥ 0."""

    work: tuple[Work, ...]
    recovered: tuple[Taken, ...]
    deducted: tuple[Taken, ...]
    owing_idr: int  # of the advances, after this slip
    shares: tuple[Share, ...] = ()
    sold: tuple[Sold, ...] = ()
    back: tuple[Taken, ...] = ()  # for sold goods of hers that came back after a slip had named them

    @property
    def gross_idr(self) -> int:
        earned: tuple[Work | Share | Sold, ...] = (*self.work, *self.shares, *self.sold)
        return sum(one.amount_idr for one in earned)

    @property
    def recovered_idr(self) -> int:
        return sum(one.amount_idr for one in self.recovered)

    @property
    def deducted_idr(self) -> int:
        """What she agreed to, and what came back."""
        return sum(one.amount_idr for one in (*self.deducted, *self.back))

    @property
    def net_idr(self) -> int:
        return self.gross_idr - self.recovered_idr - self.deducted_idr


def room_idr(gross_idr: int, floor_permille: int) -> int:
    """The most that may be taken from one order's pay: what lies above the floor, rounded down."""
    return gross_idr * (1000 - floor_permille) // 1000


def due_idr(amount_idr: int, *, pieces: int, done: int) -> int:
    """Of an advance for `pieces`, what is due when `done` of them are accepted; all of it with the last.

    By largest remainder from the count so far, not hand-in by hand-in: however the pieces come in, in which
    order and in how many lots, the sum is the same and nothing is lost or due twice.
    """
    if done >= pieces:
        return amount_idr
    return shared(amount_idr, [max(done, 0), pieces - max(done, 0)])[0]


def reckoned(
    work: Iterable[Work],
    advances: Iterable[Claim],
    deductions: Iterable[Claim],
    *,
    floor_permille: int,
    shares: Iterable[Share] = (),
    sold: Iterable[Sold] = (),
    back: Iterable[Claim] = (),
) -> Reckoning:
    """One maker's slip. The same input in any order gives the same slip; older claims (ids) come first.

    Refuses (ValueError) a floor outside 0…1000 and negative claims, pieces or rates.
    """
    done = tuple(sorted(work, key=lambda one: one.inspection_id))
    owed, agreed = _by_age(advances), _by_age(deductions)
    if not 0 <= floor_permille <= 1000 or any(min(one.pieces, one.rate_idr) < 0 for one in done):
        msg = "The floor lies between 0 and 1000; pieces and rates are not negative."
        raise ValueError(msg)
    earned: dict[int, int] = {}
    for one in done:
        earned[one.order_id] = earned.get(one.order_id, 0) + one.amount_idr
    goods = tuple(sorted(sold, key=lambda one: one.sale_id))
    if any(min(one.pieces, one.price_idr) <= 0 for one in goods):
        msg = "Sold goods are at least one piece with a price."
        raise ValueError(msg)
    room = {order_id: room_idr(idr, floor_permille) for order_id, idr in earned.items()}
    recovered = _take(owed, room)
    deducted = _take(agreed, room)
    room[SOLD_GOODS] = room_idr(sum(one.amount_idr for one in goods), floor_permille)
    came_back = _take(_by_age(back), room)
    left = sum(one.open_idr for one in owed) - sum(one.amount_idr for one in recovered)
    gains = tuple(sorted(shares, key=lambda one: one.use_id))
    if any(one.amount_idr <= 0 for one in gains):
        msg = "A share of a gain is more than zero."
        raise ValueError(msg)
    return Reckoning(done, recovered, deducted, left, gains, goods, came_back)


def _by_age(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    found = tuple(sorted(claims, key=lambda one: one.id))
    if any(min(one.open_idr, one.due_idr or 0) < 0 for one in found):
        msg = "A claim is not negative."
        raise ValueError(msg)
    return found


def _take(claims: tuple[Claim, ...], room: dict[int, int]) -> tuple[Taken, ...]:
    """Take each claim from its own order's room (or any), which shrinks."""
    taken = []
    for claim in claims:
        asked = claim.open_idr if claim.due_idr is None else min(claim.open_idr, claim.due_idr)
        amount = 0
        for order_id in sorted(room) if claim.order_id == ANY_ORDER else [claim.order_id]:
            part = min(asked - amount, room.get(order_id, 0))
            if part:
                room[order_id] -= part
                amount += part
        if amount:
            taken.append(Taken(claim.id, claim.order_id, amount))
    return tuple(taken)
