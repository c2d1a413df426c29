"""Verdicts as public documents: how a brand stands by each criterion of its place, with figure, source and reason.

Gets verdicts, gives plain dictionaries; the sentences are those of the pages.
"""

from typing import Any, Final, TypeAlias

import msgspec

from generator.criteria import sentence, verdict_word
from generator.model.policy_standard import Criterion
from generator.model.verdict import Judgement, Verdict

Document: TypeAlias = dict[str, Any]

_THRESHOLD: Final = ("field", "scope", "op", "value", "unit", "period")


def judgement_documents(judgements: tuple[Judgement, ...]) -> list[Document]:
    """Every verdict, policy by policy in the order they hold, criterion by criterion in the document's order."""
    return [verdict_document(verdict) for judgement in judgements for verdict in judgement.verdicts]


def verdict_document(verdict: Verdict) -> Document:
    """One verdict. ``figure`` and ``evidence`` are there, empty or not: what is missing is part of the answer."""
    criterion = verdict.criterion
    return {
        "policy": verdict.policy_id,
        "criterion": criterion.id,
        "clause": criterion.clause,
        "level": criterion.level,
        "text": criterion.text,
        "threshold": _threshold(criterion),
        "outcome": verdict.outcome.value,
        "word": verdict_word(verdict),
        "figure": msgspec.to_builtins(verdict.figure) if verdict.figure else None,
        "evidence": msgspec.to_builtins(verdict.attestation) if verdict.attestation else None,
        "reason": sentence(verdict),
        "inferred": list(verdict.inferred),
    }


def _threshold(criterion: Criterion) -> Document | None:
    if criterion.kind != "threshold":
        return None
    return {key: value for key in _THRESHOLD if (value := getattr(criterion, key)) is not None}
