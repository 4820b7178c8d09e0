"""Which of our crafts an office means by its words; what is not certain stays open, with the words kept."""

from functools import lru_cache

from sentra.crafts.registry.words import key

MEANS: dict[str, tuple[str, ...]] = {
    "anyaman-purun": ("purun",),
    "anyaman-eceng-gondok": ("eceng", "enceng", "gondok", "ilung"),
    "anyaman-rotan": ("rotan", "lampit"),
    "anyaman-bambu": ("bambu", "buluh", "paring"),
    "anyaman-pandan": ("pandan",),
    "kopiah-jangang": ("jangang",),
    "batik-tulis": ("batik tulis", "tulis"),
    "batik-cap": ("batik cap", "cap"),
    "batik-kombinasi": ("kombinasi",),
    "batik-ciprat": ("ciprat",),
    "tenun": ("tenun", "ulap doyo"),
    "sasirangan": ("sasirangan",),
    "bordir-sulam": ("bordir", "sulam", "sulaman"),
    "ukir": ("ukir", "ukiran", "ukir kayu"),
    "manik": ("manik", "manik manik"),
    "gerabah": ("gerabah", "tembikar", "keramik"),
}
GENERAL: dict[str, str] = {"batik": "batik", "anyaman": "anyaman-lainnya", "anyam": "anyaman-lainnya"}
DRAWN_AND_STAMPED = {"batik-tulis", "batik-cap"}


@lru_cache(maxsize=10_000)
def craft_of(craft: str, product: str) -> str | None:
    """The craft's code from its words, narrowed or replaced by the product's; None if unclear.

    "Batik" with "Kain batik ciprat" is batik-ciprat; "Ukir/manik" with "Tas manik" is manik,
    alone it is open.
    """
    said, made = _crafts_in(craft), _crafts_in(product)
    for found in (said if len(said) == 1 else said & made, made if not said else set()):
        if len(found) == 1:
            return next(iter(found))
    if said:
        return None
    return next(
        (code for word, code in GENERAL.items() if word in _words(craft) or word in _words(product)), None
    )


def _crafts_in(text: str) -> set[str]:
    words = f" {key(text)} "
    found = {code for code, names in MEANS.items() if any(f" {name} " in words for name in names)}
    if not words.strip().startswith("batik") and " batik " not in words:
        found -= DRAWN_AND_STAMPED  # "tulis" and "cap" mean something else elsewhere
    return (found - DRAWN_AND_STAMPED) | {"batik-kombinasi"} if found >= DRAWN_AND_STAMPED else found


def _words(text: str) -> set[str]:
    return set(key(text).split())
