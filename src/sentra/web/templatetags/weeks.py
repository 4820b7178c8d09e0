"""A share's weeks in few words: the same number week after week is one line, `{{ flow.weeks|weekly }}`."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django import template
from django.utils.translation import gettext as _

from sentra.production.flow import Portion
from sentra.web.templatetags.formats import angka, tanggal

register = template.Library()
WEEK = timedelta(days=7)


@register.filter
def weekly(portions: Iterable[Portion]) -> list[str]:
    """“10 until 5 Sep”; “20 every week, 28 Nov to 23 Jan”. Portions without a day are left out."""
    runs: list[list[Portion]] = []
    for portion in portions:
        if portion.saturday is None:
            continue
        if runs and _follows(runs[-1][-1], portion):
            runs[-1].append(portion)
        else:
            runs.append([portion])
    return [_in_words(run) for run in runs]


def _follows(before: Portion, portion: Portion) -> bool:
    assert before.saturday is not None
    return before.pieces == portion.pieces and before.saturday + WEEK == portion.saturday


def _in_words(run: Sequence[Portion]) -> str:
    n, first, last = (
        angka(run[0].pieces),
        tanggal(run[0].saturday, "short"),
        tanggal(run[-1].saturday, "short"),
    )
    if len(run) == 1:
        return _("%(n)s until %(day)s") % {"n": n, "day": first}
    return _("%(n)s every week, %(first)s to %(last)s") % {"n": n, "first": first, "last": last}
