"""How a long work tells how it goes on. Holds no output of its own: the edges decide what to show."""

from typing import Protocol


class Progress(Protocol):
    """Told how a long work goes on; the edges decide how to show it."""

    def start(self, step: str, total: int | None) -> None:
        """A step of *total* parts begins."""

    def advance(self, count: int) -> None:
        """*count* more parts of the step are done."""


class Silence:
    """Progress nobody looks at."""

    def start(self, step: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, count: int) -> None:
        """Say nothing."""
