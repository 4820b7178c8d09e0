"""What the architecture tests walk over: every module, model and operation of Sentra."""

import ast
import importlib
import pkgutil
from pathlib import Path

from django.apps import apps

import sentra
from sentra.kernel.operation import OPERATIONS

SOURCE = Path(sentra.__file__).parent
DOMAIN = (
    "allocation",
    "kernel",
    "people",
    "crafts",
    "ledger",
    "stock",
    "cooperative",
    "orders",
    "payments",
    "production",
    "quality",
    "trade",
    "capital",
    "origin",
    "showroom",
    "market",
)


def modules(*packages):
    """Names of every module, migrations apart."""
    found = pkgutil.walk_packages([str(SOURCE)], "sentra.")
    return [
        module.name
        for module in found
        if ".migrations" not in module.name and (not packages or module.name.split(".")[1] in packages)
    ]


def operations():
    """Every operation there is: its module is imported, whether a screen uses it or not."""
    for name in modules(*DOMAIN):
        importlib.import_module(name)
    return [one for one in OPERATIONS if one.__module__.startswith("sentra.")]


def models():
    return [model for model in apps.get_models() if model.__module__.startswith("sentra.")]


def source_files(*packages):
    """Path and syntax tree of every file of these packages, migrations apart."""
    for package in packages:
        for path in sorted((SOURCE / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())
