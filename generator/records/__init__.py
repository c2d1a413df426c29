"""Records: sources → brands and policies. After this layer there are no dictionaries.

Holds the shape check (JSON Schema), the conversion into the model, and the checks between records.
"""

from generator.records.crosscheck import check_records, place_findings
from generator.records.loading import Records, read_brand, read_policies, read_records

__all__ = ["Records", "check_records", "place_findings", "read_brand", "read_policies", "read_records"]
