"""The machine's part of accessibility: axe, with the rules of WCAG 2.2 AA, on the page as it stands."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
_axe = Axe()


def violations(page: Page) -> list[str]:
    """What breaks a rule, one line each: the rule, the first element, why."""
    found = _axe.run(page, options=OPTIONS).response["violations"]
    return [_line(one) for one in found]


def _line(violation: dict[str, Any]) -> str:
    first = violation["nodes"][0]
    why = " ".join((first.get("failureSummary") or "").split())
    return f"{violation['id']} ×{len(violation['nodes'])}: {first['html'][:160]} — {why[:240]}"
