"""The checks behind the review commands: how bad a unit is, and what is wrong with an edited one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bitext.checks import CheckContext, checked, default_context, surveyed
from bitext.model import TranslationUnit
from bitext.ranking import score


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks with what they learnt of one file."""

    context: CheckContext

    def renew(self, unit: TranslationUnit) -> TranslationUnit:
        """The unit with the issues of its present text."""
        return checked(unit, self.context)

    def badness(self, unit: TranslationUnit) -> float:
        """How much the unit needs a person; higher is worse."""
        return score(unit, self.context.lengths)


def checks_of(units: Sequence[TranslationUnit], glossary: Path | None = None) -> Checks:
    """The checks for a file's units, with the glossary if there is one."""
    match = None
    if glossary is not None and glossary.exists():
        from bitext.glossary import Matcher, load

        match = Matcher(load([glossary])).find
    return Checks(surveyed(units, default_context(match)))
