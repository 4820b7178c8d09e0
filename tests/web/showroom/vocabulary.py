"""Checks a page's JSON-LD against schema.org's own vocabulary, strictly: types, properties, values.

Stricter than search engines: a plain word is refused where schema.org expects a thing.
"""

import json
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

SCHEMAS = Path(__file__).resolve().parents[2] / "data" / "showroom" / "schemas"
SCHEMA = "https://schema.org/"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@cache
def vocabulary():
    return json.loads((SCHEMAS / "schemaorg-30.0.json").read_text())


@cache
def ancestors(kind):
    found = {kind}
    for parent in vocabulary()["types"].get(kind, []):
        found |= ancestors(parent)
    return found


def graph_of(page):
    """The one JSON-LD of a page, read as a search engine reads it."""
    [told] = SCRIPT.findall(page)
    return json.loads(told)


def faults(graph):
    """What is wrong with it, one sentence each."""
    if graph.get("@context") != "https://schema.org":
        return ["the context is not schema.org"]
    names = {one["@id"]: one["@type"] for one in _nodes(graph["@graph"]) if "@id" in one and "@type" in one}
    return [fault for node in graph["@graph"] for fault in _of_node(node, names)]


def _nodes(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)


def _of_node(node, names):
    kind = node.get("@type")
    if kind not in vocabulary()["types"]:
        return [f"{kind} is no type"]
    return [
        fault
        for name, value in node.items()
        if not name.startswith("@")
        for fault in _of_property(kind, name, value, names)
    ]


def _of_property(kind, name, value, names):
    known = vocabulary()["properties"].get(name)
    if known is None:
        return [f"{name} is no property"]
    if not ancestors(kind) & set(known["domain"]):
        return [f"{kind} has no {name}"]
    values = value if isinstance(value, list) else [value]
    wrong = [] if values else [f"{kind}.{name} is empty"]
    for one in values:
        if isinstance(one, dict) and "@type" in one:
            wrong += _of_node(one, names)
        if not any(_fits(one, wanted, names) for wanted in known["range"]):
            wrong.append(f"{kind}.{name} is not {known['range']}: {one!r}")
    return wrong


def _fits(value, wanted, names):
    if isinstance(value, dict):
        kind = value.get("@type", names.get(value.get("@id")))
        return kind is not None and wanted in ancestors(kind)
    if isinstance(value, bool):
        return wanted == "Boolean"
    if isinstance(value, int):
        return wanted in {"Integer", "Number"}
    if isinstance(value, str) and value.startswith(SCHEMA):
        of = vocabulary()["members"].get(value.removeprefix(SCHEMA), [])
        return any(wanted in ancestors(one) for one in of)
    return isinstance(value, str) and bool(value.strip()) and _word_fits(value, wanted)


def _word_fits(value, wanted):
    if wanted == "URL":
        return re.fullmatch(r"https?://[^\s]+", value) is not None
    if wanted in {"Date", "DateTime"}:
        try:
            (date if wanted == "Date" else datetime).fromisoformat(value)
        except ValueError:
            return False
        return True
    return wanted == "Text"


def required(product):
    """What Google's table asks of a product and it does not have."""
    table = json.loads((SCHEMAS / "google-product.json").read_text())
    missing = [name for name in table["Product"]["required"] if not product.get(name)]
    offer = product.get("offers", {})
    missing += [f"offers.{name}" for name in table["Offer"]["required"] if not offer.get(name)]
    if offer.get("availability", "").removeprefix(SCHEMA) not in table["Offer"]["availability"]:
        missing.append("a known availability")
    if not re.fullmatch(table["Offer"]["price"], offer.get("price", "")):
        missing.append("a price in digits")
    if not re.fullmatch(table["Offer"]["priceCurrency"], offer.get("priceCurrency", "")):
        missing.append("a currency of ISO 4217")
    return missing
