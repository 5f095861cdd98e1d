"""Learning rate: warm-up, stable, decay (WSD), so that a training can go on for any number of sessions."""

import math


def stable(step: int, peak: float, warmup: int) -> float:
    """Return the learning rate of the stable phase at ``step`` (from 0): linear to ``peak``, then constant."""
    return peak * min(1.0, (step + 1) / max(warmup, 1))


def decay(share: float, peak: float) -> float:
    """Return the learning rate after ``share`` (0 to 1) of the decay: ``peak`` times one minus the square root.

    Hägele et al. 2024 (arXiv 2405.18392): 1-sqrt over the last 20 % beats linear and matches cosine.
    """
    return peak * (1.0 - math.sqrt(min(max(share, 0.0), 1.0)))
