"""QR codes carry what was put in and pass a strict content security policy."""

import re
import xml.etree.ElementTree as ET

import pytest

from sentra.kernel.qr import MOST_BYTES, svg


def test_nothing_a_strict_policy_forbids():
    code = svg("https://sentra.test/k/AB12", title="Kartu <Siti> & co")
    assert ET.fromstring(code).get("class") == "qr"
    assert not re.search(r"style|script|href|\bon\w+=|xlink|width=|height=", code)
    assert "&lt;Siti&gt; &amp; co" in code


def test_papers_get_the_namespace():
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg("x", inline=False)
    assert "xmlns" not in svg("x")


def test_the_same_text_gives_the_same_code():
    assert svg("abc") == svg("abc") != svg("abd")


@pytest.mark.parametrize("text", ["", "x" * (MOST_BYTES + 1), "é" * MOST_BYTES])
def test_nothing_and_too_much_are_refused(text):
    with pytest.raises(ValueError, match="bytes"):
        svg(text)


def test_the_longest_content_fits():
    assert svg("x" * MOST_BYTES).startswith("<svg")
