"""What people type about material: a name and a price, how much came in, how much went where."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.crafts.materials import Need
from sentra.crafts.models import Material
from sentra.web.orders.fields import RupiahField, count, day

LATER = [("bank", _("Bank transfer")), ("cash", _("Cash")), ("later", _("Paid later"))]


class New(forms.Form):
    name = forms.CharField(label=_("Material"), max_length=80)
    unit = forms.CharField(
        label=_("Counted in"), max_length=20, help_text=_("The smallest you hand out: bundle, cm, gram.")
    )
    price_idr = RupiahField(label=_("Price of one"))


class Change(forms.Form):
    name = forms.CharField(label=_("Material"), max_length=80)
    price_idr = RupiahField(label=_("Price of one"), help_text=_("Plans reckon with this price."))
    active = forms.BooleanField(label=_("We still use it"), required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **{"auto_id": "change_%s"} | more)


class Buy(forms.Form):
    units = count(_("How many?"), least=1)
    total_idr = RupiahField(label=_("Price of all"))
    method = forms.ChoiceField(label=_("Paid by"), choices=LATER)
    bought_on = day(_("Bought on"))
    due_on = day(_("If paid later: until when?"), required=False)
    supplier = forms.CharField(label=_("Bought from"), max_length=120, required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **{"auto_id": "buy_%s"} | more)


class WriteOff(forms.Form):
    units = count(_("How many?"), least=1)
    reason = forms.CharField(label=_("Why?"), max_length=160)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **{"auto_id": "gone_%s"} | more)


class TakeBack(forms.Form):
    reason = forms.CharField(label=_("What was wrong?"), max_length=160)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **{"auto_id": "back_%s"} | more)

    @classmethod
    def of(cls, purchase_id: int) -> "TakeBack":
        """Several stand on one page: each field has its own id."""
        return cls(auto_id=f"back_{purchase_id}_%s")


class Recipe(forms.Form):
    """One stage: a field for each material."""

    def __init__(
        self, data: Any = None, *, stage_id: int, materials: Iterable[Material], known: Iterable[Need] = ()
    ) -> None:
        super().__init__(data, auto_id=f"stage_{stage_id}_%s")
        self.stage_id = stage_id
        units = {need.material_id: need.units for need in known}
        for one in materials:
            self.fields[f"material_{one.pk}"] = count(
                f"{one.name} ({one.unit})", required=False, initial=units.get(one.pk)
            )

    def units(self) -> dict[int, int]:
        return {int(name.removeprefix("material_")): value or 0 for name, value in self.cleaned_data.items()}


class HandOut(forms.Form):
    assignment = forms.TypedChoiceField(label=_("For whom?"), coerce=int)
    material = forms.TypedChoiceField(label=_("Material"), coerce=int)
    units = count(_("How many?"), least=1)

    def __init__(
        self, data: Any = None, *, work: list[tuple[int, str]], materials: list[tuple[int, str]]
    ) -> None:
        super().__init__(data, auto_id="give_%s")
        self.fields["assignment"].choices = work  # type: ignore[attr-defined]  # a choice field
        self.fields["material"].choices = materials  # type: ignore[attr-defined]


class OfHers(forms.Form):
    """About something a maker holds: the key is "assignment-material"."""

    held = forms.ChoiceField(label=_("Whose and what?"))
    units = count(_("How many?"), least=1)

    def __init__(self, data: Any = None, *, held: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["held"].choices = held  # type: ignore[attr-defined]  # a choice field

    @property
    def key(self) -> tuple[int, int]:
        assignment, _dash, material = self.cleaned_data["held"].partition("-")
        return int(assignment), int(material)


class Tell(OfHers):
    what = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[("back", _("Given back to the store")), ("used", _("Used in her pieces"))],
    )
    field_order = ("held", "what", "units")

    def __init__(self, data: Any = None, *, over: bool, **more: Any) -> None:
        super().__init__(data, **{"auto_id": "tell_%s"} | more)
        if over:  # no goods are left there to carry the cost
            self.fields["what"].choices = [("back", _("Given back to the store"))]  # type: ignore[attr-defined]


class Lose(OfHers):
    reason = forms.CharField(label=_("What happened?"), max_length=100)
    charge_idr = RupiahField(
        label=_("Ask her to pay"), required=False,
        help_text=_("Left empty: the cooperative bears it. Nothing is taken before she says yes."),
    )  # fmt: skip
    field_order = ("held", "units", "reason", "charge_idr")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **{"auto_id": "lose_%s"} | more)
