"""The texts people read: collected from Python and templates into catalogues, without gettext's tools."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
LANGUAGES = ("id", "en")
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
NEVER_KEPT = (
    "POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Report-Msgid-Bugs-To", "Last-Translator",
    "Language-Team",
)  # fmt: skip
KEYWORDS: dict[str, Any] = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None, "N_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
CALL = re.compile(r"\b(?:gettext|ngettext|pgettext|npgettext|_)\(")
Found = tuple[str | tuple[str, ...], str | None, str]  # text (or plural pair), context, where


def _messages(code: str, where: str) -> Iterator[Found]:
    for _line, name, said, _comments in extract_python(
        BytesIO(code.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        spec = KEYWORDS[str(name or "_")]
        given = [str(each or "") for each in (said if isinstance(said, list | tuple) else [said])]
        if not given[0]:
            continue
        if spec is None:
            yield given[0], None, where
        elif isinstance(spec[0], tuple):
            texts = tuple(given[1 : len(spec)])
            yield (texts if len(texts) > 1 else texts[0]), given[0], where
        else:
            yield tuple(given[:2]), None, where


def found() -> Iterator[Found]:
    """Every text marked for translation, with the file it stands in."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _messages(path.read_text(), str(path.relative_to(SOURCE)))
    for path in sorted(SOURCE.rglob("*.html")) + sorted(SOURCE.rglob("notices/*.txt")):
        yield from _messages(_calls(templatize(path.read_text())), str(path.relative_to(SOURCE)))


def _calls(templated: str) -> str:
    """Only the calls of what Django's templatize makes, one a line: the rest is no Python."""
    tree_lines = []
    for start in CALL.finditer(templated):
        for end in (found.end() for found in re.finditer(r"\)", templated[start.start() :])):
            candidate = templated[start.start() : start.start() + end]
            try:
                ast.parse(candidate.strip())
            except SyntaxError:
                continue
            tree_lines.append(candidate.strip().replace("\n", " "))
            break
    return "\n".join(tree_lines)


def catalogue_path(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = catalogue_path(language)
    if path.exists():
        with path.open("rb") as stream:
            kept = read_po(stream, locale=language)
    else:
        kept = Catalog(locale=language, charset="utf-8")
    kept.project, kept.version = "Sentra", "1"
    kept.header_comment = f"# Texts of Sentra ({language}). Collected by ./sentra manage texts."
    kept.mime_headers = [("Plural-Forms", PLURALS[language])]  # Babel knows no plural of Indonesian
    kept.fuzzy = False  # a fuzzy catalogue is not compiled
    return kept


def write(language: str, catalogue: Catalog) -> None:
    """One shape whoever writes: sorted, no places, no days, so that a change shows only what changed."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, no_location=True)
    unkept = tuple(f'"{name}' for name in NEVER_KEPT)
    path.write_text(
        "".join(line for line in StringIO(buffer.getvalue().decode()) if not line.startswith(unkept))
    )


def template() -> Catalog:
    """All texts of the source, without translations."""
    fresh = Catalog(project="Sentra", charset="utf-8")
    for text, context, where in found():
        fresh.add(text, locations=[(where, 0)], context=context)
    return fresh


def missing(language: str) -> list[str]:
    """Texts of the source that this catalogue does not translate."""
    kept = read(language)
    lacking = []
    for message in template():
        if not message.id:
            continue
        known = kept.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        translated = known and (all(known.string) if isinstance(known.string, tuple) else known.string)
        if not translated or (known and known.fuzzy):
            lacking.append(str(message.id))
    return lacking


def refresh(language: str) -> int:
    """Bring a catalogue up to the source: new texts empty (English: themselves), unused ones dropped."""
    kept = read(language)
    kept.update(template(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    if language == "en":
        for message in kept:
            if message.id and not any(
                message.string if isinstance(message.string, tuple) else (message.string,)
            ):
                message.string = message.id
    write(language, kept)
    return len(missing(language))
