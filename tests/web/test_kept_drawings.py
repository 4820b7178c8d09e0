"""Tags draw once for the same words; what only looks the same is drawn anew."""

from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override

from sentra.web.templatetags import components


def shown(source: str, **facts: object) -> str:
    return engines["django"].from_string("{% load components %}" + source).render(facts)


def test_a_safe_word_does_not_make_a_plain_one_safe():
    said = "<b>ready</b>"
    assert said in shown("{% badge word tone %}", tone="done", word=SafeString(said))
    assert said not in shown("{% badge word tone %}", tone="done", word=said)
    assert said in shown("{% badge word tone %}", tone="done", word=SafeString(said))


def test_a_translation_is_kept_in_each_language_apart():
    word = gettext_lazy("Goods")
    with override("id"):
        assert "Barang" in shown("{% badge word %}", word=word)
    with override("en"):
        assert "Goods" in shown("{% badge word %}", word=word)
    with override("id"):
        assert "Barang" in shown("{% badge word %}", word=word)


def test_the_same_words_are_drawn_once(monkeypatch):
    drawn = []
    once = components.render_to_string
    monkeypatch.setattr(
        components, "render_to_string", lambda name, facts: drawn.append(name) or once(name, facts)
    )
    first, again, other = (shown("{% badge word %}", word=word) for word in ("one", "one", "another"))
    assert first == again != other
    assert drawn == ["components/badge.html"] * 2
