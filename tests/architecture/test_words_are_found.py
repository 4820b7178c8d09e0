"""Words inside an f-string are not found by the collector of texts: they would stay English on the screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

WORDS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def hidden(source: str) -> Iterator[int]:
    """The lines on which a translation is asked for inside an f-string."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            for part in ast.walk(node):
                if isinstance(part, ast.Call) and getattr(part.func, "id", "") in WORDS:
                    yield part.lineno


def test_no_words_hide_in_an_f_string():
    files = Path(ROOT / "src" / "sentra").rglob("*.py")
    assert [f"{file.name}:{line}" for file in files for line in hidden(file.read_text())] == []


def test_hidden_words_are_seen():
    assert list(hidden("""a = f"{name}: {_('Saved.')}" """)) == [1]
    assert list(hidden("""a = f"{name}: {said}" """)) == []
