"""Requirements counted: how many are met, how many are not, for how many nothing is known.

What a document only strives for (力争) is never counted: nobody fails for lack of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.verdict import Outcome, Requirement


@dataclass(frozen=True, slots=True)
class RequirementCount:
    """The demands of one document, by how a brand stands by them."""

    total: int
    met: int
    waived: int
    unmet: int

    @property
    def unknown(self) -> int:
        """For how many there is no figure or evidence that decides."""
        return self.total - self.met - self.waived - self.unmet

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        if not self.total:
            return "没有必须达到的条件。"
        waived = f"放宽 {self.waived} 项，" if self.waived else ""
        return (
            f"{self.total} 项要求：达标 {self.met} 项，{waived}未达标 {self.unmet} 项，缺数据或材料 {self.unknown} 项。"
        )


def count_requirements(requirements: Iterable[Requirement]) -> RequirementCount:
    """The count of *requirements*."""
    outcomes = [requirement.outcome for requirement in requirements if requirement.hard]
    return RequirementCount(
        len(outcomes),
        outcomes.count(Outcome.MET),
        outcomes.count(Outcome.WAIVED),
        outcomes.count(Outcome.UNMET),
    )
