"""docs/reference, written from the source: a page that is generated cannot lag behind.

`./sentra manage write_reference` writes it; tests/architecture/test_docs_are_current.py holds it.
"""

import importlib
from argparse import Action
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from sentra.capital import cancelling
from sentra.config.environment import ROOT, VARIABLES
from sentra.console.commands import HELP
from sentra.kernel.lifecycle import Lifecycle
from sentra.kernel.operation import OPERATIONS
from sentra.people.roles import ROLES, Permission, RoleName

FOLDER = ROOT / "docs" / "reference"


def settings() -> str:
    """Every environment variable, from `config.environment.VARIABLES`."""
    rows = [(f"`{name}`", said) for name, said in VARIABLES.items()]
    return _page(
        "Settings",
        "src/sentra/config/environment.py",
        "Every environment variable Sentra reads. `./sentra` sets them for its own processes.",
        "",
        *_table(("Variable", "Meaning"), rows),
    )


def cli() -> str:
    """`./sentra help`, and the Django commands that are our own."""
    ours = sorted(name for name, app in get_commands().items() if app.startswith("sentra."))
    return _page(
        "Commands",
        "src/sentra/console/",
        "```",
        HELP,
        "```",
        "",
        "## `./sentra manage …`",
        "",
        "Django's own commands (`migrate`, `shell`, …) work as well: `./sentra manage help`.",
        "",
        *[line for name in ours for line in _command(name)],
    )


def _command(name: str) -> Iterator[str]:
    command = load_command_class(get_commands()[name], name)
    usual = {action.dest for action in BaseCommand().create_parser("manage", "any")._actions}  # noqa: SLF001
    parser = CommandParser(add_help=False)
    command.add_arguments(parser)
    own = [action for action in parser._actions if action.dest not in usual]  # noqa: SLF001  # no public list
    yield from (f"### {name}", "", str(command.help), "")
    if own:
        yield from _table(("Argument", "Meaning"), [(f"`{_asked(one)}`", _meaning(one)) for one in own])
        yield ""


def _asked(action: Action) -> str:
    name = action.option_strings[-1] if action.option_strings else action.dest.upper()
    value = f" {action.dest.upper()}" if action.option_strings and action.nargs != 0 else ""
    return f"{name}{value}"


def _meaning(action: Action) -> str:
    if action.default in (None, False, "", []):
        return action.help or ""
    return f"{action.help or ''} (default `{action.default}`)".strip()


def lifecycles() -> str:
    """Every table of stages as a drawing; GitHub and most editors show Mermaid."""
    return _page(
        "Lifecycles",
        "the `stages.py` of each app",
        "The stage a record is at, and the verbs that move it. Anything else is refused.",
        "",
        *[line for app in _ours() for name, table in _lifecycles(app) for line in _drawn(app, name, table)],
    )


def _lifecycles(app: AppConfig) -> list[tuple[str, Lifecycle]]:
    if find_spec(f"{app.name}.stages") is None:
        return []
    module = importlib.import_module(f"{app.name}.stages")
    return [(name, value) for name, value in vars(module).items() if isinstance(value, Lifecycle)]


def _drawn(app: AppConfig, name: str, table: Lifecycle) -> Iterator[str]:
    title = f"{name.replace('_', ' ').capitalize()} (`{app.label}`)"
    yield from (f"## {title}", "", "```mermaid", table.diagram(), "```", "")


def permissions() -> str:
    """`people.roles.ROLES` as a table, with the verbs that ask for each permission."""
    asked = {permission: sorted(_name(one) for one in verbs(permission)) for permission in Permission}
    rows = [
        (f"`{one}`", *("●" if one in ROLES[role] else "" for role in RoleName), ", ".join(asked[one]))
        for one in Permission
    ]
    heads = ("Permission", *(str(role.label) for role in RoleName), "Verbs that ask for it")
    return _page(
        "Who may do what",
        "src/sentra/people/roles.py",
        "A person's roles add up inside one organisation and mean nothing in another.",
        "A permission without a verb guards screens.",
        "",
        *_table(heads, rows),
    )


def operations() -> str:
    """Every verb, its permission and its first sentence, app by app."""
    sections = []
    for app in _ours():
        own = sorted((one for one in verbs() if one.__module__.startswith(f"{app.name}.")), key=_name)
        rows = [(f"`{one.__name__}`", f"`{one.needs}`", _first_sentence(one)) for one in own]
        if rows:
            heads = ("Verb", "Permission", "What it does")
            sections += [f"## {app.label}", "", *_table(heads, rows), ""]
    return _page(
        "Operations",
        "every `@operation`",
        "Each write of Sentra is one of these: permission, one transaction, audit row, idempotency key.",
        "",
        *sections,
    )


def verbs(permission: str | None = None) -> list[Any]:
    """Every operation, imported before or not; only those that ask for `permission` if given."""
    for app in _ours():
        for path in sorted(Path(app.path).rglob("*.py")):
            if "@operation(" in path.read_text(encoding="utf-8"):
                importlib.import_module(
                    ".".join((app.name, *path.relative_to(app.path).with_suffix("").parts))
                )
    ours = [one for one in OPERATIONS if one.__module__.startswith("sentra.")]
    return [one for one in ours if permission in (None, getattr(one, "needs", None))]


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings,
    "cli.md": cli,
    "lifecycles.md": lifecycles,
    "permissions.md": permissions,
    "operations.md": operations,
    "cancelling.md": cancelling.page,
}


def pages() -> dict[Path, str]:
    """Where each page lies and what it must say, in English."""
    with override("en"):
        return {FOLDER / name: page() for name, page in PAGES.items()}


def _ours() -> list[AppConfig]:
    return [app for app in apps.get_app_configs() if app.name.startswith("sentra.")]


def _name(verb: Callable[..., Any]) -> str:
    return verb.__name__


def _first_sentence(verb: Callable[..., Any]) -> str:
    paragraph = " ".join((verb.__doc__ or "").strip().split("\n\n")[0].split())
    ends = [at for at in (paragraph.find(". "), paragraph.find(": Refuse")) if at > 0]
    return paragraph[: min(ends) + 1] if ends else paragraph


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return [line(heads), f"|{'---|' * len(heads)}", *(line(row) for row in rows)]


def _page(title: str, source: str, *lines: str) -> str:
    named = f"`{source}`" if source.startswith("src/") else source
    opening = [
        f"# {title}",
        "",
        f"Written from {named} by `./sentra manage write_reference`. Do not edit.",
        "",
    ]
    return "\n".join([*opening, *lines]).rstrip() + "\n"
