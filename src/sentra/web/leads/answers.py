"""The unclear rows of a buyer's size list, all in one form: those that are filled in are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.orders.facts import SizeAnswer
from sentra.orders.queries import LeadStory
from sentra.orders.size_lists import Question
from sentra.orders.size_words import SIZES
from sentra.web.orders.fields import count

LEAVE_OUT = "-"


@dataclass(frozen=True)
class Row:
    """An open row as the template shows it; `pieces` is None when the list says how many."""

    question: Question
    size: forms.BoundField
    pieces: forms.BoundField | None


class Answers(forms.Form):
    """size_7, pieces_7 answer the question at position 7. Rows left empty stay open."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], sizes: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        choices = [("", "–"), *((size, size) for size in sizes), (LEAVE_OUT, _("leave this row out"))]
        for one in questions:
            self.fields[f"size_{one.position}"] = forms.ChoiceField(
                label=_("Size"), choices=choices, required=False
            )
            if not one.pieces:
                self.fields[f"pieces_{one.position}"] = count(_("Pieces"), least=1, required=False)

    @classmethod
    def of(cls, story: LeadStory, *args: Any) -> "Answers":
        return cls(*args, questions=story.questions, sizes=_sizes(story))

    def rows(self) -> list[Row]:
        """Those still open."""
        return [
            Row(one, self[f"size_{one.position}"], None if one.pieces else self[f"pieces_{one.position}"])
            for one in self.questions
            if one.answer is None
        ]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.told():
            raise forms.ValidationError(_("Choose a size for at least one row."))
        return said

    def told(self) -> tuple[SizeAnswer, ...]:
        """What the operation is told: the rows with a size."""
        said = self.cleaned_data
        return tuple(
            SizeAnswer(one.position, "" if size == LEAVE_OUT else size, said.get(f"pieces_{one.position}"))
            for one in self.questions
            if (size := said.get(f"size_{one.position}"))
        )


def _sizes(story: LeadStory) -> list[str]:
    """What may be answered: the products' own sizes, or all we know."""
    known = [size for line in story.lines for size in line.product.sizes]
    return list(dict.fromkeys(known)) or list(SIZES)
