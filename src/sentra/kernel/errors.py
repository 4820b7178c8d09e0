"""What an operation may answer instead of doing its work. Each carries a sentence for a person."""

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """The rules say no. The text is shown to the person who asked; `field` names a form field."""

    def __init__(self, sentence: object, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self) -> str:
        return str(self.sentence)


class InFlight(Refused):
    """The same request is being worked on right now (HTTP 409)."""


class KeyReused(Refused):
    """The same idempotency key came with another request (HTTP 422)."""


class Undone(Refused):
    """Part of the request was done and undone again: trying anew is another request."""


class ScopeMissing(RuntimeError):
    """A query ran before anybody said whose rows it may see. Always a mistake in our code."""


__all__ = ["InFlight", "KeyReused", "PermissionDenied", "Refused", "ScopeMissing", "Undone"]
