"""What the cooperative's own list says of a code: genuine, never issued, withdrawn; and its label."""

from dataclasses import replace

from sentra.origin.codes import CodeBroken, LabelFacts, read, unpacked
from sentra.origin.models import Label, SigningKey
from sentra.origin.verifying import Finding, Verdict, judged

OF_LABEL = "lot__assignment__stage__product", "lot__assignment__order"


def claimed(code: str) -> LabelFacts | None:
    """What the code says of itself, not yet believed: only to know whose list to ask."""
    try:
        return unpacked(read(code)[0])
    except CodeBroken:
        return None


def asked(code: str, facts: LabelFacts) -> tuple[Verdict, Label | None]:
    """Inside the scope of the cooperative it names. Two queries."""
    keys = {
        (facts.cooperative, number): bytes(public)
        for number, public in SigningKey.objects.filter(
            tenant=facts.cooperative, number=facts.key
        ).values_list("number", "public")
    }
    verdict = judged(code, keys=keys, withdrawn={})
    if verdict.finding != Finding.GENUINE:
        return verdict, None
    label = (
        Label.objects.filter(tenant=facts.cooperative, number=facts.label).select_related(*OF_LABEL).first()
    )
    if label is None or bytes(label.payload) != read(code)[0]:
        return Verdict(Finding.NEVER_ISSUED), None
    if label.revoked_at:
        return replace(verdict, finding=Finding.REVOKED, why=label.revoked_why), label
    return verdict, label
