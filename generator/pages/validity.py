"""Whether a policy is in force (有效性), as far as the records and the day allow one to say.

Gets a policy, the others and a day, gives words. A document that names no term is not called in force: only its
issuers can.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.criteria.applying import began, has_taken_effect
from generator.life import is_over
from generator.model.brand import Date
from generator.model.policy import Policy
from generator.schema_text import label
from generator.text import chinese_date


@dataclass(frozen=True, slots=True)
class Validity:
    """What is said about a document's force."""

    text: str
    lapsed: bool
    """Whether it leaves the list of the others."""
    mark: str | None = None
    """The same in a word, for tables and lists; none while nothing speaks against the document."""


def judge_validity(policy: Policy, as_of: Date, policies: Iterable[Policy]) -> Validity:
    """What the day *as_of* and the other *policies* allow one to say."""
    if (newer := find_replacing(policy, policies)) and has_taken_effect(newer, as_of):
        since = began(newer)
        return Validity(f"{chinese_date(since)}起被代替" if since else "已被代替", lapsed=True, mark="已被代替")
    if policy.status:
        lapsed = policy.status in {"lapsed", "repealed"}
        text = label("policy:status", policy.status)
        return Validity(text, lapsed, text if lapsed else None)
    until = policy.valid_until
    if until is None:
        return Validity("文件没有写明期限", lapsed=False)
    if is_over(until, as_of):
        return Validity(f"写明的期限到 {chinese_date(until)}，已过", lapsed=True, mark="期限已过")
    return Validity(f"写明的期限到 {chinese_date(until)}", lapsed=False)


def find_replacing(policy: Policy, policies: Iterable[Policy]) -> Policy | None:
    """The document that says it takes the place of *policy*, the earliest of several."""
    newer = [each for each in policies if policy.id in each.replaces and each.id != policy.id]
    return min(newer, key=lambda each: (began(each) or "", each.id), default=None)
