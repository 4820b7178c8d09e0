"""Colours of the fibres and of the plants they are dyed with."""

from sentra.web.craftart.light import Colour, Scene

STRAW: Colour = (214, 186, 132)
PALE: Colour = (232, 212, 168)
GREEN_STRAW: Colour = (176, 168, 108)
HONEY: Colour = (196, 148, 84)
RATTAN: Colour = (208, 164, 98)
HYACINTH: Colour = (164, 124, 78)
BAMBOO: Colour = (212, 182, 112)
FERN: Colour = (74, 48, 32)
MORI: Colour = (244, 236, 218)

INDIGO: Colour = (38, 52, 104)
SOGA: Colour = (124, 74, 34)
SECANG: Colour = (146, 56, 46)
TURMERIC: Colour = (216, 160, 52)
LEAF: Colour = (84, 98, 60)
MUD: Colour = (46, 40, 38)
PLUM: Colour = (98, 44, 66)
TEAL: Colour = (44, 84, 88)

DYES: tuple[Colour, ...] = (INDIGO, SOGA, SECANG, TURMERIC, LEAF, MUD, PLUM, TEAL)
CLOTHS: tuple[tuple[Colour, Colour, Colour], ...] = (  # ground, first dye, second dye
    (INDIGO, TURMERIC, (112, 140, 190)),
    ((88, 46, 24), (214, 160, 92), TURMERIC),
    ((116, 34, 34), TURMERIC, (224, 150, 110)),
    ((22, 66, 70), (222, 172, 84), (124, 176, 158)),
    ((40, 36, 40), (190, 60, 46), TURMERIC),
    ((56, 80, 44), TURMERIC, (186, 198, 128)),
    ((84, 36, 66), (228, 168, 92), (196, 120, 150)),
)


def two_dyes(scene: Scene) -> tuple[Colour, Colour]:
    """Two different dyes."""
    first = scene.seed * 3 % len(DYES)
    second = first + 1 + scene.rng.integers(len(DYES) - 1)
    return DYES[first], DYES[second % len(DYES)]
