"""Records: sources → brands and policies. After this layer there are no dictionaries.

Holds the shape check (JSON Schema), the conversion into the model, and the checks between records.
"""

from generator.records.crosscheck import check_between, place_findings
from generator.records.likeness import likeness_keys
from generator.records.loading import (
    FOLDERS,
    Reading,
    Records,
    kind_of,
    look_through,
    meant_policy,
    read_brand,
    read_brand_file,
    read_policies,
    read_policy_file,
    read_records,
)
from generator.records.policy_references import KnownPolicies

__all__ = [
    "FOLDERS", "KnownPolicies", "Reading", "Records", "check_between", "kind_of", "likeness_keys", "look_through", "meant_policy",
    "place_findings", "read_brand", "read_brand_file", "read_policies", "read_policy_file", "read_records",
]  # fmt: skip
