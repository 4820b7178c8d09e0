"""The verbs of crafts: products, their stages and pictures, motifs; what a workshop can do and when not."""

from sentra.crafts.operations.making import add_absence, remove_absence, set_capacity, set_skill
from sentra.crafts.operations.materials import add_material, change_material, set_recipe
from sentra.crafts.operations.pricing import count_price, set_wage_floor, use_price
from sentra.crafts.operations.products import (
    add_motif,
    add_product,
    change_product,
    publish_product,
    set_product_picture,
    unpublish_product,
)
from sentra.crafts.operations.routes import StageFacts, set_stages

__all__ = [
    "StageFacts", "add_absence", "add_material", "add_motif", "add_product", "change_material",
    "change_product", "count_price", "publish_product", "remove_absence", "set_capacity",
    "set_product_picture", "set_recipe", "set_skill", "set_stages", "set_wage_floor",
    "unpublish_product", "use_price",
]  # fmt: skip
