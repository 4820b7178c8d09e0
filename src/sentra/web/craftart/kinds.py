"""Which pictures there are: for each kind its raw, half-finished and finished drawing."""

from collections.abc import Callable
from functools import partial

from sentra.web.craftart import bags, baskets, draped, mats
from sentra.web.craftart import palettes as dye
from sentra.web.craftart.beading import GLASS
from sentra.web.craftart.laying import Making
from sentra.web.craftart.light import Scene
from sentra.web.craftart.stalks import Fibre, bowls, bundle, coil

Drawing = Callable[[Scene], None]

PURUN = Fibre((dye.STRAW, dye.GREEN_STRAW, dye.PALE, (188, 160, 100)), 9)
RATTAN = Fibre((dye.RATTAN, (216, 176, 112), (190, 146, 84)), 11)
HYACINTH = Fibre((dye.HYACINTH, (178, 138, 92), (140, 104, 62), (120, 116, 66)), 17)
BAMBOO = Fibre((dye.BAMBOO, (224, 200, 140), (192, 170, 96)), 14)
FERN = Fibre((dye.FERN, (98, 62, 42), (58, 40, 30)), 5)


def _woven(raw: Drawing, make: Callable[..., None]) -> tuple[Drawing, Drawing, Drawing]:
    half, whole = Making(finished=False), Making(finished=True)
    return raw, partial(make, making=half), partial(make, making=whole)


DRAWN: dict[str, tuple[Drawing, Drawing, Drawing]] = {
    "tas-purun": _woven(partial(bundle, fibre=PURUN), bags.purun_bag),
    "tikar-purun": _woven(partial(bundle, fibre=PURUN), mats.purun_mat),
    "topi-purun": _woven(partial(bundle, fibre=PURUN), baskets.purun_hat),
    "tas-eceng": _woven(partial(bundle, fibre=HYACINTH, count=64), bags.hyacinth_bag),
    "tikar-eceng": _woven(partial(bundle, fibre=HYACINTH, count=64), mats.hyacinth_mat),
    "lampit-rotan": _woven(partial(coil, fibre=RATTAN), mats.lampit),
    "bakul-bambu": _woven(partial(bundle, fibre=BAMBOO, count=70), baskets.bamboo_basket),
    "kopiah-jangang": _woven(partial(coil, fibre=FERN, rings=120), baskets.jangang_cap),
    "anjat-rotan": _woven(partial(coil, fibre=RATTAN), baskets.rattan_pack),
    "kain-batik-tulis": (draped.white_pile, partial(draped.half_dyed, way="tulis"), draped.written),
    "kain-batik-cap": (draped.white_pile, partial(draped.half_dyed, way="cap"), draped.stamped),
    "kain-batik-ciprat": (draped.white_pile, partial(draped.half_dyed, way="ciprat"), draped.splashed),
    "kemeja-batik": (draped.stamped, draped.cut_pieces, draped.uniform),
    "tas-manik": _woven(partial(bowls, colours=GLASS[1:4]), bags.bead_bag),
}
