"""What every template may use: who is looking, where she is, what she may open."""

from typing import Any

from django.http import HttpRequest


def surroundings(request: HttpRequest) -> dict[str, Any]:
    return {}
