"""The pace of a run whose units come in bursts: a window of them is decoded, then all of it is written at once."""

GAP = 0.5
"""Seconds without a unit after which the next one begins a burst."""
STEADY = 10.0
"""Seconds after which units that come without a gap are no burst."""


class Pace:
    """Counts units over time; units that an earlier run made count for nothing."""

    def __init__(self, now: float) -> None:
        self._begin = self._burst = self._last = now
        self._settled = 0
        """Units of the bursts before the present one: these were made until the present one began."""
        self._made_in = 0.0
        """Seconds that these took."""
        self._made = 0
        self._resumed = 0

    def count(self, units: int, resumed: int, now: float) -> None:
        """There are so many units now, ``resumed`` of them from an earlier run."""
        self._made, self._resumed = max(units - resumed, 0), resumed
        if not self._made:
            self._begin = self._burst = self._last = now
            return
        if now - self._last >= GAP:
            self._settled, self._made_in = self._made - 1, self._burst - self._begin
            self._burst = now
        self._last = now

    @property
    def average(self) -> float:
        """Units a second until now."""
        return self._made / max(self._last - self._begin, 0.001)

    def left(self, total: float) -> float | None:
        """Seconds until there are ``total`` units; None while nothing can be said."""
        if self._last - self._burst >= STEADY:
            pace = self.average
        elif self._settled and self._made_in:
            pace = self._settled / self._made_in
        else:
            return None
        return max((total - self._resumed) / pace - (self._last - self._begin), 0.0)
