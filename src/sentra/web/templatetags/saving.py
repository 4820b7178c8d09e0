"""Links of low data: this page with its pictures, and the switch."""

from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse

from sentra.web import low_data

register = template.Library()


@register.simple_tag(takes_context=True)
def with_pictures(context: template.Context) -> str:
    """This page with its pictures, this once."""
    return low_data.with_pictures(context["request"])


@register.simple_tag(takes_context=True)
def saving_url(context: template.Context) -> str:
    """Switch to low data, or back, and come back here; "" on a site without the switch."""
    request = context.get("request")
    here = request.get_full_path() if request and request.method == "GET" else "/"
    wanted = "penuh" if context.get("low_data") else "hemat"
    try:
        return f"{reverse('save-data')}?{urlencode({'data': wanted, 'ke': here})}"
    except NoReverseMatch:
        return ""
