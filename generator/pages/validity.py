"""Whether a policy is in force (有效性), as far as the record and the day allow one to say.

Gets a policy and a day, gives words. A document that names no term is not called in force: only its issuers can.
"""

from dataclasses import dataclass

from generator.model.policy import Policy
from generator.schema_text import label
from generator.text import chinese_date


@dataclass(frozen=True, slots=True)
class Validity:
    """What is said about a document's force."""

    text: str
    lapsed: bool
    """Whether it leaves the list of the others."""


def judge_validity(policy: Policy, as_of: str) -> Validity:
    """What the day *as_of* allows one to say."""
    if policy.status:
        return Validity(label("policy:status", policy.status), policy.status in {"lapsed", "repealed"})
    until = policy.valid_until
    if until is None:
        return Validity("文件没有写明期限", lapsed=False)
    if as_of[: len(until)] > until:
        return Validity(f"写明的期限到 {chinese_date(until)}，已过", lapsed=True)
    return Validity(f"写明的期限到 {chinese_date(until)}", lapsed=False)
