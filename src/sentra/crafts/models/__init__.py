"""The crafts app's tables."""

from sentra.crafts.models.craft import Craft, Technique
from sentra.crafts.models.making import Absence, Capacity, Skill
from sentra.crafts.models.material import Material, StageMaterial
from sentra.crafts.models.picture import ProductPhoto, ProductPicture
from sentra.crafts.models.price import CostSheet, WageFloor
from sentra.crafts.models.product import Motif, Product, Stage
from sentra.crafts.models.registry import ColumnMemory, ImportBatch, RegistryEntry
from sentra.crafts.models.tier import PriceTier

__all__ = [
    "Absence", "Capacity", "ColumnMemory", "CostSheet", "Craft", "ImportBatch", "Material", "Motif",
    "PriceTier", "Product", "ProductPhoto", "ProductPicture", "RegistryEntry", "Skill", "Stage",
    "StageMaterial", "Technique", "WageFloor",
]  # fmt: skip
