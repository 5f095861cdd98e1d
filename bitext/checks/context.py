"""What a check may know beside its unit."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bitext.lexicon import Lexicon
from bitext.model import TermMatch

Matcher = Callable[[str], Sequence[TermMatch]]
"""The glossary entries that occur in a German text."""


@dataclass(frozen=True, slots=True)
class LengthModel:
    """How long translations are: log(target / source), in code points, with a spread that falls with length."""

    mean: float = -0.07
    constant: float = 0.01
    """Variance of long sentences."""
    falling: float = 1.45
    """Divided by the source's length, the rest of the variance (the per-character variance of Gale and Church 1993)."""

    def surprise(self, source: int, target: int) -> float:
        """Standard deviations from the mean; negative for short targets."""
        spread = math.sqrt(self.constant + self.falling / max(source, 1))
        return (math.log(max(target, 1) / max(source, 1)) - self.mean) / spread


@dataclass(frozen=True, slots=True)
class Repeats:
    """The texts of a corpus that have several counterparts, by their digests."""

    targets: dict[int, int] = field(default_factory=dict)
    """Digest of a source -> how many different targets it has; only those with several."""
    sources: dict[int, int] = field(default_factory=dict)
    """The same for targets."""


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What holds for all units of a run."""

    lengths: LengthModel = LengthModel()
    low_score: float = -1.3
    """Model scores (mean log-probability per token) below this are low."""
    repeats: Repeats = Repeats()
    match: Matcher | None = None
    """For files whose units carry no term audit."""
    lexicon: Lexicon | None = None
    """None leaves out what needs one: omission, addition, unrelated, names."""
