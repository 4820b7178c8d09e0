"""What screens ask about crafts: products with stages and pictures; what makers can do, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from sentra.crafts.models import (
    Absence,
    Capacity,
    Craft,
    Motif,
    Product,
    ProductPicture,
    Skill,
    Stage,
    Technique,
)
from sentra.crafts.pictures import Photo, photo_of
from sentra.people.models import Workshop
from sentra.people.queries import places


@dataclass(frozen=True)
class StageRow:
    """One step of a product's way. Rates in rupiah for an accepted piece of grade A."""

    stage_id: int
    position: int
    name: str
    finish: str
    finish_label: str
    technique_code: str
    technique: str
    rate_idr: int
    pieces_a_week: int
    minimum_level: int
    handover_weeks: int


@dataclass(frozen=True)
class ProductCard:
    product_id: int
    code: str
    name: str
    description: str
    care: str
    craft_code: str
    craft: str
    family: str
    motif_id: int | None
    motif: str
    motif_story: str
    unit: str
    price_idr: int
    sizes: tuple[str, ...]
    minimum_lot: int
    published: bool
    photo: Photo | None
    stages: tuple[StageRow, ...]

    @property
    def labour_idr(self) -> int:
        """What makers are paid for one piece of grade A, all stages together."""
        return sum(stage.rate_idr for stage in self.stages)


def product_cards(
    *, published: bool | None = None, search: str = "", craft_code: str = "", ids: Iterable[int] | None = None
) -> list[ProductCard]:
    """Products by name with their stages and pictures. Three queries, however many."""
    found = _products()
    if published is not None:
        found = found.filter(published=published)
    if craft_code:
        found = found.filter(craft_id=craft_code)
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    for word in search.split():
        found = found.filter(
            Q(name__icontains=word) | Q(code__icontains=word) | Q(motif__name__icontains=word)
        )
    return [_card(product) for product in found]


def product_card(product_id: int) -> ProductCard:
    """One product. Raises Product.DoesNotExist outside the scope."""
    return _card(_products().get(pk=product_id))


def _products() -> QuerySet[Product]:
    stages = Stage.objects.select_related("technique").order_by("position")
    widths = ProductPicture.objects.select_related("file").order_by("width")
    found: QuerySet[Product] = (
        Product.objects.select_related("craft", "motif")
        .prefetch_related(Prefetch("stages", stages), Prefetch("pictures", widths))
        .order_by("name", "pk")
    )
    return found


def _card(product: Product) -> ProductCard:
    motif = product.motif
    return ProductCard(
        product_id=product.pk,
        code=product.code,
        name=product.name,
        description=product.description,
        care=product.care,
        craft_code=product.craft_id,
        craft=product.craft.name,
        family=product.craft.family,
        motif_id=product.motif_id,
        motif=motif.name if motif else "",
        motif_story=motif.story if motif else "",
        unit=product.unit,
        price_idr=product.price_idr,
        sizes=tuple(product.sizes),
        minimum_lot=product.minimum_lot,
        published=product.published,
        photo=photo_of(list(product.pictures.all())),
        stages=tuple(_stage(stage) for stage in product.stages.all()),
    )


def _stage(stage: Stage) -> StageRow:
    return StageRow(
        stage_id=stage.pk, position=stage.position, name=stage.name, finish=stage.finish,
        finish_label=str(Stage.Finish(stage.finish).label), technique_code=stage.technique_id,
        technique=stage.technique.name, rate_idr=stage.rate_idr, pieces_a_week=stage.pieces_a_week,
        minimum_level=stage.minimum_level, handover_weeks=stage.handover_weeks,
    )  # fmt: skip


def craft_choices() -> list[tuple[str, str]]:
    return list(Craft.objects.order_by("family", "name").values_list("code", "name"))


def technique_choices() -> list[tuple[str, str]]:
    return list(Technique.objects.order_by("family", "name").values_list("code", "name"))


def motif_choices() -> list[tuple[int, str]]:
    return list(Motif.objects.order_by("name").values_list("pk", "name"))


@dataclass(frozen=True)
class SkillRow:
    technique_code: str
    technique: str
    level: int  # 1 learner, 2 practised, 3 good, 4 master
    proven_pieces: int


@dataclass(frozen=True)
class CapacityRow:
    stage_id: int
    product: str
    stage: str
    pieces_a_week: int
    observed: bool


@dataclass(frozen=True)
class AbsenceRow:
    absence_id: int
    from_on: date
    until_on: date
    reason: str


@dataclass(frozen=True)
class MakerCard:
    """What a workshop can do. Her load comes from `production.queries`, which stands above."""

    workshop_id: int
    party_id: int
    name: str
    workshop_name: str
    village: str
    subdistrict: str
    active: bool
    working_days_a_week: int
    skills: tuple[SkillRow, ...]
    capacities: tuple[CapacityRow, ...]
    absences: tuple[AbsenceRow, ...]  # not yet over, the earliest first

    def away(self, on: date) -> bool:
        return any(absence.from_on <= on <= absence.until_on for absence in self.absences)


def maker_cards(*, today: date, workshop_ids: Sequence[int] | None = None) -> list[MakerCard]:
    """Active workshops (or the ones named, active or not) by the owner's name. Four queries, however many."""
    found = Workshop.objects.select_related("owner", "village__parent")
    found = found.filter(active=True) if workshop_ids is None else found.filter(pk__in=workshop_ids)
    capacities = Capacity.objects.select_related("stage__product").order_by(
        "stage__product__name", "stage__position"
    )
    shown: QuerySet[Workshop] = found.prefetch_related(
        Prefetch("skills", Skill.objects.select_related("technique").order_by("-level", "technique__name")),
        Prefetch("capacities", capacities),
        Prefetch("absences", Absence.objects.filter(until_on__gte=today).order_by("from_on")),
    ).order_by("owner__name", "pk")
    return [_maker(workshop) for workshop in shown]


def maker_card(workshop_id: int, *, today: date) -> MakerCard:
    """One maker. Raises Workshop.DoesNotExist outside the scope."""
    found = maker_cards(today=today, workshop_ids=[workshop_id])
    if not found:
        raise Workshop.DoesNotExist
    return found[0]


def _maker(workshop: Workshop) -> MakerCard:
    village, subdistrict = places(workshop.village)
    return MakerCard(
        workshop_id=workshop.pk, party_id=workshop.owner_id, name=workshop.owner.name,
        workshop_name=workshop.name, village=village, subdistrict=subdistrict, active=workshop.active,
        working_days_a_week=workshop.working_days_a_week,
        skills=tuple(_skill(one) for one in workshop.skills.all()),
        capacities=tuple(_capacity(one) for one in workshop.capacities.all()),
        absences=tuple(
            AbsenceRow(one.pk, one.from_on, one.until_on, one.reason) for one in workshop.absences.all()
        ),
    )  # fmt: skip


def _skill(skill: Skill) -> SkillRow:
    return SkillRow(skill.technique_id, skill.technique.name, skill.level, skill.proven_pieces)


def _capacity(one: Capacity) -> CapacityRow:
    return CapacityRow(one.stage_id, one.stage.product.name, one.stage.name, one.pieces_a_week, one.observed)
