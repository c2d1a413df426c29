"""Which kinds of trade (门类) of a policy a brand belongs to, beside the four categories.

Gets a brand and a policy, answers by kind. What the authority has settled stands in the record and wins; else the
policy's own table of trades decides as far as it goes, and what it does not reach stays open.
"""

from typing import Final

from generator.model.brand import Brand
from generator.model.policy import Policy
from generator.model.policy_standard import TradeKind
from generator.reference import read_industries

_SECTION: Final = 1


def belongs(brand: Brand, policy: Policy, kind_id: str) -> bool | None:
    """Whether *brand* is of the kind *kind_id* of *policy*; none where the record cannot tell."""
    settled = settled_kinds(brand, policy)
    if settled:
        return kind_id in settled
    kind = next((each for each in policy.kinds if each.id == kind_id), None)
    return _by_table(brand, kind) if kind else None


def settled_kinds(brand: Brand, policy: Policy) -> frozenset[str]:
    """The kinds of *policy* the record states."""
    prefix = f"{policy.id}/"
    return frozenset(each.removeprefix(prefix) for each in brand.kinds if each.startswith(prefix))


def _by_table(brand: Brand, kind: TradeKind) -> bool | None:
    answers = []
    if kind.industries:
        answers.append(_in_trades(brand.industry, kind.industries))
    if kind.categories:
        answers.append(brand.category in kind.categories if brand.category else None)
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _in_trades(industry: str | None, trades: tuple[str, ...]) -> bool | None:
    """Whether a trade lies among sections (one letter) and divisions of GB/T 4754."""
    found = read_industries().get(industry) if industry else None
    if found is None:
        return None
    return any(found.section == trade if len(trade) == _SECTION else found.code == trade for trade in trades)
