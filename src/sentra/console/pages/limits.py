"""The limits every public page keeps, and the lines that say whether it does."""

from collections.abc import Iterable, Iterator

from sentra.console.pages import nu
from sentra.console.pages.looking import Seen, Weight

KB = 1024
MOST_ALL, MOST_WORDS, MOST_SCRIPTS = 150 * KB, 25 * KB, 15 * KB  # of a first view, over the wire
COLUMNS = f"{'axe':>4} {'html':>5} {'wide':>5} {'html+css':>9} {'js':>6} {'pictures':>9} {'all':>7}  KB"
HEAD = f"{'page':<38} {COLUMNS}"


def judge(pages: list[Seen]) -> None:
    """Write down what the HTML checker and the limits of weight say."""
    wrong = nu.mistakes({seen.visit.name: seen.html for seen in pages})
    for seen in pages:
        seen.mistakes = wrong.get(seen.visit.name, [])
        seen.faults += [f"html: {one}" for one in seen.mistakes]
        seen.faults += too_heavy(seen.weight)


def too_heavy(weight: Weight) -> list[str]:
    measured = (
        ("HTML and CSS", weight.words, MOST_WORDS),
        ("JavaScript", weight.scripts, MOST_SCRIPTS),
        ("the first view", weight.all, MOST_ALL),
    )
    return [f"{what}: {kb(size)} KB, at most {kb(most)}" for what, size, most in measured if size > most]


def kb(size: int) -> str:
    return f"{size / KB:.1f}"


def row(seen: Seen) -> str:
    weight = seen.weight
    mark = "  ✗" if seen.faults else ""
    return (
        f"{seen.visit.name:<38} {seen.axe:>4} {len(seen.mistakes):>5} {seen.wide:>5} {kb(weight.words):>9} "
        f"{kb(weight.scripts):>6} {kb(weight.pictures + weight.fonts):>9} {kb(weight.all):>7}{mark}"
    )


def table(pages: list[Seen]) -> Iterator[str]:
    """A line a page, what each breaks, and the sum."""
    yield HEAD
    yield from (row(seen) for seen in pages)
    yield from _broken(pages)
    yield ""
    yield from summary(pages)


def _broken(pages: Iterable[Seen]) -> Iterator[str]:
    for seen in pages:
        if seen.faults:
            yield f"\n{seen.visit.name}  {seen.visit.path}"
            yield from (f"  {fault}" for fault in dict.fromkeys(seen.faults))


def summary(pages: list[Seen]) -> Iterator[str]:
    weights = [seen.weight for seen in pages]
    told = (
        ("axe", sum(seen.axe for seen in pages), 0, str),
        ("HTML errors", sum(len(seen.mistakes) for seen in pages), 0, str),
        ("pages that scroll sideways", sum(seen.wide > 0 for seen in pages), 0, str),
        ("HTML and CSS, heaviest (KB)", max(one.words for one in weights), MOST_WORDS, kb),
        ("JavaScript, heaviest (KB)", max(one.scripts for one in weights), MOST_SCRIPTS, kb),
        ("first view, heaviest (KB)", max(one.all for one in weights), MOST_ALL, kb),
    )
    yield f"{len(pages)} pages and states"
    for what, found, most, written in told:
        yield f"  {'✓' if found <= most else '✗'} {what}: {written(found)} (limit {written(most)})"
