"""The words of the mission stand alone: no second Indonesian word for one thing, in addresses too."""

import re

from tests.architecture.ours import SOURCE

INSTEAD = {"panjar": "uang muka", "perajin": "pengrajin", "bengkel": "usaha"}
READ = {".py", ".html", ".typ", ".po", ".txt", ".js", ".json"}
OFFICES_OWN = {"crafts/registry/vocabulary.py", "people/data", "crafts/data"}  # what others write and we read
SECOND = re.compile(r"\b(" + "|".join(INSTEAD) + r")(nya|an)?\b", re.IGNORECASE)


def second_words(text):
    return [found[0] for found in SECOND.finditer(text)]


def test_each_thing_has_one_word():
    files = [path for path in SOURCE.rglob("*") if path.suffix in READ]
    told = {str(path.relative_to(SOURCE)): second_words(path.read_text()) for path in files}
    ours = {name: words for name, words in told.items() if words and not name.startswith(tuple(OFFICES_OWN))}
    assert ours == {}


def test_a_second_word_is_found():
    assert second_words("/perajin/1/ Sisa panjarnya, pengrajin") == ["perajin", "panjarnya"]
