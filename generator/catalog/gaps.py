"""What a record lacks: shown to readers as 待补充 and to staff as work to do.

Gets one brand, gives its gaps in the order staff should fill them. A missing fact is never a fault.
"""

from typing import Final

from generator.model.brand import Brand
from generator.model.catalog import Gap
from generator.schema_text import title

WANTED: Final = (
    "category", "industry", "recognitions", "headcount", "cultivating_units", "stories", "figures",
    "products", "services", "timeline",
)  # fmt: skip
"""The facts readers and policies ask for, in the order staff should fill them."""


def derive_gaps(brand: Brand) -> tuple[Gap, ...]:
    """The facts readers and policies ask for that *brand* does not state."""
    return tuple(Gap(field, title(field)) for field in WANTED if not getattr(brand, field))
