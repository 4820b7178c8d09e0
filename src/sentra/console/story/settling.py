"""The end of the story: delivered in parts, invoiced, paid; the makers paid; the order closed."""

from sentra.capital.models import PayoutRun, Slip
from sentra.capital.operations import approve_payout, close_order, pay_slips, prepare_payout
from sentra.capital.queries import order_money, payout_view
from sentra.console.story.buying import receive
from sentra.console.story.play import Play
from sentra.kernel.rupiah import formatted
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.ledger.queries import balance_of
from sentra.orders.money import money
from sentra.orders.operations import deliver, issue_invoice
from sentra.orders.queries import order_story

CASH, BANK = "1-1100", "1-1200"


def deliver_a_part(play: Play) -> None:
    """The first delivery, as soon as enough finished pieces lie in the store. Once."""
    if play.part_delivered or not play.facts.first_part:
        return
    with play.looking():
        story = order_story(play.order_id, today=play.today)
    if story.lines[0].in_store >= play.facts.first_part:
        play.part_delivered = True
        _deliver(play, {story.lines[0].line.pk: play.facts.first_part})


def deliver_the_rest(play: Play) -> None:
    play.wait(2)
    with play.looking():
        story = order_story(play.order_id, today=play.today)
    _deliver(play, {one.line.pk: one.to_deliver for one in story.lines if one.to_deliver})


def _deliver(play: Play, pieces: dict[int, int]) -> None:
    made = deliver(
        play.order_id, pieces=pieces, delivered_on=play.today, received_by="Kepala Bagian Umum",
        by=play.cast.chair, at=play.now,
    )  # fmt: skip
    with play.looking():
        cost = sum(made.lines.values_list("cost_idr", flat=True))
    play.tell(f"Diserahkan {sum(pieces.values())} potong dengan BAST; harga pokok {formatted(cost)}.")


def invoice(play: Play) -> None:
    play.wait(1)
    bill = issue_invoice(play.order_id, issued_on=play.today, by=play.cast.treasurer, at=play.now)
    rest = bill.total_idr - bill.down_payment_idr
    play.tell(
        f"Faktur {formatted(bill.total_idr)}, dikurangi uang muka {formatted(bill.down_payment_idr)}: "
        f"tagihan {formatted(rest)}."
    )


def pay(play: Play) -> None:
    play.wait(10)
    assert play.order is not None
    with play.looking():
        still_open = money(play.order).open_idr
    receive(play, "settlement", still_open)
    play.tell(f"Pembeli melunasi {formatted(still_open)}.")


def prepare(play: Play) -> None:
    play.wait(1)
    run = prepare_payout(today=play.today, by=play.cast.treasurer, at=play.now)
    with play.looking():
        view = payout_view(run.pk)
    play.tell(
        f"{play.cast.treasurer.name} menyiapkan {len(view.slips)} slip: upah {formatted(view.gross_idr)}, "
        f"potong uang muka {formatted(view.recovered_idr)}, dibawa pulang {formatted(view.net_idr)}."
    )
    first = view.slips[0]
    play.tell(
        f"Slip {first.party.name}: {first.pieces} potong, {formatted(first.slip.gross_idr)} − "
        f"{formatted(first.slip.recovered_idr)} = {formatted(first.slip.net_idr)}."
    )


def approve_and_pay(play: Play) -> None:
    """Another than the preparer approves; the cash is fetched from the bank and counted into hands."""
    with play.looking():
        run = PayoutRun.objects.filter(state=PayoutRun.State.PREPARED).latest("pk")
    approve_payout(run.pk, by=play.cast.chair, at=play.now)
    play.tell(f"{play.cast.chair.name} menyetujui pembayaran {run.number}/{run.year}.")
    play.wait(1)
    fetch_cash(play, run)
    with play.looking():
        methods = sorted(set(Slip.objects.filter(run=run).values_list("method", flat=True)))
    for method in methods:
        paid = pay_slips(run.pk, method=method, paid_on=play.today, by=play.cast.treasurer, at=play.now)
        word = "tunai" if method == "cash" else "lewat bank"
        play.tell(f"{len(paid)} pengrajin dibayar {word}: {formatted(sum(one.net_idr for one in paid))}.")


def fetch_cash(play: Play, run: PayoutRun) -> None:
    """From the bank to the cash box, what the cash slips need beyond what is there."""
    with play.looking():
        missing = payout_view(run.pk).cash_idr - balance_of(CASH)
    if missing > 0:
        lines = [debit(CASH, missing), credit(BANK, missing)]
        post_entry(play.today, "Tarik tunai untuk pengrajin", lines, by=play.cast.treasurer, at=play.now)
        play.tell(f"Tarik tunai dari bank: {formatted(missing)}.")


def close(play: Play) -> None:
    play.wait(1)
    play.order = close_order(play.order_id, today=play.today, by=play.cast.treasurer, at=play.now)
    with play.looking():
        told = order_money(play.order_id)
    play.tell(
        f"Pesanan {play.order} ditutup: diterima {formatted(told.received_idr)}, upah pengrajin "
        f"{formatted(told.paid_idr)}, sisa sebelum bahan dan biaya lain "
        f"{formatted(told.margin_idr)}."
    )
