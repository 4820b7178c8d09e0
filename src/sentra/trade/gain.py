"""What bought pieces brought in the end, and whose it is. Pure, whole rupiah.

gain = pieces sold × the order's price − pieces used × what was paid for them − their part of the makers'
pay for the later stages − the cooperative's fee. The part of the finishing pay and the fee are rounded half
up. A gain is shared by the permille written on the receipt: largest remainder, a tie is hers. A loss is the
cooperative's alone.
"""

from dataclasses import dataclass

from sentra.kernel.rupiah import portion, ratio, shared


@dataclass(frozen=True)
class Used:
    """Bought pieces that went into one line. `sold` ≤ `pieces`: some may have been spoiled on the way."""

    pieces: int
    sold: int
    paid_idr: int  # a piece, at the purchase
    maker_permille: int
    fee_permille: int


@dataclass(frozen=True)
class Gain:
    """value − cost − finishing − fee = gain = maker + cooperative; maker ≥ 0."""

    value_idr: int
    cost_idr: int
    finishing_idr: int
    fee_idr: int
    maker_idr: int

    @property
    def gain_idr(self) -> int:
        return self.value_idr - self.cost_idr - self.finishing_idr - self.fee_idr

    @property
    def cooperative_idr(self) -> int:
        return self.gain_idr - self.maker_idr


def gain_of(used: Used, *, price_idr: int, finishing_idr: int, delivered: int) -> Gain:
    """`finishing_idr`: paid for the line's later stages; `delivered`: all pieces of the line.

    Refuses (ValueError) counts that cannot be, and permille outside 0…1000.
    """
    counts = (
        used.sold,
        used.pieces - used.sold,
        delivered - used.sold,
        used.paid_idr,
        price_idr,
        finishing_idr,
    )
    if min(counts) < 0 or not all(0 <= one <= 1000 for one in (used.maker_permille, used.fee_permille)):
        msg = "Sold pieces lie within the used and the delivered ones; permille within 0 and 1000."
        raise ValueError(msg)
    value = used.sold * price_idr
    finishing = ratio(finishing_idr, used.sold, delivered) if delivered else 0
    fee = portion(value, used.fee_permille)
    gain = value - used.pieces * used.paid_idr - finishing - fee
    maker = shared(gain, [used.maker_permille, 1000 - used.maker_permille])[0] if gain > 0 else 0
    return Gain(value, used.pieces * used.paid_idr, finishing, fee, maker)


def sold_of(pieces: list[int], delivered: int) -> list[int]:
    """Who of several counts as sold when less was delivered than used: the earlier purchase first."""
    found, left = [], delivered
    for count in pieces:
        found.append(min(count, left))
        left -= found[-1]
    return found
