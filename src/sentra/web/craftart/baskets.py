"""Pictures of hats, caps and baskets."""

import numpy as np

from sentra.web.craftart import palettes as dye
from sentra.web.craftart.laying import Making, put, stands
from sentra.web.craftart.light import Colour, Scene, shade, smooth
from sentra.web.craftart.shapes import Place, Vessel, arch, outline
from sentra.web.craftart.stalks import Fibre, fringe
from sentra.web.craftart.weaves import Strands, braids, diamonds, plain, steps, twill, woven, zigzag


def purun_hat(scene: Scene, making: Making) -> None:
    """A wide hat: a brim woven round, a crown and a ribbon."""
    rng = scene.rng
    dyes = dye.two_dyes(scene)
    undyed = [dye.STRAW, dye.PALE] if making.finished else [dye.GREEN_STRAW, dye.STRAW]
    strands = Strands(
        undyed,
        [*undyed, dyes[0], undyed[0]] if making.finished and rng.random() < 0.6 else undyed,
        rough=0.14,
    )
    surface = woven(twill(2) if making.finished else plain(), strands, rng)
    middle, wide, high = (600.0, 610.0), float(rng.uniform(410, 450)), float(rng.uniform(165, 190))
    x, y = (scene.x - middle[0]) / wide, (scene.y - middle[1]) / high
    far, angle = np.hypot(x, y), np.arctan2(y, x)
    ragged = 1.0 if making.finished else 1 + 0.035 * np.sin(angle * 61) + 0.03 * np.sin(angle * 37)
    brim = np.clip((ragged - far) * 120, 0, 1).astype(np.float32)
    scene.shadow(brim, dx=26, dy=30, soft=24, depth=0.5)
    light = (1.02 - 0.16 * x - 0.12 * y + 0.10 * np.cos(angle * 2)).astype(np.float32)
    turn = (angle / (2 * np.pi) * 132).astype(np.float32)
    put(scene, Place(brim, turn + 200, (far * 15).astype(np.float32), light), surface, wide=10)
    if making.finished:
        edge = np.clip((far - 0.962) * 120, 0, 1) * brim
        scene.lay(shade(dyes[1]) * (light * (0.92 + 0.08 * np.sin(turn * 8)))[..., None], edge)
    crown = Vessel(600, 400, 590, (150, 196, 214), sag=44, corner=1)
    dome = outline(
        scene,
        [(600 + 152 * np.cos(a), 412 - 74 * np.sin(a)) for a in np.linspace(0, np.pi, 60)]
        + [(448, 480), (752, 480)],
    )
    place = crown.place(scene, 12.5)
    mask = np.maximum(place.mask, dome)
    scene.shadow(place.mask * brim, dx=40, dy=26, soft=20, depth=0.45)
    bend = np.clip((430 - scene.y) / 110, 0, 1)
    body = Place(mask, place.u, place.v, place.form * (1 + 0.14 * bend - 0.18 * bend**3))
    put(scene, body, surface)
    if making.finished:
        across = np.clip((scene.x - 600) / crown.half_width(scene.y), -1, 1)
        bend = 44 * np.sqrt(1 - across**2)
        ribbon = smooth(536, 539, scene.y - bend + 34) * smooth(590, 587, scene.y - bend + 34) * place.mask
        weave = 0.95 + 0.06 * np.sin(scene.y * 1.6)
        scene.lay(shade(dyes[0]) * (place.form * weave)[..., None], ribbon)


def bamboo_basket(scene: Scene, making: Making) -> None:
    """A round open basket with a bound rim and a square foot."""
    rng = scene.rng
    dyes = dye.two_dyes(scene)
    base: list[Colour] = [dye.BAMBOO, (222, 196, 134), (196, 166, 96)]
    lying = [base[k % 3] for k in range(26)]
    if making.finished:
        for k in range(int(rng.integers(4, 7)), int(rng.integers(8, 11))):
            lying[k % 26] = dyes[0]
        lying[14] = lying[16] = dyes[1]
    surface = woven(plain() if rng.random() < 0.5 else twill(2), Strands(lying, base, round=0.32), rng)
    wide = float(rng.uniform(300, 350))
    bowl = Vessel(
        600, 390, 770, (wide, wide * 0.96, wide * float(rng.uniform(0.55, 0.68))), sag=78, corner=30
    )
    place = bowl.place(scene, float(rng.uniform(19, 24)))
    x, y = (scene.x - 600) / wide, (scene.y - 390) / 80
    inside = np.clip((1 - np.hypot(x, y)) * 90, 0, 1)
    mask = np.maximum(place.mask, inside)
    stands(scene, mask)
    depth = Place(
        inside.astype(np.float32), place.u, place.v, (0.52 + 0.26 * x - 0.12 * y).astype(np.float32)
    )
    if not making.finished:
        fringe(scene, bowl, Fibre(base, 13), 120)
    put(scene, depth, woven(plain(), Strands(base, base, round=0.32), rng), depth=0.1)
    front = Place(
        place.mask
        * np.where(scene.y < 390, 0, 1)
        * np.clip((np.hypot(x, y) - 1) * 90 + (scene.y > 470), 0, 1),
        place.u,
        place.v,
        place.form,
    )
    put(scene, front, surface)
    if making.finished:
        ring = np.hypot(x, y)
        band = np.clip((0.055 - np.abs(ring - 1)) * 60, 0, 1).astype(np.float32)
        angle = np.arctan2(y, x)
        wrap = 0.82 + 0.2 * np.abs(np.sin(angle * 46 + ring * 14))
        scene.shadow(band * front.mask, dx=3, dy=10, soft=7, depth=0.4)
        scene.lay(
            shade(dye.SOGA if rng.random() < 0.5 else dye.HONEY) * (wrap * (1.0 - 0.14 * x))[..., None], band
        )


def jangang_cap(scene: Scene, making: Making) -> None:
    """A cap of fern fibre: fine dark twill with a paler drawing."""
    rng = scene.rng
    pale: Colour = (196, 148, 92)
    dark: Colour = (70, 44, 30) if rng.random() < 0.6 else (98, 58, 36)
    drawing = diamonds(int(rng.choice((12, 16, 20))), 2) if making.finished else twill(2)
    lying = [dark] * 40
    if making.finished:
        for k in range(int(rng.integers(10, 14)), int(rng.integers(18, 26))):
            lying[k] = pale
    surface = woven(drawing, Strands(lying, [dark, (84, 54, 38)], round=0.6, rough=0.2), rng)
    cap = Vessel(600, 370, 690, (262, 288, 300), sag=62, corner=4)
    place = cap.place(scene, 8.6)
    x, y = (scene.x - 600) / 262, (scene.y - 370) / 62
    top = np.clip((1 - np.hypot(x, y)) * 90, 0, 1).astype(np.float32)
    mask = np.maximum(place.mask, top)
    stands(scene, mask)
    if not making.finished:
        fringe(scene, Vessel(600, 640, 700, (296, 298, 300), sag=62), Fibre([dark, (110, 74, 50)], 4), -110)
    put(scene, place, surface)
    far, angle = np.hypot(x, y), np.arctan2(y, x)
    lid = Place(
        top,
        (angle / (2 * np.pi) * 150).astype(np.float32) + 200,
        (far * 26).astype(np.float32),
        (1.16 - 0.14 * x - 0.1 * y).astype(np.float32),
    )
    put(
        scene,
        lid,
        woven(
            twill(2), Strands([dark, dark, dark, pale] if making.finished else [dark], [dark], round=0.6), rng
        ),
        depth=0.2,
    )
    if making.finished:
        edge = np.clip((0.03 - np.abs(far - 1)) * 70, 0, 1).astype(np.float32)
        scene.lay(shade(pale) * (0.8 + 0.2 * np.abs(np.sin(angle * 90)))[..., None], edge)


def rattan_pack(scene: Scene, making: Making) -> None:
    """A tall basket to carry on the back: rattan in two tones, with straps and a bound mouth."""
    rng = scene.rng
    pale: list[Colour] = [dye.RATTAN, (220, 182, 120)]
    dark: Colour = dye.MUD if rng.random() < 0.6 else (112, 40, 34)
    drawing = (diamonds(20, 3), diamonds(24, 4), zigzag(16, 3), steps(20))[scene.seed % 4]
    strands = Strands([dark] if making.finished else [dye.RATTAN], pale, round=0.6, rough=0.08)
    surface = woven(drawing if making.finished else twill(2), strands, rng)
    wide = float(rng.uniform(190, 225))
    pack = Vessel(590, 215, 800, (wide, wide * 1.04, wide * 0.94), sag=46, corner=12)
    place = pack.place(scene, float(rng.uniform(9.5, 12)))
    x, y = (scene.x - 590) / wide, (scene.y - 215) / 47
    mouth = np.clip((1 - np.hypot(x, y)) * 70, 0, 1).astype(np.float32)
    mask = np.maximum(place.mask, mouth)
    if making.finished:
        strap = arch(scene, (590 + wide * 0.9, 520), (135, 255), 26, 16, whole=True)
        right = Place(strap.mask * (scene.x > 590 + wide * 0.8), strap.u, strap.v, strap.form)
        scene.shadow(right.mask, dx=18, dy=18, soft=12, depth=0.3)
        put(scene, right, braids([dark], rng), depth=0.1)
    stands(scene, mask)
    if not making.finished:
        fringe(scene, pack, Fibre(pale, 8), 120)
    scene.lay(shade(dye.HONEY) * (0.42 + 0.2 * x)[..., None], mouth)
    front = place.mask * np.clip((np.hypot(x, y) - 1) * 60 + (scene.y > 266), 0, 1) * (scene.y > 214)
    put(scene, Place(front, place.u, place.v, place.form), surface)
    if making.finished:
        for high in (218.0, 300.0, 700.0, 775.0):
            _hoop(scene, pack, high, pale[1] if high < 290 else dark)


def _hoop(scene: Scene, vessel: Vessel, high: float, colour: Colour) -> None:
    """A cane bound round the body at this height."""
    across = np.clip((scene.x - vessel.x) / (vessel.half_width(scene.y) + 4), -1, 1)
    middle = high + vessel.sag * np.sqrt(1 - across**2)
    near = (scene.y - middle) / 9
    inside = np.abs(scene.x - vessel.x) < vessel.half_width(scene.y) + 4
    mask = (np.clip((1 - np.abs(near)) * 5, 0, 1) * inside).astype(np.float32)
    if high < vessel.top + 10:
        far = np.hypot((scene.x - vessel.x) / (vessel.widths[0] + 4), (scene.y - high) / (vessel.sag + 2))
        mask = np.maximum(mask, np.clip((0.06 - np.abs(far - 1)) * 40, 0, 1)).astype(np.float32)
    scene.shadow(mask, dx=3, dy=8, soft=5, depth=0.4)
    wrap = 0.84 + 0.2 * np.abs(np.sin(np.arcsin(across) * 40))
    light = (1.05 - 0.3 * np.clip(near, -1, 1)) * wrap * (0.66 + 0.42 * np.cos(np.arcsin(across) + 0.5))
    scene.lay(shade(colour) * light[..., None], mask)
