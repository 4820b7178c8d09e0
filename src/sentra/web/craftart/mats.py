"""Pictures of mats: purun, rattan, water hyacinth."""

import numpy as np

from sentra.web.craftart import palettes as dye
from sentra.web.craftart.laying import Making, banded, drawing_of_strands, put
from sentra.web.craftart.light import Colour, Field, Scene, shade
from sentra.web.craftart.shapes import Place, laid, outline
from sentra.web.craftart.stalks import Fibre, wisps
from sentra.web.craftart.weaves import Strands, Surface, braids, plain, slats, woven


def purun_mat(scene: Scene, making: Making) -> None:
    """A mat unrolled towards us, the rest still rolled up behind."""
    rng = scene.rng
    dyes = dye.two_dyes(scene)
    undyed = [dye.PALE, dye.STRAW]
    count = 62
    if making.finished:
        lying = [undyed[k % 2] for k in range(48)]
        for k in (2, 3, 4, 43, 44, 45):
            lying[k] = dyes[1]
        drawing = drawing_of_strands(scene)
        strands = Strands([dyes[0] if 6 < k < 42 else lying[k] for k in range(48)], undyed)
        if rng.random() < 0.4:
            strands = Strands(lying, banded(undyed, dyes, rng, count))
    else:
        drawing, strands = (
            plain(),
            Strands([dye.GREEN_STRAW, dye.STRAW], [dye.STRAW, dye.GREEN_STRAW], rough=0.22),
        )
    surface = woven(drawing, strands, rng)
    _unrolled(scene, surface, making, count, 48, [dye.STRAW, dye.GREEN_STRAW], border=shade(dyes[1]))


def lampit(scene: Scene, making: Making) -> None:
    """A rattan mat: split canes side by side, sewn, edged with cloth."""
    rng = scene.rng
    tones: list[Colour] = [dye.RATTAN, (216, 174, 110), (196, 150, 86)]
    colours = [tones[k % 3] for k in range(78)]
    if making.finished:
        stained: Colour = (120, 70, 36) if rng.random() < 0.6 else dye.MUD
        every, wide = int(rng.integers(11, 20)), int(rng.integers(1, 4))
        for k in range(78):
            if k % every < wide:
                colours[k] = stained
    surface = slats(colours, rng, every=float(rng.uniform(5, 8)))
    edging = shade(dye.two_dyes(scene)[0])
    _unrolled(scene, surface, making, 78, 46, tones, border=edging)


def _unrolled(
    scene: Scene,
    surface: Surface,
    making: Making,
    count: int,
    deep: int,
    fibre: list[Colour],
    *,
    border: Field,
) -> None:
    lean = float(scene.rng.uniform(-40, 40))
    corners = [(250 + lean, 330), (950 + lean, 330), (1085, 800), (115, 800)]
    flat = laid(scene, corners, count, deep)
    if making.finished:
        inside = np.minimum.reduce([flat.u, count - flat.u, flat.v + 3, deep - flat.v])
        edge = np.clip((1.7 - inside) / 0.2, 0, 1)
        mask = flat.mask
    else:
        done = deep * 0.62 + (np.floor(flat.u).astype(np.int32) * 7919 % 13) * 0.16
        strand = np.floor(flat.u).astype(np.int32)
        inside = np.clip((done - flat.v) * 4, 0, 1)
        length = deep * (0.80 + 0.2 * ((strand * 7919 % 97) / 97))
        thin = np.clip((0.30 - np.abs(flat.u - strand - 0.5)) * 9, 0, 1) * np.clip(
            (length - flat.v) * 3, 0, 1
        )
        mask = flat.mask * np.maximum(inside, thin)
        edge = np.zeros_like(inside)
    scene.shadow(mask, dx=10, dy=14, soft=10, depth=0.45)
    light = flat.form * (1 - 0.35 * np.exp(-np.clip(flat.v, 0, None) / 3))
    colours = surface(flat.u, flat.v) * light[..., None]
    if not making.finished:
        loose = shade(fibre[0]) * (0.86 + 0.1 * np.sin(strand))[..., None]
        colours = np.where((inside < 0.5)[..., None], loose * flat.form[..., None], colours)
    thread = 0.92 + 0.08 * np.sin(flat.u * 9) * np.sin(flat.v * 9)
    colours = colours * (1 - edge[..., None]) + (border * thread[..., None]) * edge[..., None]
    scene.lay(colours, mask)
    _roll(scene, surface, lean, count, border if making.finished else None)


def _roll(scene: Scene, surface: Surface, lean: float, count: int, border: Field | None) -> None:
    """The rolled-up part: a lying cylinder with a spiral at its end."""
    left, right, top, bottom = 238 + lean, 962 + lean, 215.0, 352.0
    middle, radius = (top + bottom) / 2, (bottom - top) / 2
    mask = outline(scene, [(left, top), (right, top), (right, bottom), (left, bottom)])
    across = np.clip((scene.y - middle) / radius, -1, 1)
    end = np.hypot((scene.x - right) / (radius * 0.42), (scene.y - middle) / radius)
    start = np.hypot((scene.x - left) / (radius * 0.42), (scene.y - middle) / radius)
    body = np.maximum(mask, np.clip((1 - start) * 30, 0, 1))
    scene.shadow(np.maximum(body, np.clip((1 - end) * 30, 0, 1)), dx=16, dy=20, soft=16, depth=0.5)
    u = (scene.x - left) / (right - left) * count
    v = np.arcsin(across) * 6.5 + 200
    light = 0.62 + 0.46 * np.cos(np.arcsin(across) + 0.6)
    colours = surface(u.astype(np.float32), v.astype(np.float32)) * light[..., None]
    if border is not None:
        edge = np.clip((1.6 - np.minimum(u, count - u)) / 0.2, 0, 1)[..., None]
        colours = colours * (1 - edge) + border * light[..., None] * edge
    scene.lay(colours, body)
    angle = np.arctan2(scene.y - middle, (scene.x - right) / 0.42)
    turn = (end * 4.6 - angle / (2 * np.pi)) % 1
    rings = 0.55 + 0.45 * np.sin(np.pi * turn) ** 0.7
    scene.lay(shade(dye.STRAW) * rings[..., None], np.clip((1 - end) * 40, 0, 1))


def hyacinth_mat(scene: Scene, making: Making) -> None:
    """A round mat of one long plait wound from the middle."""
    rng = scene.rng
    base: list[Colour] = [dye.HYACINTH, (178, 138, 92), (150, 112, 68)]
    dyes = dye.two_dyes(scene)
    rings = int(rng.integers(11, 15))
    colours = [base[k % 3] for k in range(rings)]
    if making.finished:
        for k in range(rings):
            if k in (rings - 2, rings // 2, rings // 2 + 1):
                colours[k] = dyes[0]
            elif k == 2 or k == rings - 4:
                colours[k] = dyes[1]
    middle, wide, high = (600.0, 545.0), 455.0, 272.0
    x, y = (scene.x - middle[0]) / wide, (scene.y - middle[1]) / high
    far, angle = np.hypot(x, y), np.arctan2(y, x)
    winding = far * rings - angle / (2 * np.pi) * (0 if making.finished else 1)
    last = rings if making.finished else rings * 0.66
    mask = np.clip((last - winding) * 14, 0, 1)
    u = (angle / (2 * np.pi) * np.maximum(np.round(np.floor(winding) * 3.6 + 6), 1)).astype(np.float32)
    place = Place(
        mask.astype(np.float32),
        u + 300,
        winding.astype(np.float32),
        (1.04 - 0.1 * x - 0.05 * y).astype(np.float32),
    )
    scene.shadow(place.mask, dx=14, dy=20, soft=16, depth=0.5)
    if not making.finished:
        wisps(scene, (600 + 300, 545 - 20), Fibre(base, 15), 16)
    put(scene, place, braids(colours, rng), wide=12, depth=0.25)
