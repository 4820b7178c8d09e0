"""Pictures of cloth: hanging from a pole, folded, sewn into a shirt."""

import numpy as np

from sentra.web.craftart.batik import SIDE, cloths
from sentra.web.craftart.light import Field, Scene, cloud, shade, smooth
from sentra.web.craftart.palettes import MORI
from sentra.web.craftart.shapes import curve, edge_shade, laid, outline

BAMBOO = (176, 138, 82)


def sample(texture: Field, u: Field, v: Field) -> Field:
    """The cloth at these points (in points of the cloth), repeated for ever, smoothly between."""
    u0, v0 = np.floor(u).astype(np.int32), np.floor(v).astype(np.int32)
    fu, fv = (u - u0)[..., None].astype(np.float32), (v - v0)[..., None].astype(np.float32)
    rows, columns = texture.shape[:2]
    a, b = u0 % columns, (u0 + 1) % columns
    c, d = v0 % rows, (v0 + 1) % rows
    upper = texture[c, a] * (1 - fu) + texture[c, b] * fu
    lower = texture[d, a] * (1 - fu) + texture[d, b] * fu
    return np.asarray(upper * (1 - fv) + lower * fv, dtype=np.float32)


def hanging(scene: Scene, texture: Field) -> None:
    """A long cloth over a bamboo pole, with soft folds."""
    rng = scene.rng
    left, right, top, bottom = 210.0, 990.0, 128.0, float(rng.uniform(790, 830))
    phase, many = float(rng.uniform(0, 6.28)), float(rng.uniform(4.2, 6.2))
    t = (scene.x - left) / (right - left)
    down = np.clip((scene.y - top) / (bottom - top), 0, 1)
    wave = np.sin(t * many * 2 * np.pi + phase + 0.5 * np.sin(t * 7 + phase)) * (0.25 + 0.75 * down)
    slope = np.cos(t * many * 2 * np.pi + phase + 0.5 * np.sin(t * 7 + phase)) * (0.25 + 0.75 * down)
    hem = bottom + 9 * wave
    inset = 10 * down * (1 - t * 2) * -1
    mask = smooth(left - 1, left + 1, scene.x + inset) * smooth(right + 1, right - 1, scene.x + inset)
    mask = mask * np.clip(hem - scene.y, 0, 1) * np.clip(scene.y - top + 12, 0, 1)
    _pole(scene, top)
    scene.shadow(mask, dx=30, dy=18, soft=26, depth=0.42)
    form = (
        1.0
        + 0.13 * slope
        + 0.04 * wave
        - 0.10 * (1 - smooth(0, 26, scene.y - top))
        + 0.08 * (1 - smooth(0, 9, scene.y - top + 12))
    )
    u = (scene.x - left) + 7 * wave + 40
    v = SIDE - 6 - (hem - scene.y)
    found = sample(texture, u, v)
    weave = 1 + 0.02 * np.sin(scene.x * 2.1) * np.sin(scene.y * 2.1)
    selvedge = np.clip((5 - (hem - scene.y)) / 2, 0, 1)[..., None] * 0.55
    found = found * (1 - selvedge) + shade(MORI) * selvedge
    scene.lay(found * (form * weave * edge_shade(scene, mask, wide=14, depth=0.15))[..., None], mask)


def _pole(scene: Scene, top: float) -> None:
    across = (scene.y - top) / 15
    mask = np.clip((1 - np.abs(across)) * 15, 0, 1) * smooth(118, 120, scene.x) * smooth(1082, 1080, scene.x)
    scene.shadow(mask, dx=30, dy=22, soft=14, depth=0.4)
    joint = np.exp(-((((scene.x - 160) % 290) - 5) ** 2) / 14)
    light = (1.08 - 0.25 * across - 0.45 * across**2) * (1 - 0.4 * joint)
    scene.lay(shade(BAMBOO) * light[..., None], mask)


def folded(scene: Scene, texture: Field, others: tuple[Field, ...] = ()) -> None:
    """A pile of folded cloths on the table, seen from above the front edge."""
    cloths = (*others, texture)
    for k, piece in enumerate(cloths):
        high, lean = 640 - 74 * k, float(scene.rng.uniform(-14, 14))
        _fold(scene, piece, high, lean, top=k == len(cloths) - 1)


def _fold(whole: Scene, texture: Field, near: float, lean: float, *, top: bool) -> None:
    left, right = 190 + lean, 1010 + lean
    far = near - 330
    ends = np.linspace(np.pi / 2, 3 * np.pi / 2, 24)
    rim = [(left + 16 + 22 * float(np.cos(a)), near + 36 - 36 * float(np.sin(a))) for a in ends[::-1]]
    rim += [(right - 16 - 22 * float(np.cos(a)), near + 36 - 36 * float(np.sin(a))) for a in ends]
    scene = whole.window(rim)
    front = outline(scene, rim)
    scene.shadow(front, dx=20, dy=24, soft=20, depth=0.5)
    layer = (scene.y - near) / 70
    fold = 0.80 - 0.25 * np.abs(np.sin(layer * np.pi * 2.0)) ** 6 - 0.16 * layer
    u = scene.x - left + 30
    v = near - 120 + (scene.y - near) * 1.7
    scene.lay(
        sample(texture, u, v) * (fold * edge_shade(scene, front, wide=10, depth=0.25))[..., None], front
    )
    if not top:
        return
    corners = [(left + 92, far), (right - 92, far), (right, near + 4), (left, near + 4)]
    scene = whole.window(corners, 4)
    flat = laid(scene, corners, 820, 620)
    rise = np.clip((scene.y - near + 26) / 30, 0, 1)
    form = flat.form * (
        1.04
        + 0.03 * np.sin(flat.u / 90)
        - 0.16 * rise**2
        + 0.06 * np.exp(-(((scene.y - near + 30) / 12) ** 2))
    )
    scene.lay(sample(texture, flat.u + 30, flat.v) * form[..., None], flat.mask)
    crease = np.exp(-(((flat.u - 410) / 3) ** 2)) * flat.mask
    scene.canvas *= (1 - 0.10 * crease)[..., None]


def shirt(scene: Scene, texture: Field, *, sewn: bool = True) -> None:
    """A short-sleeved shirt on a hanger; not sewn: the cut pieces side by side."""
    if not sewn:
        _pieces(scene, texture)
        return
    body = [
        (470, 178),
        (392, 212),
        (352, 262),
        (372, 420),
        (366, 600),
        (356, 812),
        (480, 826),
        (600, 828),
        (720, 826),
        (844, 812),
        (834, 600),
        (828, 420),
        (848, 262),
        (808, 212),
        (730, 178),
        (664, 190),
        (600, 226),
        (536, 190),
    ]
    sleeves = [
        [(400, 206), (330, 250), (262, 372), (236, 432), (296, 462), (366, 486), (376, 420), (392, 320)]
    ]
    sleeves.append([(1200 - x, y) for x, y in sleeves[0]])
    _hanger(scene)
    for k, sleeve in enumerate(sleeves):
        part, side = scene.window(sleeve), -1 if k == 0 else 1
        mask = outline(part, curve(sleeve, 8))
        part.shadow(mask, dx=26, dy=26, soft=20, depth=0.38)
        u, v = _turned(part, side * 0.48)
        light = 0.90 - side * 0.05 + 0.06 * cloud(mask.shape, 120 * scene.unit, scene.rng)
        hem = np.where(np.abs(v - _hem(side)) < 2.5, 0.25, 0)
        part.lay(sample(texture, u, v) * ((light - hem) * edge_shade(part, mask, wide=20))[..., None], mask)
    part = scene.window(body)
    mask = outline(part, curve(body, 8))
    part.shadow(mask, dx=26, dy=26, soft=24, depth=0.42)
    across = (part.x - 600) / 250
    folds = 0.06 * cloud(mask.shape, 120 * scene.unit, scene.rng)
    folds = folds + 0.05 * np.sin(part.x / 42 + 0.9 * np.sin(part.y / 120)) * smooth(380, 800, part.y)
    light = 1.03 - 0.07 * across - 0.10 * across**4 + folds
    halves = np.where(part.x < 606, part.x, 1400 - part.x)
    found = sample(texture, halves + 40, part.y + 20)
    part.lay(found * (light * edge_shade(part, mask, wide=24))[..., None], mask)
    _trim(part, texture, mask)


def _turned(part: Scene, angle: float) -> tuple[Field, Field]:
    """Coordinates of cloth laid at an angle."""
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    return part.x * cos + part.y * sin + 1300, part.y * cos - part.x * sin + 1300


def _hem(side: int) -> float:
    """How far down the sleeve its seam runs."""
    x, angle = (236.0 if side < 0 else 964.0), side * 0.48
    return float(432 * np.cos(angle) - x * np.sin(angle) + 1300) - 14


def _trim(scene: Scene, texture: Field, mask: Field) -> None:
    """Front edge, buttons, pocket, collar."""
    edge = np.exp(-(((scene.x - 618) / 2.2) ** 2)) * smooth(236, 246, scene.y) * mask
    seam = np.exp(-(((scene.x - 584) / 1.3) ** 2)) * smooth(236, 246, scene.y) * mask
    scene.canvas *= (1 - 0.45 * edge - 0.16 * seam)[..., None]
    corners = [(676, 372), (780, 368), (782, 470), (730, 488), (678, 472)]
    part = scene.window(corners)
    pocket = outline(part, corners)
    part.shadow(pocket, dx=3, dy=4, soft=4, depth=0.35)
    part.lay(sample(texture, part.x + 55, part.y + 47) * (1.02 - 0.12 * (part.y < 384))[..., None], pocket)
    _collar(scene, texture)
    for y in range(300, 800, 92):
        _sewn_button(scene.window([(601, y)], 20), y)


def _collar(scene: Scene, texture: Field) -> None:
    neck = [(536, 186), (600, 176), (664, 186), (640, 214), (600, 250), (560, 214)]
    part = scene.window(neck)
    inside = outline(part, curve(neck, 8))
    part.lay(sample(texture, part.x + 500, part.y + 300) * np.float32(0.42), inside)
    for side in (-1, 1):
        points = [(600 + side * x, y) for x, y in ((2, 262), (58, 306), (98, 196), (74, 158), (58, 168))]
        part = scene.window(points)
        mask = outline(part, points)
        part.shadow(mask, dx=5, dy=9, soft=7, depth=0.5)
        u, v = _turned(part, side * 0.7)
        part.lay(sample(texture, u, v) * (1.06 * edge_shade(part, mask, wide=10, depth=0.4))[..., None], mask)


def _sewn_button(part: Scene, y: float) -> None:
    far = np.hypot(part.x - 601, part.y - y) / 9.5
    button = np.clip((1 - far) * 9, 0, 1)
    part.shadow(button, dx=2, dy=4, soft=3, depth=0.5)
    holes = np.exp(-((np.abs(part.x - 601) - 2.6) ** 2 + (np.abs(part.y - y) - 2.6) ** 2) / 1.6)
    part.lay(shade((238, 226, 200)) * (1.05 - 0.25 * far**3 - 0.6 * holes)[..., None], button)


def _hanger(scene: Scene) -> None:
    wood = outline(scene, curve([(420, 196), (600, 128), (780, 196), (776, 212), (600, 152), (424, 212)], 8))
    hook = np.hypot((scene.x - 600) / 26, (scene.y - 74) / 26)
    ring = np.clip((0.16 - np.abs(hook - 1)) * 20, 0, 1) * np.clip(
        1 - ((scene.x < 596) & (scene.y > 74)), 0, 1
    )
    stem = (
        np.clip((4 - np.abs(scene.x - 600)) / 1.5, 0, 1)
        * smooth(96, 100, scene.y)
        * smooth(140, 136, scene.y)
    )
    metal = np.maximum(ring, stem)
    scene.shadow(np.maximum(metal, wood), dx=18, dy=18, soft=10, depth=0.35)
    scene.lay(np.broadcast_to(shade((120, 112, 104)), (*metal.shape, 3)), metal)
    grain = 0.95 + 0.08 * np.sin(scene.y * 0.8 + 0.04 * scene.x)
    scene.lay(shade((150, 104, 58)) * grain[..., None], wood)


def _pieces(scene: Scene, texture: Field) -> None:
    back = [
        (150, 250),
        (250, 220),
        (330, 250),
        (410, 220),
        (510, 250),
        (520, 400),
        (500, 780),
        (160, 780),
        (140, 400),
    ]
    front = [(600, 260), (640, 330), (700, 240), (800, 260), (815, 400), (800, 780), (600, 780)]
    sleeve = [(880, 330), (960, 260), (1040, 330), (1110, 470), (820, 470)]
    collar = [(850, 590), (1080, 570), (1100, 640), (830, 660)]
    sheet = scene
    for k, points in enumerate((back, front, sleeve, collar)):
        scene = sheet.window(points)
        mask = outline(scene, points)
        scene.shadow(mask, dx=7, dy=9, soft=7, depth=0.45)
        u, v = _turned(scene, (0.0, 0.0, 0.5, 1.57)[k])
        inner = edge_shade(scene, mask, wide=9, depth=1.0)
        chalk = np.clip(1 - np.abs(inner - 0.80) / 0.02, 0, 1) * (np.sin((scene.x + scene.y) / 4) > 0) * mask
        light = 1.0 + 0.03 * np.sin(scene.x / 60 + k)
        colours = sample(texture, u, v) * light[..., None]
        scene.lay(colours + (1 - colours) * (0.8 * chalk)[..., None], mask)


def white_pile(scene: Scene) -> None:
    """Bare mori, folded: what every batik begins with."""
    plain = (
        np.broadcast_to(shade(MORI), (SIDE, SIDE, 3))
        * (1 + 0.02 * cloud((SIDE, SIDE), 3, scene.rng))[..., None]
    )
    folded(scene, plain.astype(np.float32), (plain.astype(np.float32),) * 2)


def half_dyed(scene: Scene, way: str) -> None:
    """Wax lines still on white cloth, hung up before the dye."""
    hanging(scene, cloths(scene, way=way, dyed=0.0 if way != "ciprat" else 0.35)[0])


def written(scene: Scene) -> None:
    """Batik tulis, hung up."""
    hanging(scene, cloths(scene, way="tulis")[0])


def stamped(scene: Scene) -> None:
    """Batik cap, folded on a pile of its sisters."""
    first, second = cloths(scene, way="cap", count=2)
    folded(scene, first, (second[:, ::-1], second))


def splashed(scene: Scene) -> None:
    """Batik ciprat, hung up."""
    hanging(scene, cloths(scene, way="ciprat")[0])


def uniform(scene: Scene) -> None:
    """A shirt of batik."""
    shirt(scene, cloths(scene, way="cap")[0])


def cut_pieces(scene: Scene) -> None:
    """The shirt before it is sewn."""
    shirt(scene, cloths(scene, way="cap")[0], sewn=False)
