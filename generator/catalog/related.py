"""Which brands stand near each other: same trade nearby, same worker title, same policy.

Gets all listed brands, gives the ids of at most six neighbours each. Works by buckets, so that the cost
grows with the number of brands and not with its square.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from generator.model.brand import Brand

MOST: Final = 6
_BUCKET_LIMIT: Final = 24
"""Of a crowded bucket only the nearest by order are looked at; brands come sorted by place."""


def derive_related(brands: Sequence[Brand]) -> dict[str, tuple[str, ...]]:
    """The neighbours of each brand, nearest first."""
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, brand in enumerate(brands):
        for key, _ in _keys(brand):
            buckets[key].append(index)
    return {brand.id: tuple(_nearest(index, brands, buckets)) for index, brand in enumerate(brands)}


def _keys(brand: Brand) -> Iterator[tuple[tuple[str, ...], int]]:
    """The buckets a brand lies in and what sharing one is worth."""
    city, province = brand.division[:4], brand.division[:2]
    if brand.industry:
        yield ("industry-city", brand.industry, city), 8
        yield ("industry-province", brand.industry, province), 6
        yield ("industry", brand.industry), 3
    if brand.name.worker:
        yield ("worker-province", brand.name.worker, province), 4
        yield ("worker", brand.name.worker), 2
    yield ("city", city), 3
    for recognition in brand.recognitions:
        if recognition.policy:
            yield ("policy", recognition.policy), 2
    if brand.category:
        yield ("category-province", brand.category, province), 1


def _nearest(index: int, brands: Sequence[Brand], buckets: dict[tuple[str, ...], list[int]]) -> list[str]:
    scores: dict[int, int] = defaultdict(int)
    for key, worth in _keys(brands[index]):
        bucket = buckets[key]
        if len(bucket) > _BUCKET_LIMIT:
            bucket = _around(bucket, index)
        for other in bucket:
            scores[other] += worth
    scores.pop(index, None)
    ordered = sorted(scores, key=lambda other: (-scores[other], abs(other - index), other))
    return [brands[other].id for other in ordered[:MOST]]


def _around(bucket: list[int], index: int) -> list[int]:
    """The members of a sorted *bucket* that lie nearest to *index*."""
    start = bisect_left(bucket, index) - _BUCKET_LIMIT // 2
    start = max(0, min(start, len(bucket) - _BUCKET_LIMIT))
    return bucket[start : start + _BUCKET_LIMIT]
