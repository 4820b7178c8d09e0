"""How money, counts and dates are written: `{{ price_idr|rupiah }}`, `{{ promised_on|tanggal }}`."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.translation import get_language, npgettext

from sentra.kernel.dates import in_words
from sentra.kernel.rupiah import PREFIX

register = template.Library()

NO_BREAK = "\u00a0"
MINUS = "\u2212"
NOTHING = "–"


@register.filter
def rupiah(amount: Decimal | float | None) -> str:
    """Whole rupiah the Indonesian way in both languages: `Rp1.250.000`, `−Rp5.000`; nothing is a dash."""
    if amount is None or amount == "":
        return NOTHING
    whole = _whole(amount)
    return f"{MINUS if whole < 0 else ''}{PREFIX}{_grouped(abs(whole))}"


@register.filter
def rupiah_short(amount: Decimal | float | None) -> str:
    """For charts and tight places: `Rp1,3 jt`, `Rp2,5 M` (English: `Rp1.3 m`, `Rp2.5 bn`)."""
    if amount is None or amount == "":
        return NOTHING
    whole = _whole(amount)
    indonesian = _indonesian()
    for size, word in ((10**9, "M" if indonesian else "bn"), (10**6, "jt" if indonesian else "m")):
        if abs(whole) >= size:
            text = f"{abs(whole) / size:.1f}".removesuffix(".0")
            text = text.replace(".", ",") if indonesian else text
            return f"{MINUS if whole < 0 else ''}{PREFIX}{text}{NO_BREAK}{word}"
    return rupiah(whole)


@register.filter
def angka(number: Decimal | float | None) -> str:
    """A count with groups of three in the reader's language: `1.250` / `1,250`."""
    if number is None or number == "":
        return NOTHING
    whole = _whole(number)
    text = _grouped(abs(whole)) if _indonesian() else f"{abs(whole):,}"
    return f"{MINUS if whole < 0 else ''}{text}"


@register.filter
def tanggal(day: date | datetime | None, shape: str = "long") -> str:
    """A date in words: `12 November 2026`. Shapes: those of `in_words`; instants in local time."""
    if not day:
        return NOTHING
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return in_words(day, shape, language="id" if _indonesian() else "en")


def _whole(amount: Decimal | float) -> int:
    return int(Decimal(str(amount)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def _indonesian() -> bool:
    return (get_language() or "id").startswith("id")


@register.filter
def satuan(unit: str, count: int = 1) -> str:
    """The unit of a product in the reader's language: stored in Indonesian, free text stays as typed."""
    words = {
        "buah": npgettext("unit", "piece", "pieces", count),
        "biji": npgettext("unit", "piece", "pieces", count),
        "potong": npgettext("unit", "piece", "pieces", count),
        "lembar": npgettext("unit", "sheet", "sheets", count),
        "pasang": npgettext("unit", "pair", "pairs", count),
        "set": npgettext("unit", "set", "sets", count),
        "lusin": npgettext("unit", "dozen", "dozen", count),
        "kodi": npgettext("unit", "score", "score", count),
        "gulung": npgettext("unit", "roll", "rolls", count),
    }
    return unit if _indonesian() else words.get(unit.lower(), unit)
