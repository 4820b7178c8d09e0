"""`{% json_ld graph %}`: data for search engines. Browsers do not run it: the policy lets it be."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
ENDS_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""As Django's json_script: no word of a person can end the element or begin a comment in it."""


@register.simple_tag
def json_ld(graph: dict[str, Any]) -> SafeString:
    told = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ENDS_A_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(told))
