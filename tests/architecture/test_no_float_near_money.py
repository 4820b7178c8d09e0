"""No float comes near money: not as a literal, not as float(), not by true division (REL-9)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "src" / "sentra"
KERNEL = ("rupiah.py", "words.py")
APPS = ("ledger", "capital", "trade", "orders", "cooperative", "payments")
"""Apps that handle amounts. `folder / "name"` is let through: text on the right joins paths."""

WATCHED = sorted(
    [ROOT / "kernel" / name for name in KERNEL]
    + [ROOT / "crafts" / "costing.py"]
    + [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
)


def floats_in(source: str) -> list[str]:
    """Each way a float could enter, with its line; empty when the module is clean."""
    return [f"line {node.lineno}: {why}" for node in ast.walk(ast.parse(source)) if (why := _why(node))]


def _why(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
        return f"float literal {node.value}"
    if isinstance(node, ast.Name) and node.id == "float":
        return "float"
    if isinstance(node, ast.Attribute) and node.attr in {"FloatField", "fsum", "true_div", "truediv"}:
        return node.attr
    divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
    if divides and not (isinstance(node, ast.BinOp) and _path(node)):
        return "true division: use //, ratio() or shared()"
    return None


def _path(node: ast.BinOp) -> bool:
    """`folder / "name"` joins paths: text on the right, or a chain of it."""
    return isinstance(node.right, ast.Constant | ast.JoinedStr) and not isinstance(
        getattr(node.right, "value", ""), int
    )


@pytest.mark.parametrize("path", WATCHED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_float_near_money(path):
    assert floats_in(path.read_text()) == []


@pytest.mark.parametrize(
    "guilty",
    ["idr = 0.5 * price", "idr = float(text)", "share = idr / 3", "idr /= 2", "total = map(float, rows)",
     "def pay(rate: float) -> int: ...", "price = models.FloatField()", "total = math.fsum(rows)",
     "half = idr / count", "third = idr / Decimal(3)", "x = 1e6"],
)  # fmt: skip
def test_the_watch_has_teeth(guilty):
    assert floats_in(guilty)


@pytest.mark.parametrize(
    "innocent", ["idr // 3", "folder / 'name'", "10**6", "Decimal('0.5')", "idr % 7", "'1.5'"]
)
def test_the_watch_lets_whole_numbers_be(innocent):
    assert floats_in(innocent) == []


def test_something_is_watched():
    assert ROOT / "kernel" / "rupiah.py" in WATCHED
    assert any("ledger" in path.parts for path in WATCHED)
