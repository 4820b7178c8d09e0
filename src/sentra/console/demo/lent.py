"""Material with makers and capital aid in the demo: one thing of each kind, through the usual operations."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from sentra.capital.aid.facts import ProposalFacts
from sentra.capital.aid.models import Proposal
from sentra.capital.aid.office import Granted, grant_aid, note_check
from sentra.capital.aid.operations import draft_proposal, receive_aid, send_proposal, tell_use
from sentra.console.demo.settle import House, cast_of, drawn
from sentra.crafts.operations import add_material, set_recipe
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.production.materials import hand_out
from sentra.production.models import Assignment
from sentra.stock.operations import buy_material

MATERIALS = {  # name, unit, price of one, units a piece of the first stage, bought
    "galuh-purun": ("Purun kering", "ikat", 3_500, 2, 400),
    "batik-sangatta": ("Malam batik", "gram", 45, 300, 60_000),
}
MAKERS = 4  # who are handed something
DAY = timedelta(days=1)


def material(house: House, *, now: datetime) -> Iterator[str]:
    """Bought, with a recipe, and handed out to makers of running work."""
    name, unit, price, each, units = MATERIALS[house.tenant.slug]
    chair, at = house.cast["chair"], now - DAY
    made = add_material(name=name, unit=unit, price_idr=price, by=chair, at=at)
    buy_material(
        made.pk, units=units, total_idr=units * price, method="bank", bought_on=chair.today(at),
        supplier="Toko Bahan Banua", by=house.cast["treasurer"], at=at,
    )  # fmt: skip
    with transaction.atomic(), within(house.tenant.pk):
        running = Assignment.objects.filter(state=Assignment.State.ACCEPTED, stage__position=1)
        work = list(running.order_by("-pk")[:MAKERS])
    for stage in sorted({one.stage_id for one in work}):
        set_recipe(stage, units={made.pk: each}, by=chair, at=at)
    for one in work:
        wanted = min((one.accepted or 0) * each, units // MAKERS)
        hand_out(one.pk, material_id=made.pk, units=wanted, by=chair, at=at)
    yield f"{units} {unit} {name.lower()} dibeli, sebagian di {len(work)} pengrajin"


def aid(house: House, office: Tenant, *, now: datetime) -> Iterator[str]:
    """In the first district a fund is granted and its use told; in the other a proposal waits."""
    at = now - 9 * DAY
    if house.tenant.slug == "galuh-purun":
        sent = _sent(house, ProposalFacts("revolving", 15_000_000, "Bahan dan uang muka pesanan tas"), at)
        _granted(sent, office, at=at + 3 * DAY)
        _spent(house, sent, at=at + 6 * DAY)
        yield "bantuan modal disetujui dan dilaporkan sebagian"
    else:
        _sent(house, ProposalFacts("grant", 20_000_000, "Alat cap dan kompor untuk seragam"), now - 2 * DAY)
        yield "usulan bantuan modal menunggu dinas"


def _sent(house: House, facts: ProposalFacts, at: datetime) -> Proposal:
    chair = house.cast["chair"]
    return send_proposal(draft_proposal(facts, by=chair, at=at).pk, by=chair, at=at)


def _granted(sent: Proposal, office: Tenant, *, at: datetime) -> None:
    cast = cast_of(office)
    officer, head = cast["officer"], cast["head"]
    note_check(
        sent.uid, kind="visit", on=officer.today(at), who="Petugas dinas bertemu ketua",
        found="Gudang rapi, pesanan nyata, buku cocok dengan kas.", by=officer, at=at,
    )  # fmt: skip
    first = head.today(at + 60 * DAY)
    grant_aid(sent.uid, Granted("revolving", 12_000_000, 6, first), by=head, at=at + DAY)


def _spent(house: House, sent: Proposal, *, at: datetime) -> None:
    treasurer = house.cast["treasurer"]
    day = treasurer.today(at)
    receive_aid(sent.pk, amount_idr=12_000_000, method="bank", on=day, by=treasurer, at=at)
    tell_use(
        sent.pk, category="materials", amount_idr=4_500_000, on=day, text="Purun kering dan pewarna",
        picture=drawn("tas-purun", seed=7, finish="raw"), by=treasurer, at=at + DAY,
    )  # fmt: skip
