"""`{% once %}`: the hidden key that makes sending a form twice harmless."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def once(context: template.Context) -> SafeString:
    """A fresh key for this form; after a refusal the key that was sent comes back: nothing was done yet."""
    request = context.get("request")
    sent = request.POST.get("_once") if request is not None else None
    return format_html('<input type="hidden" name="_once" value="{}">', sent or uuid.uuid4().hex)
