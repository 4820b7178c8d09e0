"""What is written about Sentra is true: generated pages, links, commands, and sentences one can read."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import get_commands

from sentra.console import reference
from sentra.console.commands import COMMANDS, HELP

ROOT = Path(__file__).resolve().parents[2]
AT_THE_TOP = ("README.md", "CONTRIBUTING.md", "STYLE.md", "SECURITY.md", "CHANGELOG.md")
WRITTEN = [*(ROOT / name for name in AT_THE_TOP), *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|`)\./sentra ([a-z-]+)(?: ([a-z_]+))?", re.MULTILINE)
MOST_WORDS = 15


def _called(path):
    return str(path.relative_to(ROOT))


def sentences(text):
    """Sentences of running text and lists; headings, tables, code and addresses left out."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "|", "!["))]
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", "\n".join(lines))
    for block in blocks:
        plain = re.sub(r"^\s*(?:[-*]|\d+\.) ", "", LINK.sub(lambda m: m[0][1 : m[0].index("]")], block))
        parts = re.split(r"(?<=[.!?:])\s+", plain.replace("*", ""))
        yield from (part.strip() for part in parts if part.strip())


def too_long(text):
    return [one for one in sentences(text) if len(re.findall(r"\w[\w’'./-]*", one)) > MOST_WORDS]


def broken_links(path, text):
    targets = [link.split("#")[0] for link in LINK.findall(text) if not re.match(r"[a-z]+:|#", link)]
    return [target for target in targets if not (path.parent / target).exists()]


def unknown_commands(text):
    said = COMMAND.findall(text)
    unknown = [command for command, _ in said if command not in COMMANDS]
    ours_and_djangos = {"", "help", *get_commands()}
    return unknown + [sub for command, sub in said if command == "manage" and sub not in ours_and_djangos]


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_reference_page_says_what_the_source_says(name):
    """If this fails: `./sentra manage write_reference`."""
    path = reference.FOLDER / name
    assert path.read_text(encoding="utf-8") == reference.pages()[path]


def test_no_reference_page_is_written_by_hand():
    assert {path.name for path in reference.FOLDER.glob("*.md")} == set(reference.PAGES)


@pytest.mark.parametrize("path", WRITTEN, ids=_called)
def test_links_lead_somewhere(path):
    assert broken_links(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", WRITTEN, ids=_called)
def test_commands_exist(path):
    assert unknown_commands(path.read_text(encoding="utf-8")) == []


def test_files_named_in_the_readme_exist():
    named = re.findall(
        r"\b(?:tests|docs|src)/[\w./-]+\.\w+", (ROOT / "README.md").read_text(encoding="utf-8")
    )
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_help_names_every_command():
    listed = set(re.findall(r"\./sentra ([a-z-]+)(?: \| ([a-z-]+))?", HELP))
    names = {name for pair in listed for name in pair if name}
    assert names == {name for name in COMMANDS if name not in {"help", "-h", "--help"}}


@pytest.mark.parametrize("path", GUIDES, ids=_called)
def test_a_guide_is_written_in_short_sentences(path):
    assert too_long(path.read_text(encoding="utf-8")) == []


def test_what_is_wrong_is_found(tmp_path):
    """Negative control of the checks above."""
    assert too_long("Satu dua tiga. " + "kata " * 16 + ".") == [("kata " * 16 + ".").strip()]
    assert broken_links(tmp_path / "page.md", "[here](gone.md) [there](https://example.org)") == ["gone.md"]
    assert unknown_commands("`./sentra fly`\n./sentra manage swim\n./sentra manage migrate") == [
        "fly",
        "swim",
    ]


def words_on_screens():
    """Every Indonesian text of the catalogue, its closing dot and its numbers left out."""
    with (ROOT / "src/sentra/locale/id/LC_MESSAGES/django.po").open("rb") as stream:
        strings = [one.string for one in read_po(stream, locale="id") if one.id]
    said = [text for one in strings for text in (one if isinstance(one, tuple) else (one,))]
    return {re.sub(r"%\(\w+\)s", "…", text).rstrip(".") for text in said}


@pytest.mark.parametrize("path", GUIDES, ids=_called)
def test_what_a_guide_tells_to_press_is_on_a_screen(path):
    named = set(re.findall(r"\*\*([^*]+)\*\*", path.read_text(encoding="utf-8")))
    assert named - words_on_screens() == set()
    assert "Tombol khayalan" not in words_on_screens()
