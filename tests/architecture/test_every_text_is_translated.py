"""Every text stands in both catalogues, keeps its placeholders, is short, and is what the page shows."""

import re
from functools import cache
from html.parser import HTMLParser

import allauth
import django
import pytest
from babel.messages.catalog import Catalog
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from sentra.console import texts
from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from sentra.production.operations import offer_plan
from sentra.quality.operations import hand_in
from sentra.web.templatetags.formats import tanggal
from tests.domain.capital.given import approved, inspected, order_in_work, work_of
from tests.domain.orders.given import line, product, quoted
from tests.domain.production.given import assignments, split
from tests.world import NOW

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
TAG = re.compile(r"</?\w[^>]*>")
WORD = re.compile(r"%\(\w+\)s|\w[\w’'./-]*")
MOST_WORDS = 15
TEMPLATES = texts.SOURCE / "web" / "templates"


@cache
def pairs(language):
    """(text of the source, its translations) of a whole catalogue."""
    found = []
    for message in texts.read(language):
        if message.id:
            sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            said = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            found.append((sources, said))
    return found


def sentences(text):
    return [one for one in re.split(r"(?<=[.!?:])\s+", text) if one.strip()]


def longer_than(most, translations):
    return [one for text in translations for one in sentences(text) if len(WORD.findall(one)) > most]


def said_in(language):
    return [text for _sources, said in pairs(language) for text in said]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_text_lacks_a_translation(language):
    assert texts.missing(language) == []


def test_a_catalogue_that_lacks_a_text_is_found(monkeypatch):
    full = texts.template()
    lacking = Catalog(locale="id")
    for message in full:
        if message.id and message.id != "Quotation":
            string = "" if message.id == "Delivery note" else message.id
            lacking.add(message.id, string, context=message.context)
    monkeypatch.setattr(texts, "read", lambda _language: lacking)
    assert sorted(texts.missing("id")) == ["Delivery note", "Quotation"]


def strange_placeholders(found):
    """A plural's singular may leave the number out: what counts is what its plural holds."""
    return [
        (sources[-1], one)
        for sources, said in found
        for one in said
        if set(PLACEHOLDER.findall(one)) != set(PLACEHOLDER.findall(sources[-1]))
        or TAG.findall(one) != TAG.findall(sources[-1])
        or one.count("%%") != sources[-1].count("%%")
    ]


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_placeholders_and_tags_are_kept(language):
    assert strange_placeholders(pairs(language)) == []


def test_a_lost_placeholder_is_found():
    wrong = [
        (("%(n)s day", "%(n)s days"), ("hari",)),
        (("<b>Now</b>",), ("Kini",)),
        (("At most",), ("Kini",)),
    ]
    assert [source for source, _said in strange_placeholders(wrong)] == ["%(n)s days", "<b>Now</b>"]


def test_indonesian_sentences_are_short():
    assert longer_than(MOST_WORDS, said_in("id")) == []


def test_a_long_sentence_is_found():
    assert longer_than(3, ["Ini pendek. Kalimat ini lebih panjang %(n)s kali."]) == [
        "Kalimat ini lebih panjang %(n)s kali."
    ]


def test_the_catalogues_can_be_compiled():
    """A fuzzy catalogue, or one with a broken format, is left out by `./sentra`."""
    for language in texts.LANGUAGES:
        catalogue = texts.read(language)
        assert not catalogue.fuzzy
        assert [message.id for message in catalogue if message.fuzzy] == []
        assert [errors for _message, errors in catalogue.check()] == []
    assert texts.read("id").num_plurals == 1


@pytest.mark.parametrize("package", [django, allauth])
def test_django_and_allauth_speak_indonesian(package):
    folder = next(iter(package.__path__))
    places = [f"{folder}/conf/locale/id", f"{folder}/locale/id"]
    assert any(texts.Path(place, "LC_MESSAGES", "django.mo").exists() for place in places)


def nodes_in(nodelist):
    for node in nodelist:
        yield node
        for name in {*node.child_nodelists, "nodelist"}:  # block tags of ours do not name theirs
            yield from nodes_in(getattr(node, name, None) or ())


def marked(template):
    """What Django itself would translate in a compiled template."""
    for node in nodes_in(template.nodelist):
        if isinstance(node, BlockTranslateNode):
            yield node.render_token_list(node.singular)[0]
        elif isinstance(node, TranslateNode) and node.filter_expression.var.literal is not None:
            yield str(node.filter_expression.var.literal)


def texts_of_templates():
    for text, _context, where in texts.found():
        if where.endswith(".html"):
            yield (text,) if isinstance(text, str) else text


def test_the_collector_finds_what_django_marks_in_templates():
    """Django's own compiler and the collector read the templates in different ways and must agree."""
    collected = {sources[0] for sources, _said in pairs("id")}
    names = [str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html"))]
    seen = {text for name in names for text in marked(get_template(name).template)}
    from_templates = {sources[0] for sources in texts_of_templates()}
    assert sorted(seen - collected) == []
    assert sorted(from_templates - seen) == []


class Words(HTMLParser):
    """The texts of a page as a person meets them, labels read aloud included."""

    def __init__(self, page):
        super().__init__()
        self.said, self._inside = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self._inside.append(tag)
        self.said += [
            value for name, value in attributes if name in {"aria-label", "data-label", "alt"} and value
        ]

    def handle_data(self, text):
        if self._inside[-1:] not in (["script"], ["style"]):
            self.said.append(text.strip())


@cache
def english():
    """Texts that may not stand on an Indonesian page: those that Indonesian says otherwise."""
    indonesian = set(said_in("id"))
    return {text for sources, said in pairs("id") for text in sources if text not in {*said, *indonesian}}


def english_on(page):
    return sorted({text for text in Words(page).said if text in english()})


def test_well_known_words_are_among_those_looked_for():
    assert {"Orders", "Makers", "Books", "Home", "New work", "I can do it"} <= english()
    assert english_on('<p>Orders</p><b aria-label="Books">Pesanan</b>') == ["Books", "Orders"]


@pytest.fixture
def busy(world, time_machine):
    """A cooperative in the middle of its work: every page has something to say, its letters in Indonesian."""
    time_machine.move_to(NOW, tick=False)
    with override("id"):
        return _at_work(world)


def _at_work(world):
    order = order_in_work(world, code="dompet")
    first, *others = work_of(world, order)
    inspected(world, first)
    if others:
        hand_in(others[0].pk, pieces=1, by=world.idah, at=NOW)
    run = approved(world)
    fresh = quoted(world, line(product(world.weavers, "tikar"), 5))
    offered, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    offer = next(w for w in assignments(world, offered) if w.workshop.owner.name == "Aluh")
    return {"order": order.pk, "fresh": fresh.pk, "run": run.pk, "work": first, "offer": offer.pk}


def browser(actor, language):
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def pages_of(client, *addresses):
    found = [(address, client.get(address)) for address in addresses]
    assert [(address, answer.status_code) for address, answer in found if answer.status_code != 200] == []
    return {address: answer.content.decode() for address, answer in found}


def staff_pages(world, busy, language):
    names = (
        "home leads new-lead orders quote makers new-maker products new-product lots payouts books journal"
        " staff"
    )
    seen = [reverse(name) for name in names.split()]
    seen += [reverse("order", args=[busy[which]]) for which in ("order", "fresh")]
    seen += [reverse("split", args=[busy["order"]]), reverse("payout", args=[busy["run"]])]
    seen.append(reverse("maker", args=[busy["work"].workshop_id]))
    booking = pages_of(browser(world.tari, language), reverse("new-entry"))
    return booking | pages_of(browser(world.mira, language), *seen)


def phone_pages(world, busy, language):
    secret, pin = new_secret(), "482615"
    issue_card(world.aluh.party_id, secret=secret, pin=pin, by=world.budi, at=NOW)
    client = Client(headers={"accept-language": language})
    door = reverse("card-login", args=[f"{world.weavers.pk}.{secret}"])
    before = pages_of(client, reverse("card-people"), door)
    client.post(door, {"pin": pin})
    names = "my-home my-work my-money my-card my-help"
    return before | pages_of(
        client, *[reverse(name) for name in names.split()], reverse("offer", args=[busy["offer"]])
    )


def public_pages(_world, _busy, language):
    client = Client(headers={"accept-language": language})
    named = [reverse(name, args=["galuh"]) for name in ("public-home", "enquiry")]
    return pages_of(client, *named, reverse("public-product", args=["galuh", "tikar"]), "/", "/akun/masuk/")


def office_pages(world, _busy, language):
    return pages_of(
        browser(world.omar, language), *[reverse(name) for name in ("registry", "registry-imports")]
    )


@pytest.mark.parametrize("pages", [staff_pages, phone_pages, public_pages, office_pages])
def test_an_indonesian_reader_meets_no_english(world, busy, pages):
    met = {address: english_on(page) for address, page in pages(world, busy, "id").items()}
    assert {address: texts for address, texts in met.items() if texts} == {}


@pytest.mark.parametrize("pages", [staff_pages, phone_pages, public_pages, office_pages])
def test_an_english_reader_meets_english(world, busy, pages):
    """The control: the same pages hold the words that were looked for."""
    assert all(english_on(page) for page in pages(world, busy, "en").values())


def test_days_are_named_in_indonesian():
    with override("id"):
        assert tanggal(NOW, "day") == "Senin, 3 Agustus 2026"
