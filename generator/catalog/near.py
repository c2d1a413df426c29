"""Which brands stand near each other: same trade nearby, same worker title, same policy.

Gets the buckets a brand lies in and, of each, the few brands beside it; gives at most six, nearest first. A brand's
neighbours depend on these few alone, so a change reaches no farther than them and ten thousand brands cost ten times
a thousand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from generator.model.brand import Brand

MOST: Final = 6
REACH: Final = 8
"""Of a bucket so many brands on either side are looked at; it is sorted by place."""

Bucket = tuple[str, int]
"""A key, and what sharing it is worth."""


def list_buckets(brand: Brand) -> Iterator[Bucket]:
    """The buckets *brand* lies in."""
    city, province = brand.division[:4], brand.division[:2]
    if brand.industry:
        yield f"near/industry-city/{brand.industry}/{city}", 8
        yield f"near/industry-province/{brand.industry}/{province}", 6
        yield f"near/industry/{brand.industry}", 3
    if brand.name.worker:
        yield f"near/worker-province/{brand.name.worker}/{province}", 4
        yield f"near/worker/{brand.name.worker}", 2
    yield f"near/city/{city}", 3
    for policy in dict.fromkeys(each.policy for each in brand.recognitions if each.policy):
        yield f"near/policy/{policy}", 2
    if brand.category:
        yield f"near/category-province/{brand.category}/{province}", 1


def nearest(buckets: Sequence[Bucket], beside: Callable[[str], tuple[Sequence[str], Sequence[str]]]) -> tuple[str, ...]:
    """The ids of the nearest brands; *beside* gives those before (nearest first) and after the brand in a bucket."""
    scores: dict[str, int] = defaultdict(int)
    steps: dict[str, int] = {}
    for key, worth in buckets:
        for side in beside(key):
            for step, other in enumerate(side, 1):
                scores[other] += worth
                steps[other] = min(step, steps.get(other, step))
    ordered = sorted(scores, key=lambda other: (-scores[other], steps[other], other))
    return tuple(ordered[:MOST])
