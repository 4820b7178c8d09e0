"""`{% once %}`: the hidden key that makes sending a form twice harmless."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def once(context: template.Context) -> SafeString:
    """A fresh key for this form, naming the organisation it was made in.

    After a refusal the key that was sent comes back, as nothing was done yet; a used one is replaced.
    """
    request = context.get("request")
    actor = getattr(request, "actor", None)
    sent = None if getattr(request, "fresh_key", False) or request is None else request.POST.get("_once")
    fresh = f"{actor.tenant_id if actor is not None else 0}.{uuid.uuid4().hex}"
    return format_html('<input type="hidden" name="_once" value="{}">', sent or fresh)
