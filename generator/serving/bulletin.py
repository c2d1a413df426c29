"""What open pages and editors may ask: how the last build ended, and what changed since a page was sent.

Gets results from the build loop, gives them to any number of waiting threads. Knows nothing of HTTP.
"""

import secrets
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

from generator.diagnostics import Diagnostic, Severity
from generator.serving.building import Result

Described: TypeAlias = dict[str, object]
Describe: TypeAlias = Callable[[Sequence[Diagnostic]], list[Described]]
State = Literal["building", "ready", "refused", "broken"]

_REMEMBERED: Final = 100
"""Builds whose changes are known; a page older than that is taken for changed."""
_MOST_CHANGES: Final = 2000
_MOST_FAULTS: Final = 50
"""More than these no page is told one by one."""


class Bulletin:
    """The results so far, under marks: a mark names a build of this run."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._run = secrets.token_hex(4)
        self._number = 0
        self._building = True
        self._latest = Result(built=False)
        self._changes: deque[frozenset[str] | None] = deque(maxlen=_REMEMBERED)
        self._news = threading.Condition()
        self._closed = False

    @property
    def mark(self) -> str:
        """The mark of the last build that ended."""
        return f"{self._run}.{self._number}"

    def begin(self) -> None:
        """A build begins."""
        with self._news:
            self._building = True

    def publish(self, result: Result) -> None:
        """A build has ended with *result*."""
        with self._news:
            self._building = False
            self._number += 1
            self._latest = result
            self._changes.append(result.changed)
            self._news.notify_all()

    def close(self) -> None:
        """Nothing will be published any more."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def wait(self, mark: str, timeout: float) -> bool:
        """Wait for a mark other than *mark*; whether anything may still come."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self.mark != mark, timeout)
            return not self._closed

    def tell_page(self, mark: str) -> Described:
        """What a page sent at *mark* has to know: what changed since, and the errors where there is no newer site."""
        with self._news:
            latest, changed = self._latest, self._changed_since(mark)
            errors = [] if latest.built else [each for each in latest.findings if _is_error(each)]
            return {
                "mark": self.mark,
                "changed": sorted(changed) if changed is not None and len(changed) <= _MOST_CHANGES else None,
                "errors": len(errors),
                "findings": self._describe(errors[:_MOST_FAULTS]),
                "trouble": latest.trouble,
            }

    def status(self) -> Described:
        """How things stand, for programs."""
        with self._news:
            latest = self._latest
            return {
                "state": self._state(),
                "build": self._number,
                "seconds": round(latest.seconds, 3),
                "brands": latest.brands,
                "pages": latest.pages,
                "changed": len(latest.changed) if latest.changed is not None else None,
                "findings": self._describe(latest.findings),
                "trouble": latest.trouble,
            }

    def _state(self) -> State:
        if self._building:
            return "building"
        if self._latest.built:
            return "ready"
        return "broken" if self._latest.trouble else "refused"

    def _changed_since(self, mark: str) -> frozenset[str] | None:
        """Site paths changed after *mark*; absent where nobody knows, as of another run's mark."""
        run, _, number = mark.partition(".")
        behind = self._number - int(number) if run == self._run and number.isdecimal() else -1
        if not 0 <= behind <= len(self._changes):
            return None
        changed: set[str] = set()
        for each in list(self._changes)[len(self._changes) - behind :]:
            if each is None:
                return None
            changed |= each
        return frozenset(changed)


def _is_error(finding: Diagnostic) -> bool:
    return finding.rule.severity is Severity.ERROR
