"""The pieces every screen is made of: one tag a piece, one template a tag (see docs/design-system.md)."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, ParamSpec
from urllib.parse import quote

from django import template
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sentra.kernel.qr import svg
from sentra.kernel.rupiah import formatted
from sentra.payments.queries.qris import QrisShown
from sentra.web.templatetags.tones import look_of_stage, look_of_tone

register = template.Library()

Facts = dict[str, Any]
P = ParamSpec("P")
KEPT: Final = 4_000  # drawings of one tag; the longest unused goes first


def _kept(draw: Callable[P, SafeString]) -> Callable[P, SafeString]:
    """Draw once what depends on the given words alone. A safe string and a plain one are never mixed up."""
    known = functools.lru_cache(KEPT, typed=True)(draw)

    @functools.wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        return known(*map(_said, args), **{name: _said(value) for name, value in kwargs.items()})  # type: ignore[arg-type]

    return drawn


def _said(value: object) -> object:
    """A translation as it reads now: one that waits for its language is no key."""
    return str(value) if isinstance(value, Promise) else value


def _piece(template_name: str) -> Callable[[Callable[P, Facts]], Callable[P, SafeString]]:
    """A tag whose template shows nothing but what the tag was given: no request, no words of its own."""

    def registered(facts: Callable[P, Facts]) -> Callable[P, SafeString]:
        @functools.wraps(facts)
        def draw(*args: P.args, **kwargs: P.kwargs) -> SafeString:
            return SafeString(render_to_string(template_name, facts(*args, **kwargs)))

        return register.simple_tag(_kept(draw))

    return registered


@register.simple_tag
@_kept
def icon(name: str, label: str = "", size: int = 24) -> SafeString:
    """One picture of the sprite. Without a label it is decoration and screen readers skip it."""
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" {1}><use href="{2}#{3}"/></svg>',
        str(size),
        role,
        static("img/icons.svg"),
        name,
    )


@_piece("components/button.html")
def button(
    label: str, icon: str = "", kind: str = "primary", *, name: str = "", value: str = "", big: bool = False
) -> Facts:
    """Sends the form it stands in. Kinds: primary, plain, quiet, danger; `big` fills the width of a phone."""
    return {"label": label, "icon": icon, "kind": kind, "name": name, "value": value, "big": big}


@_piece("components/button.html")
def link_button(url: str, label: str, icon: str = "", kind: str = "plain", *, big: bool = False) -> Facts:
    """A link that looks like a button: for going somewhere, never for changing something."""
    return {"url": url, "label": label, "icon": icon, "kind": kind, "big": big}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: template.Context,
    url: str,
    label: str,
    icon: str = "",
    kind: str = "plain",
    *,
    name: str = "",
    value: str = "",
    big: bool = False,
) -> Facts:
    """A form of one button, for a single act without fields ("Approve", "Accept")."""
    facts = {"url": url, "label": label, "icon": icon, "kind": kind, "name": name, "value": value, "big": big}
    return facts | _sending(context)


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField, *, label: str = "", hint: str = "", prefix: str = "", suffix: str = "", **attrs: str
) -> Facts:
    """A field of a Django form with label, hint and error; further words become attributes of the input."""
    widget = bound.field.widget
    form = _form_of(widget)
    hint = hint or str(bound.help_text)
    described = [f"{bound.auto_id}_hint"] * bool(hint) + [f"{bound.auto_id}_error"] * bool(bound.errors)
    given: dict[str, str | bool] = {
        name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()
    }
    if described and form != "choices":
        given["aria-describedby"] = " ".join(described)
    if bound.errors and form != "choices":
        given["aria-invalid"] = "true"
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=given),
        "form": form,
        "label": label or bound.label,
        "hint": hint,
        "prefix": prefix,
        "suffix": suffix,
        "described": " ".join(described),
        "optional": not bound.field.required and "required" not in given and form not in {"tick", "hidden"},
    }


@register.inclusion_tag("components/errors.html")
def errors(*forms: "BaseForm | BaseFormSet[Any] | None") -> Facts:
    """What is wrong with the forms, at the top, each sentence a link to its field; empty when nothing is."""
    return {"problems": [problem for form in forms if form is not None for problem in _problems(form)]}


@_piece("components/badge.html")
def badge(word: str, tone: str = "plain", icon: str = "") -> Facts:
    """A pill of colour, picture and word. Tones: plain, busy, wait, done, late."""
    return {"word": word, "tone": tone, "icon": icon or look_of_tone(tone)}


@_piece("components/badge.html")
def stage(code: str, word: str) -> Facts:
    """The pill of a lifecycle stage: the code picks colour and picture, the word is what people read."""
    tone, picture = look_of_stage(str(code))
    return {"word": word, "tone": tone, "icon": picture}


@register.inclusion_tag("components/figure.html")
def figure(label: str, value: str | int, url: str = "", hint: str = "", tone: str = "plain") -> Facts:
    """A number set large that opens the rows behind it. Format the value first: `order.price_idr|rupiah`."""
    return {"label": label, "value": value, "url": url, "hint": hint, "tone": tone}


@register.inclusion_tag("components/ladder.html")
def ladder(steps: Sequence[Mapping[str, Any]], *, upright: bool = False, label: str = "") -> Facts:
    """How far something is: steps of {label, state: done|now|late|todo, on?, note?, url?}."""
    return {"steps": steps, "upright": upright, "label": label}


@register.inclusion_tag("components/bar.html")
def bar(value: float, most: float, *, label: str, more: float = 0, tone: str = "busy") -> Facts:
    """A bar of `value` (and `more`, the part being added) out of `most`; the label says the same in words."""
    share, added = _percent(value, most), _percent(value + more, most)
    over = value + more > most
    return {
        "start": share,
        "added": max(added - share, 0),
        "label": label,
        "tone": "late" if over else tone,
        "over": over,
    }


@register.inclusion_tag("components/bars.html")
def bars(rows: Iterable[Mapping[str, Any]], *, caption: str, heading: str = "", unit: str = "") -> Facts:
    """A bar chart and table: rows of {label, value, text?, url?, tone?}; text is the value as written."""
    listed = [dict(row) for row in rows]
    most = max((row["value"] for row in listed), default=0)
    for row in listed:
        row["width"] = _percent(row["value"], most)
    return {"rows": listed, "caption": caption, "heading": heading, "unit": unit}


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", *, icon: str = "leaf", url: str = "", action: str = "") -> Facts:
    """Nothing here yet, why, and the next thing to do."""
    return {"title": title, "text": text, "icon": icon, "url": url, "action": action}


@_piece("components/qris.html")
def qris(shown: QrisShown) -> Facts:
    """A QRIS code with its amount, from `qris_for`: what to scan, how much, and that it is not paid yet."""
    title = gettext("QRIS code for %(amount)s") % {"amount": formatted(shown.amount_idr)}
    return vars(shown) | {"drawing": SafeString(svg(shown.text, title=title))}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Mapping[str, Any]]) -> Facts:
    """The story of something, newest first: events of {at, title, text?, by?, icon?, tone?, url?, photo?}."""
    return {"events": events}


@_piece("components/photo.html")
def drawn_photo(  # noqa: PLR0913 - the attributes of a picture
    url: str,
    alt: str,
    *,
    saved: bool = False,
    width: int = 4,
    height: int = 3,
    sizes: str = "",
    srcset: str = "",
    sources: tuple[tuple[str, str], ...] = (),
    lazy: bool = True,
) -> Facts:
    """The drawing of `photo`. `saved`: there is one, it is only not loaded."""
    return {
        "url": url,
        "saved": saved,
        "alt": alt,
        "width": width,
        "height": height,
        "sizes": sizes,
        "srcset": srcset,
        "sources": sources,
        "lazy": lazy,
    }


@register.simple_tag(takes_context=True)
def photo(context: template.Context, url: str, alt: str, **look: Any) -> SafeString:
    """A picture that keeps its place while loading; without a url a woven card with the words stands in.

    So does it with low data, where pictures are fetched only when they are asked for (sentra.web.low_data).
    `look`: width, height, sizes, srcset, lazy, and `sources`: (MIME type, srcset) of lighter kinds.
    """
    if url and not context.get("pictures", True):
        return drawn_photo("", alt, saved=True)
    return drawn_photo(url, alt, **look)


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Mapping[str, Any]], label: str) -> Facts:
    """Links between views of one thing: items of {label, url, current?, count?}."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/pages.html")
def pages(previous: str = "", next: str = "") -> Facts:  # noqa: A002 - the word the template reads
    """Newer and older rows, by key: give the whole query string of each or nothing."""
    return {"previous": previous, "next": next}


@register.inclusion_tag("components/undo.html", takes_context=True)
def undo(context: template.Context, sentence: str, url: str, *, name: str = "", value: str = "") -> Facts:
    """What just happened and the way back, instead of "are you sure?"."""
    return {"sentence": sentence, "url": url, "name": name, "value": value} | _sending(context)


@register.inclusion_tag("components/chat.html")
def chat(phone: str, text: str, label: str = "") -> Facts:
    """Opens WhatsApp with the words already written; `phone` is E.164; empty: the sender chooses."""
    digits = "".join(digit for digit in phone if digit.isdigit())
    return {"url": f"https://wa.me/{digits}?text={quote(text)}", "label": label}


@register.inclusion_tag("components/copy.html")
def copy(text: str, label: str = "") -> Facts:
    """A text to send on by hand, with a copy button where the browser can."""
    return {"text": text, "label": label}


@register.inclusion_tag("components/read_aloud.html")
def read_aloud(sentence: str) -> Facts:
    """A loudspeaker that says the sentence; hidden where the phone cannot speak."""
    return {"sentence": sentence}


@register.inclusion_tag("components/call.html")
def call(phone: str, name: str, label: str = "") -> Facts:
    """A big link that rings a person."""
    return {"phone": phone, "name": name, "label": label}


@register.simple_block_tag
def card(content: str, title: str = "", url: str = "", tone: str = "plain", *, heading: int = 2) -> str:
    """A sheet of paper on the table, with a heading that may open something."""
    return render_to_string(
        "components/card.html",
        {"content": content, "title": title, "url": url, "tone": tone, "level": heading},
    )


@register.simple_block_tag
def notice(content: str, tone: str = "busy", title: str = "", icon: str = "") -> str:
    """Something to know before going on. Tones as for badge."""
    return render_to_string(
        "components/notice.html",
        {"content": content, "tone": tone, "title": title, "icon": icon or look_of_tone(tone)},
    )


@register.simple_block_tag
def table(content: str, caption: str, shape: str = "cards", *, quiet: bool = False) -> str:
    """Wraps thead/tbody. On phones `cards` folds rows (cells need data-label), `wide` scrolls sideways."""
    return render_to_string(
        "components/table.html", {"content": content, "caption": caption, "shape": shape, "quiet": quiet}
    )


def _sending(context: template.Context) -> Facts:
    """What a form inside a component needs: forgery token, and the request for the key of `{% once %}`."""
    return {"csrf_token": context.get("csrf_token", ""), "request": context.get("request")}


def _form_of(widget: Any) -> str:
    """Which of the four forms of field.html suits the widget."""
    if widget.is_hidden:
        return "hidden"
    if getattr(widget, "input_type", "") == "checkbox" and not hasattr(widget, "choices"):
        return "tick"
    return "choices" if widget.use_fieldset else "line"


def _problems(form: "BaseForm | BaseFormSet[Any]") -> list[Facts]:
    if isinstance(form, BaseFormSet):
        whole = [{"text": text, "target": ""} for text in form.non_form_errors()]
        return whole + [problem for part in form.forms for problem in _problems(part)]
    found = [{"text": text, "target": ""} for text in form.non_field_errors()]
    for bound in form:
        found += [{"text": text, "target": bound.auto_id, "label": bound.label} for text in bound.errors]
    return found


def _percent(value: float, most: float) -> int:
    """Whole percent from 0 to 100, for the width of a bar."""
    return max(0, min(100, round(100 * value / most))) if most > 0 else 0
