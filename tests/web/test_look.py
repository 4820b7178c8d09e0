"""The look holds: readable colours, nothing inline, small files, icons that exist, pictures that differ."""

import hashlib
import http.server
import re
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.template import engines
from django.utils.translation import override

from sentra.web.craftart import KINDS, STAGES, picture
from sentra.web.navigation import _PHONE, _STAFF
from sentra.web.templatetags import formats, tones
from tests.web import specimen

WEB = Path(__file__).parents[2] / "src" / "sentra" / "web"
STATIC = WEB / "static"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
CHROMIUM = Path("/usr/bin/chromium")
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", (STATIC / "css" / "core.css").read_text()))
READ = [  # (ink, the grounds it stands on)
    ("ink", "paper sheet sand turmeric-pale leaf-pale brick-pale indigo-pale"),
    ("soft", "paper sheet sand"),
    ("indigo", "paper sheet sand indigo-pale leaf-pale"),
    ("indigo-deep", "turmeric"),
    ("soga", "paper sheet turmeric-pale soga-pale"),
    ("leaf", "paper sheet leaf-pale"),
    ("brick", "paper sheet brick-pale"),
    ("light", "indigo indigo-deep leaf brick"),
    ("light-soft", "indigo"),
]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance: 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"), [(ink, ground) for ink, all_of in READ for ground in all_of.split()]
)
def test_words_can_be_read_on_their_ground(ink, ground):
    assert contrast(TOKENS[ink], TOKENS[ground]) >= 4.5


def test_edges_of_fields_can_be_seen():
    assert contrast(TOKENS["edge"], TOKENS["sheet"]) >= 3
    assert contrast(TOKENS["turmeric"], TOKENS["indigo"]) >= 3, "focus on indigo"


def test_the_measure_itself_bites():
    assert contrast(TOKENS["turmeric"], TOKENS["paper"]) < 4.5
    assert round(contrast("#000000", "#ffffff")) == 21


def test_colours_are_named_in_one_place_only():
    for sheet in (STATIC / "css").glob("*.css"):
        text = re.sub(r"@layer tokens \{.*?\n\}\n", "", sheet.read_text(), flags=re.DOTALL)
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|\brgba?\(|\bhsl", text), sheet.name


INLINE = re.compile(
    r"\sstyle=|<style|\son[a-z]+=[\"']|javascript:|\shx-on|<script(?![^>]*\ssrc=)", re.IGNORECASE
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_templates_carry_no_inline_style_or_script(template):
    assert not INLINE.findall(template.read_text())


@pytest.mark.parametrize("bad", ['<p style="x">', '<a onclick="x">', "<script>", '<a href="javascript:x">'])
def test_the_search_for_inline_parts_bites(bad):
    assert INLINE.search(bad)


@pytest.mark.parametrize("area", ["staff", "phone", "public", "paper"])
def test_styles_of_a_page_are_small(area):
    parts = [(STATIC / "css" / f"{name}.css").read_bytes() for name in ("core", area)]
    assert sum(len(brotli.compress(part)) for part in parts) <= 11_000, "bytes over the air"


def test_scripts_are_short_and_local():
    for script in (STATIC / "js").glob("*.js"):
        text = script.read_text()
        assert len(text.splitlines()) <= 100, script.name
        assert not re.search(r"https?://|\beval\(|new Function|innerHTML", text), script.name


def test_files_made_by_others_are_unchanged():
    for line in (STATIC / "vendor" / "CHECKSUMS.txt").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


SPRITE = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "img" / "icons.svg").read_text()))
NAMED = [
    r'{%\s*icon "([a-z0-9-]+)"',
    r'\bicon="([a-z0-9-]+)"',
    r'{%\s*button \S+ "([a-z0-9-]+)"',
    r'{%\s*(?:link_button|post_button) \S+ \S+ "([a-z0-9-]+)"',
]


def test_every_icon_is_in_the_sprite():
    used = {name for path in TEMPLATES for form in NAMED for name in re.findall(form, path.read_text())}
    used |= {*tones.PICTURES.values(), *(picture for _, picture in tones.STAGES.values())}
    used |= {entry[2] for entry in (*_STAFF, *_PHONE)}
    assert used <= SPRITE, used - SPRITE


def test_every_stage_has_a_known_tone():
    assert {tone for tone, _ in tones.STAGES.values()} <= set(tones.PICTURES)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1_250_000, "Rp1.250.000"),
        (-5_000, "\u2212Rp5.000"),
        (0, "Rp0"),
        (None, "–"),
        ("", "–"),
    ],
)
def test_rupiah(value, shown):
    assert formats.rupiah(value) == shown


def test_counts_and_dates_follow_the_reader():
    day = specimen.facts("staff")["day"]
    with override("id"):
        assert (formats.angka(1250), formats.tanggal(day, "day")) == ("1.250", "Kamis, 26 November 2026")
        assert formats.rupiah_short(2_500_000) == "Rp2,5\u00a0jt"
    with override("en"):
        assert (formats.angka(1250), formats.tanggal(day, "day")) == ("1,250", "Thursday, 26 November 2026")


@pytest.fixture
def alone(settings: Any) -> None:
    """The specimen pages know no address and no person of the real site."""
    settings.ROOT_URLCONF = "django.conf.urls.i18n"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    (options := settings.TEMPLATES[0]["OPTIONS"].copy()).update(context_processors=[])
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"OPTIONS": options}]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", specimen.NAMES)
def test_every_component_is_drawn(name):
    page = specimen.rendered(name)
    assert "<h1>" in page
    assert not INLINE.search(page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert set(re.findall(r'aria-describedby="([^" ]+)', page)) <= set(ids)


@pytest.mark.usefixtures("alone")
def test_a_form_tells_what_is_wrong_and_where():
    page = specimen.rendered("staff")
    assert 'role="alert" tabindex="-1" data-focus' in page
    assert 'href="#id_name"' in page
    assert 'aria-invalid="true"' in page
    assert 'inputmode="numeric"' in page


@pytest.mark.usefixtures("alone")
def test_words_of_people_are_escaped():
    text = "{% load components %}{% card name %}{{ name }}{% endcard %}{% badge name %}{% copy name %}"
    assert "<b>" not in engines["django"].from_string(text).render({"name": "<b>"})


SMALL = (240, 180)


def test_pictures_are_the_same_again():
    for stage in STAGES:
        assert (
            picture("tas-purun", 3, SMALL, stage=stage).tobytes()
            == picture("tas-purun", 3, SMALL, stage=stage).tobytes()
        )


def test_pictures_differ_by_kind_seed_and_stage():
    drawn = {(k, seed, "finished"): picture(k, seed, SMALL).tobytes() for k in KINDS for seed in (1, 2)}
    drawn |= {(k, 1, s): picture(k, 1, SMALL, stage=s).tobytes() for k in KINDS[::3] for s in STAGES[:2]}
    assert len(set(drawn.values())) == len(drawn)


def test_unknown_pictures_are_refused():
    with pytest.raises(ValueError, match="No picture"):
        picture("foto", 1)


@pytest.fixture
def served(alone: None, tmp_path: Path) -> Iterator[str]:
    for name in specimen.NAMES:
        (tmp_path / f"{name}.html").write_text(specimen.rendered(name))
    (tmp_path / "static").symlink_to(STATIC)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")
def test_pages_fit_narrow_screens_and_pass_axe(served):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), chromium_sandbox=False)
        for name in specimen.NAMES:
            for width in (320, 1280):
                page = browser.new_page(viewport={"width": width, "height": 800})
                page.goto(f"{served}/{name}.html")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
                found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
                assert not found.response["violations"], (name, width, found.generate_report())
        browser.close()
