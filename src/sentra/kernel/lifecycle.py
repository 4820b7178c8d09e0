"""A lifecycle as a table: transition → from → to. The table is the rule and draws its own diagram."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused


@dataclass(frozen=True)
class Step:
    """One allowed change of stage."""

    verb: str
    sources: tuple[str, ...]
    target: str


class Lifecycle:
    """The steps of one kind of record."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = {step.verb: step for step in steps}

    def after(self, verb: str, stage: str) -> str:
        """The stage that follows. Refuses a verb that does not fit the stage."""
        step = self.steps[verb]
        if stage not in step.sources:
            raise Refused(_("This cannot be done now: the record is at another step."))
        return step.target

    def allows(self, verb: str, stage: str) -> bool:
        return stage in self.steps[verb].sources

    def verbs(self, stage: str) -> list[str]:
        return [verb for verb, step in self.steps.items() if stage in step.sources]

    def diagram(self) -> str:
        """Mermaid text for docs/reference/lifecycles.md."""
        lines = [
            f"    {source} --> {step.target}: {step.verb}"
            for step in self.steps.values()
            for source in step.sources
        ]
        return "\n".join(["stateDiagram-v2", *lines])
