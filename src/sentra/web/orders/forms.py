"""The small forms of the order page: one act, one form. `act` names its place on the page."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.orders.models import Payment
from sentra.orders.queries import LineStory
from sentra.web.orders.fields import RupiahField, bytes_of, count, day, photo

REASON = {"rows": 2}


class Act(forms.Form):
    """Ids carry the act, so that several forms live on one page."""

    act: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.act}_%s", **kwargs})


class Decline(Act):
    act = "decline"
    reason = forms.CharField(
        label=_("Why does the buyer not want it?"), max_length=200, widget=forms.Textarea(attrs=REASON)
    )


class ShowSample(Act):
    act = "sample"
    picture = photo(_("Photo of the sample"), required=False)

    def told(self) -> bytes | None:
        return bytes_of(self.cleaned_data["picture"])


class RefuseSample(Act):
    act = "refuse_sample"
    remark = forms.CharField(
        label=_("What should change?"), max_length=300, widget=forms.Textarea(attrs=REASON)
    )


class Pay(Act):
    act = "pay"
    kind = forms.ChoiceField(label=_("What is it for?"), choices=Payment.Kind)
    amount_idr = RupiahField(label=_("Amount"))
    method = forms.ChoiceField(label=_("How did it come?"), choices=Payment.Method)
    paid_on = day(_("On which day?"))
    reference = forms.CharField(label=_("Reference"), max_length=80, required=False)


class TakeBack(Act):
    act = "take_back"
    reason = forms.CharField(
        label=_("What is wrong with it?"),
        max_length=160,
        help_text=_("Such as: wrong amount, wrong order, wrong day."),
    )


class Deliver(Act):
    """Pieces per line; what lies ready is filled in."""

    act = "deliver"
    delivered_on = day(_("Delivered on"))
    received_by = forms.CharField(label=_("Who received the goods?"), max_length=120)
    complete = forms.BooleanField(label=_("The buyer agrees: nothing more comes"), required=False)

    def __init__(self, *args: Any, lines: Iterable[LineStory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_ids = []
        for one in lines:
            self.line_ids.append(one.line.pk)
            self.fields[f"line_{one.line.pk}"] = count(
                one.line.product.name,
                required=False,
                initial=one.to_deliver,
                help_text=_("%(store)s in the store, %(left)s still owed")
                % {"store": one.in_store, "left": one.to_come},
            )
        self.order_fields([f"line_{pk}" for pk in self.line_ids])

    def line_fields(self) -> list[forms.BoundField]:
        return [self[f"line_{pk}"] for pk in self.line_ids]

    def told(self) -> dict[str, Any]:
        """What the operation is told."""
        said = self.cleaned_data
        pieces = {pk: said[f"line_{pk}"] or 0 for pk in self.line_ids}
        return {
            "pieces": pieces,
            **{name: said[name] for name in ("delivered_on", "received_by", "complete")},
        }


class Bill(Act):
    act = "bill"
    issued_on = day(_("Date of the invoice"))


class Cancel(Act):
    act = "cancel"
    reason = forms.CharField(
        label=_("Why is the order cancelled?"), max_length=200, widget=forms.Textarea(attrs=REASON)
    )
    refund_idr = RupiahField(label=_("Down payment given back"), required=False)
    refund_method = forms.ChoiceField(
        label=_("How is it given back?"), choices=Payment.Method, required=False
    )
    keep_goods = forms.BooleanField(
        label=_("Keep what lies in the store as free stock"), required=False, initial=True
    )


class GrantAdvance(Act):
    """One maker's working money."""

    act = "advance"
    assignment = forms.TypedChoiceField(label=_("For whom?"), coerce=int)
    amount_idr = RupiahField(
        label=_("Amount"), required=False, help_text=_("Leave it empty to give all that is allowed.")
    )
    method = forms.ChoiceField(label=_("How?"), choices=Payment.Method)
    paid_on = day(_("On which day?"))

    def __init__(self, *args: Any, makers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].choices = list(makers)  # type: ignore[attr-defined]  # a choice field


class OfOne(Act):
    """A form in one maker's row: its ids carry her assignment."""

    def __init__(self, *args: Any, of: int, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, auto_id=f"{self.act}_{of}_%s", **kwargs)


class AnswerForHer(OfOne):
    """Staff write down what a maker said; empty means all of it."""

    act = "answer"
    pieces = count(_("Pieces she takes"), least=1, required=False)


class DeclineForHer(OfOne):
    act = "answer_no"
    reason = forms.CharField(label=_("Why not?"), max_length=120, required=False)


class Withdraw(OfOne):
    act = "withdraw"
    reason = forms.CharField(label=_("Why is the work taken back?"), max_length=120)


class Offer(Act):
    act = "offer"
    answer_by = forms.DateTimeField(
        label=_("Answer by"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=_("Left empty: the usual time to answer."),
    )
