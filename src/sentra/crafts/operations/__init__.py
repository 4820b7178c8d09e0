"""The verbs of crafts: products, their stages and pictures, motifs; what a workshop can do and when not."""

from sentra.crafts.operations.making import add_absence, remove_absence, set_capacity, set_skill
from sentra.crafts.operations.materials import add_material, change_material, set_recipe
from sentra.crafts.operations.photos import (
    agree_to_photo,
    draw_photo,
    refuse_photo,
    remove_product_picture,
    send_photos,
    set_product_picture,
)
from sentra.crafts.operations.pricing import count_price, set_wage_floor, use_price
from sentra.crafts.operations.products import (
    add_motif,
    add_product,
    change_product,
    publish_product,
    unpublish_product,
)
from sentra.crafts.operations.routes import StageFacts, set_stages

__all__ = [
    "StageFacts", "add_absence", "add_material", "add_motif", "add_product", "agree_to_photo",
    "change_material", "change_product", "count_price", "draw_photo", "publish_product", "refuse_photo",
    "remove_absence", "remove_product_picture", "send_photos", "set_capacity", "set_product_picture",
    "set_recipe", "set_skill", "set_stages", "set_wage_floor", "unpublish_product", "use_price",
]  # fmt: skip
