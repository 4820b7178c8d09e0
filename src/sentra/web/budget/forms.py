"""What is typed about a budget: an amount for each account of income and cost, and the meeting it goes to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.cooperative.budget.operations import field_of
from sentra.cooperative.budget.queries import nominal_accounts
from sentra.kernel.rupiah import formatted
from sentra.ledger.statements.rows import in_indonesian
from sentra.web.orders.fields import RupiahField


class BudgetForm(forms.Form):
    """One field an account; empty leaves it out."""

    reason = forms.CharField(
        label=gettext_lazy("Why is the decided budget changed?"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, account in nominal_accounts().items():
            name = account.name if in_indonesian() else account.name_en
            self.fields[field_of(code)] = RupiahField(label=f"{code} {name}", required=False)

    def beside(self, last: Mapping[str, int]) -> None:
        """What the year before brought or took stands at each field as help."""
        for code, idr in last.items():
            if idr:
                self[field_of(code)].help_text = _("Last year: %(idr)s") % {"idr": formatted(idr)}

    def _of_group(self, *, income: bool) -> list[forms.BoundField]:
        accounts = nominal_accounts().items()
        return [self[field_of(code)] for code, one in accounts if (one.group == "income") is income]

    @property
    def income(self) -> list[forms.BoundField]:
        return self._of_group(income=True)

    @property
    def costs(self) -> list[forms.BoundField]:
        return self._of_group(income=False)

    def amounts(self) -> dict[str, int]:
        """Account → whole rupiah a year."""
        typed = {code: self.cleaned_data.get(field_of(code)) for code in nominal_accounts()}
        return {code: idr for code, idr in typed.items() if idr}


def initial_of(amounts: Mapping[str, int]) -> dict[str, Any]:
    return {field_of(code): idr for code, idr in amounts.items()}


class ProposeBudget(forms.Form):
    meeting_id = forms.TypedChoiceField(label=gettext_lazy("Members' meeting"), coerce=int)

    def __init__(self, *args: Any, meetings: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["meeting_id"].choices = meetings  # type: ignore[attr-defined]  # a choice field
