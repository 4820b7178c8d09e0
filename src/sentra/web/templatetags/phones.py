"""`{{ maker.phone|phone }}`: a stored number as people dial it."""

from django import template

from sentra.kernel.identity import phone_shown

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """+6281234567890 → 0812-3456-7890; nothing known stays empty."""
    return phone_shown(number) if number else ""
