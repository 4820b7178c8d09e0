"""Pictures of bags: purun, water hyacinth, beads."""

import numpy as np

from sentra.web.craftart import palettes as dye
from sentra.web.craftart.beading import drawing_of_beads
from sentra.web.craftart.laying import Making, banded, drawing_of_strands, put, rim, stands
from sentra.web.craftart.light import Colour, Scene, shade
from sentra.web.craftart.shapes import Place, Vessel, arch, edge_shade
from sentra.web.craftart.stalks import Fibre, fringe
from sentra.web.craftart.weaves import Strands, beads, braids, plain, woven


def purun_bag(scene: Scene, making: Making) -> None:
    """A flat bag of purun with a woven drawing in dyed strands and two handles."""
    rng = scene.rng
    dyes = dye.two_dyes(scene)
    undyed = [dye.STRAW, dye.PALE] if rng.random() < 0.5 else [dye.STRAW, dye.GREEN_STRAW]
    wide = float(rng.uniform(285, 355))
    top = float(rng.uniform(320, 375))
    bag = Vessel(
        600, top, 815, (wide * 0.92, wide, wide * float(rng.uniform(0.86, 1.0))), sag=12, corner=46, flat=0.86
    )
    strand = float(rng.uniform(11.5, 15))
    place = bag.place(scene, strand)
    if not making.finished:
        stands(scene, place.mask)
        fringe(scene, bag, Fibre(undyed, strand * 0.72), 130)
        put(scene, place, woven(plain(), Strands([*undyed, dye.GREEN_STRAW], undyed, rough=0.2), rng))
        return
    layout = scene.seed % 3
    lying = (undyed, [dyes[0]], [dyes[0]] * 8 + [dyes[1]] * 8)[layout]
    standing = undyed if layout else banded(undyed, dyes, rng, 64)
    handle = braids([dyes[0] if layout else dye.SOGA], rng)
    reach = (wide * float(rng.uniform(0.42, 0.52)), float(rng.uniform(150, 220)))
    behind = arch(scene, (608, top + 8), reach, 25, 17)
    scene.shadow(behind.mask, dx=20, dy=14, soft=14, depth=0.25)
    put(scene, behind, handle, depth=0.1)
    stands(scene, place.mask)
    put(scene, place, woven(drawing_of_strands(scene), Strands(lying, standing), rng))
    rim(scene, bag, [dyes[1]], rng)
    put(scene, arch(scene, (600, top + 26), reach, 25, 17), handle, depth=0.1)


def hyacinth_bag(scene: Scene, making: Making) -> None:
    """A thick soft bag of plaited water hyacinth."""
    rng = scene.rng
    wide = float(rng.uniform(295, 345))
    top = float(rng.uniform(370, 410))
    bag = Vessel(600, top, 810, (wide * 0.9, wide * 1.04, wide * 0.84), sag=26, corner=80, flat=0.55)
    dyes = dye.two_dyes(scene)
    base = [dye.HYACINTH, (178, 138, 92), (148, 110, 66)]
    ropes = [base[k % 3] for k in range(9)]
    if making.finished:
        ropes[int(rng.integers(2, 5))] = dyes[0]
        ropes[5] = dyes[int(rng.integers(2))]
    place = bag.place(scene, 30)
    rope = Place(place.mask, place.u * 0.85, place.v, place.form)
    if making.finished:
        for back in (True, False):
            handle = arch(
                scene,
                (600, top + 34 - (22 if back else 0)),
                (wide * 0.46, float(rng.uniform(190, 240))),
                34,
                30,
            )
            if back:
                scene.shadow(handle.mask, dx=22, dy=16, soft=16, depth=0.25)
                put(scene, handle, braids([base[1]], rng), depth=0.1)
                stands(scene, place.mask)
                put(scene, rope, braids(ropes, rng))
                rim(scene, bag, [base[2]], rng, 34)
            else:
                put(scene, handle, braids([base[1]], rng), depth=0.1)
        _button(scene, (600, top + 96), 24, dyes[1])
    else:
        stands(scene, place.mask)
        fringe(scene, bag, Fibre([*base], 17), 150)
        put(scene, rope, braids(ropes, rng))


def _button(scene: Scene, at: tuple[float, float], radius: float, colour: Colour) -> None:
    far = np.hypot(scene.x - at[0], scene.y - at[1]) / radius
    mask = np.clip((1 - far) * radius / 1.5, 0, 1)
    scene.shadow(mask, dx=4, dy=7, soft=6, depth=0.5)
    light = (
        1.05
        - 0.3 * far**2
        + 0.25 * np.exp(-(((scene.x - at[0] + 8) / 7) ** 2) - ((scene.y - at[1] + 9) / 6) ** 2)
    )
    scene.lay(shade(colour) * light[..., None], mask)


def bead_bag(scene: Scene, making: Making) -> None:
    """A small bag of glass beads with a stepped drawing."""

    rng = scene.rng
    drawing, colours = drawing_of_beads(rng)
    wide, top = 235.0, 395.0
    bag = Vessel(600, top, 770, (wide, wide * 1.02, wide * 0.97), sag=8, corner=34, flat=0.92)
    place = bag.place(scene, 11.2)
    steady = Place(place.mask, (scene.x - 600) / 11.2 + 400, (scene.y - top) / 11.2 + 400, place.form)
    if making.finished:
        handle = arch(scene, (600, top + 12), (150, 235), 26, 13)
        scene.shadow(handle.mask, dx=18, dy=14, soft=12, depth=0.3)
        rope = Place(handle.mask, handle.u, handle.v * 2.4, handle.form)
        put(scene, rope, beads(np.array([[0, 1], [1, 0]]), [colours[1], colours[2]], rng), depth=0.05)
        stands(scene, place.mask)
        put(scene, steady, beads(drawing, colours, rng))
    else:
        done = np.clip((scene.y - top - 130 + 26 * np.sin(np.floor((scene.x - 600) / 11.2) * 1.7)) / 2, 0, 1)
        stands(scene, place.mask)
        cloth = (
            shade(dye.MORI)
            * (place.form * (0.94 + 0.04 * np.sin(scene.x * 1.4) * np.sin(scene.y * 1.4)))[..., None]
        )
        scene.lay(cloth * edge_shade(scene, place.mask)[..., None], place.mask)
        part = Place((place.mask * done).astype(np.float32), steady.u, steady.v, steady.form)
        scene.shadow(part.mask, dx=2, dy=4, soft=4, depth=0.3)
        put(scene, part, beads(drawing, colours, rng), depth=0.1)
