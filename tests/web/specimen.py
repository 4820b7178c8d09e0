"""Every component on four pages, to look at: `python -m tests.web.specimen FOLDER [PORT]`."""

import functools
import http.server
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "specimen"
SOURCE = Path(__file__).parents[2] / "src" / "sentra" / "web"
NAMES = ("staff", "phone", "public", "paper")
KINDS = ("tas-purun", "tikar-purun", "anjat-rotan", "kain-batik-tulis", "kemeja-batik", "topi-purun")


def facts(name: str) -> dict[str, Any]:
    """What the pages show: enough of everything to see it fold, overflow and wrap."""
    shown: dict[str, Any] = json.loads((HERE / "facts.json").read_text())
    if name != "staff":
        shown["navigation"] = shown["phone_navigation"]
    for event in shown["events"]:
        event["at"] = datetime(2026, 11, 12, 9, 30)
    goods = [
        {"name": f"Contoh {kind}", "price": 85_000 + 15_000 * at, "picture": f"/pictures/{kind}.webp"}
        for at, kind in enumerate(KINDS)
    ]
    return shown | {
        "day": date(2026, 11, 26),
        "form": _form(),
        "goods": goods,
        "picture": goods[0]["picture"],
    }


def _form() -> Any:
    from django import forms

    class Specimen(forms.Form):
        name = forms.CharField(label="Nama pemesan")
        price = forms.IntegerField(label="Harga satuan", widget=forms.TextInput)
        pieces = forms.IntegerField(label="Jumlah")
        due = forms.DateField(label="Diperlukan", required=False, widget=forms.DateInput({"type": "date"}))
        grade = forms.ChoiceField(
            label="Mutu", widget=forms.RadioSelect, choices=[("a", "A, tanpa cacat"), ("b", "B, cacat kecil")]
        )
        photo = forms.FileField(label="Foto", required=False)
        remark = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
        agreed = forms.BooleanField(label="Pembeli setuju contoh")

    return Specimen({"name": "", "price": "285 ribu", "pieces": "412", "grade": "a", "agreed": "on"})


def rendered(name: str) -> str:
    """One specimen page as HTML."""
    from django.template import engines
    from django.test import RequestFactory

    page = engines["django"].from_string((HERE / f"{name}.html").read_text())
    return page.render(facts(name), RequestFactory().get("/"))


def _draw(folder: Path) -> None:
    from sentra.web.craftart import picture

    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        picture(kind, 1).save(folder / f"{kind}.webp", quality=80)


def main() -> None:
    """Write the pages beside the static files, and serve them if a port is given."""
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sentra.config.settings")
    settings.ROOT_URLCONF = "django.conf.urls.i18n"
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"] = []
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "static").exists():
        (folder / "static").symlink_to(SOURCE / "static")
    if not (folder / "pictures").exists():
        _draw(folder / "pictures")
    for name in NAMES:
        (folder / f"{name}.html").write_text(rendered(name))
    if len(sys.argv) > 2:
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
        http.server.HTTPServer(("127.0.0.1", int(sys.argv[2])), handler).serve_forever()


if __name__ == "__main__":
    main()
