"""The makers' half of the story: split, offered, declined and split again, advanced, made and inspected."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sentra.capital.operations import grant_advance
from sentra.console.story.facts import Fault
from sentra.console.story.play import Play
from sentra.console.story.settling import deliver_a_part
from sentra.kernel.rupiah import formatted
from sentra.production.models import Assignment, Plan
from sentra.production.operations import (
    accept_offer,
    decline_offer,
    expire_offers,
    offer_plan,
    report_progress,
    split_order,
)
from sentra.production.queries import cover
from sentra.quality.models import Lot
from sentra.quality.operations import hand_in, inspect
from sentra.quality.queries import rework_asked
from sentra.quality.room import room_for

S = Assignment.State
MOST_WEEKS = 40
WEEK = timedelta(days=7)


def work(play: Play, *states: str) -> list[Assignment]:
    """The order's assignments in these states, in the order in which pieces go through them."""
    with play.looking():
        found = Assignment.objects.filter(order_id=play.order_id, state__in=states)
        return list(
            found.select_related("workshop__owner", "stage__product").order_by(
                "stage__position", "due_on", "pk"
            )
        )


def split(play: Play) -> None:
    play.wait(1)
    plan = split_order(play.order_id, by=play.cast.chair, at=play.now)
    shares = work(play, S.PROPOSED)
    makers = len({one.workshop_id for one in shares})
    play.tell(
        f"Pembagian ke-{plan.round}: {len(shares)} bagian untuk {makers} pengrajin, nilai rencana "
        f"{formatted(plan.objective)} (terbukti tidak mungkin di bawah {formatted(plan.bound)})."
    )


def offer(play: Play) -> None:
    with play.looking():
        plan = Plan.objects.filter(order_id=play.order_id).latest("round")
    offer_plan(plan.pk, by=play.cast.chair, at=play.now)
    play.tell(f"{len(work(play, S.OFFERED))} tawaran dikirim ke telepon pengrajin.")


def answer(play: Play) -> None:
    """Some say no, one says nothing; what is left is split and offered again."""
    play.wait(1)
    offers = work(play, S.OFFERED)
    makers = list(dict.fromkeys(one.workshop_id for one in offers))
    unwilling = set(makers[1 :: max(1, len(makers) // max(1, play.facts.decliners))][: play.facts.decliners])
    quiet = set([one for one in reversed(makers) if one not in unwilling][: play.facts.silent])
    for one in offers:
        if one.workshop_id in unwilling:
            decline_offer(one.pk, reason="Sedang ada hajatan", by=play.cast.maker(one.workshop), at=play.now)
            play.tell(f"{one.workshop.owner.name} tidak bisa: {one.proposed} {one.stage.name} dibagi lagi.")
        elif one.workshop_id not in quiet:
            accept_offer(one.pk, by=play.cast.maker(one.workshop), at=play.now)
    play.wait(2)
    late = expire_offers(by=play.cast.chair, at=play.now)
    if late:
        play.tell(f"{late} tawaran tidak dijawab sampai batas waktu.")
    if unwilling or late:
        split_the_rest(play)
    taken = work(play, S.ACCEPTED)
    worth = sum((one.accepted or 0) * one.rate_idr for one in taken)
    play.tell(f"{len({one.workshop_id for one in taken})} pengrajin sanggup; borongan {formatted(worth)}.")


def split_the_rest(play: Play) -> None:
    """Another round for what nobody has; everybody who is asked says yes."""
    split(play)
    if not work(play, S.PROPOSED):
        return
    offer(play)
    for one in work(play, S.OFFERED):
        accept_offer(one.pk, by=play.cast.maker(one.workshop), at=play.now)


def advance(play: Play) -> None:
    """Working money for everybody, in whole thousands."""
    total = 0
    for one in work(play, S.ACCEPTED):
        worth = (one.accepted or 0) * one.rate_idr
        amount = worth * play.facts.advance_permille // 1000 // 1000 * 1000
        if amount:
            grant_advance(
                one.pk,
                amount_idr=amount,
                method="bank",
                paid_on=play.today,
                by=play.cast.treasurer,
                at=play.now,
            )
            total += amount
    play.tell(f"Uang muka dibayar kepada pengrajin: {formatted(total)}.")


def make(play: Play) -> None:
    """Week by week: handed in as planned, inspected, repaired, made again, until every piece is there."""
    week = min(date.fromisoformat(day) for one in work(play, S.ACCEPTED) for day in one.weeks)
    for _turn in range(MOST_WEEKS):
        saturday = datetime.combine(week + timedelta(days=5), time(15), ZoneInfo(play.cast.tenant.zone))
        play.wait_until(saturday)
        _one_week(play, week)
        if _nothing_left(play):
            return
        deliver_a_part(play)
        week += WEEK
    raise AssertionError("the story does not end")


def _one_week(play: Play, week: date) -> None:
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for position in sorted({one.stage.position for one in work(play, S.ACCEPTED)}):
        for one in [each for each in work(play, S.ACCEPTED) if each.stage.position == position]:
            for lot in _lots(play, one, week):
                fault = _fault(play, one, lot)
                _judge(play, lot, fault)
                made[one.stage.name] += lot.pieces - fault.rework - fault.rejected
                found.update(
                    {"mutu B": fault.grade == "B", "diperbaiki": fault.rework, "ditolak": fault.rejected}
                )
    if made:
        told = ", ".join(f"{name} {pieces}" for name, pieces in made.items())
        faults = ", ".join(f"{word} {n}" for word, n in found.items() if n)
        play.tell(f"Lolos mutu minggu ini: {told}{f' ({faults})' if faults else ''}.")
    with play.looking():
        missing = sum(one.open for one in cover(play.order_id))
    if missing:
        play.tell(f"{missing} potong rusak di tahap berikutnya: dibuat lagi dari awal.")
        split_the_rest(play)


def _lots(play: Play, one: Assignment, week: date) -> list[Lot]:
    """What she brings this week: repaired pieces, then new ones as far as planned and possible."""
    brought = []
    with play.looking():
        repairs = [(asked.lot.pk, asked.pieces) for asked in rework_asked(one.pk)]
    for lot_id, pieces in repairs:
        brought.append(_hand_in(play, one, pieces, rework_of=lot_id))
    with play.looking():
        room = room_for(one)
        planned = sum(count for day, count in one.weeks.items() if date.fromisoformat(day) <= week)
    already = (one.accepted or 0) - room.pieces
    pieces = min(planned - already, room.pieces, room.half_finished)
    if pieces > 0:
        report_progress(one.pk, pieces=already + pieces, by=play.cast.maker(one.workshop), at=play.now)
        brought.append(_hand_in(play, one, pieces))
    return brought


def _hand_in(play: Play, one: Assignment, pieces: int, rework_of: int | None = None) -> Lot:
    return hand_in(one.pk, pieces=pieces, rework_of=rework_of, by=play.cast.coordinator, at=play.now)


def _fault(play: Play, one: Assignment, lot: Lot) -> Fault:
    """What this lot has wrong, by its turn; repaired pieces are good."""
    if lot.rework_of_id:
        return Fault()
    turn = play.lots[one.stage.position] = play.lots.get(one.stage.position, 0) + 1
    fault = play.facts.faults.get((one.stage.position, turn), Fault())
    rework = min(fault.rework, lot.pieces)
    return Fault(fault.grade, rework, min(fault.rejected, lot.pieces - rework), fault.kind)


def _judge(play: Play, lot: Lot, fault: Fault) -> None:
    accepted = lot.pieces - fault.rework - fault.rejected
    faulty = fault.rework + fault.rejected or (accepted if fault.grade != "A" else 0)
    inspect(
        lot.pk, accepted=accepted, rework=fault.rework, rejected=fault.rejected,
        grade=fault.grade if accepted else "", defects={fault.kind: faulty} if faulty else {},
        by=play.cast.inspector, at=play.now,
    )  # fmt: skip


def _nothing_left(play: Play) -> bool:
    return not work(play, S.PROPOSED, S.OFFERED, S.ACCEPTED)
