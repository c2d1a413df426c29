"""The key words (字号) of a cultivating unit: what is left of its name without place, trade and kind of body.

Gets a unit's name and the brand it cultivates, gives the words a policy may keep out of the brand's name
(泉人社规〔2024〕4号, 三（二）). Place names and words of the trade belong to nobody and are never key words.
"""

import re
from functools import cache
from typing import Final

from generator.model.brand import Brand
from generator.reference import read_divisions, read_industries, read_unit_words

_SHORTEST: Final = 2
_LONGEST: Final = 4
"""A 字号 has two to four characters; what stands behind them is trade."""

_PUBLIC: Final = re.compile(
    ".*(?:局|(?<![餐舞歌])厅|(?:保障|教育|商务|农村|旅游|民政|财政|宣传|组织|统战)部|部门|委|委员会|政府|办|办公室|街道"
    "|总工会|妇联|妇女联合会|工商联|工商业联合会|残联|残疾人联合会|(?:就业|人才|公共).*中心)"
)
"""Bodies of the state and of the people's organisations bear no 字号."""
_BY_TRADE: Final = re.compile(".*(?:协会|商会|学会|行会|公会|联合会|促进会|研究会|联盟)")
"""Bodies called after a trade: 潜江市龙虾协会 makes no key word of 龙虾."""
_NATION: Final = ("中华人民共和国", "中华", "中国", "全国")
_RANKS: Final = "省市县区州旗盟镇乡村"
_NOISE: Final = re.compile(r"[（(][^（）()]*[）)]|[\s“”\"《》·•、，。—-]")


def derive_key_words(unit: str, brand: Brand) -> tuple[str, ...]:
    """The words by which people know *unit*, longest first; none for a body that has no name of its own."""
    name = _NOISE.sub("", unit)
    if _PUBLIC.fullmatch(name):
        return ()
    free = _free_words(brand, by_trade=bool(_BY_TRADE.fullmatch(name)))
    own = _strip_ends(_strip_places(name, brand), free)
    starts = (own[:length] for length in range(min(len(own), _LONGEST), _SHORTEST - 1, -1))
    return tuple(start for start in starts if not _is_common(start, brand, free))


def _strip_places(name: str, brand: Brand) -> str:
    """*name* without the places before it: 福建省泉州市惠安县, the brand's own region and locality too."""
    own = tuple(word for word in (brand.name.region, brand.locality) if word)
    while True:
        words = (*own, *_NATION, *_divisions_before(name, brand.division))
        found = max((word for word in words if name.startswith(word)), key=len, default="")
        if not found:
            return name
        rest = name[len(found) :]
        # 石牌 may stand before 镇, a short name before 市: the rank goes with the place.
        name = rest[1:] if found[-1] not in _RANKS and rest[:1] and rest[0] in _RANKS else rest


def _divisions_before(name: str, code: str) -> list[str]:
    return [start for length in range(2, 12) if _is_place(start := name[:length], code)]


def _is_place(word: str, code: str) -> bool:
    """Whether *word* is a division: by full name anywhere, by short name a province, a prefecture or a near county.

    惠安 is a place in Fujian; 平安 is one in Qinghai alone.
    """
    return word in _far_names() or word in _near_names(code[:2])


@cache
def _far_names() -> frozenset[str]:
    units = [unit for unit in read_divisions() if unit.rank != "nation"]
    return frozenset([unit.name for unit in units] + [unit.short for unit in units if unit.rank != "county"])


@cache
def _near_names(province: str) -> frozenset[str]:
    return frozenset(unit.short for unit in read_divisions() if unit.code.startswith(province))


def _strip_ends(name: str, free: frozenset[str]) -> str:
    """*name* without the kind of body and the words of trade at its end."""
    words = read_unit_words()
    while True:
        shorter = _without_end(_without_end(name, words.bodies), words.trades, free, _industry_words())
        if shorter == name:
            return name
        name = shorter


def _without_end(name: str, *words: frozenset[str]) -> str:
    for start in range(len(name)):
        if any(name[start:] in each for each in words):
            return name[:start]
    return name


@cache
def _industry_words() -> frozenset[str]:
    """The words of the classification: 橡胶, 塑料 of 橡胶和塑料制品业 (GB/T 4754—2017)."""
    parts = (part for industry in read_industries() for part in re.split("[、和及与的]|其他", industry.name))
    words = {re.sub("(?:制造|加工|制品|服务|活动)?业$", "", part) for part in parts}
    return frozenset(word for word in words if len(word) >= _SHORTEST)


def _free_words(brand: Brand, *, by_trade: bool) -> frozenset[str]:
    """Words of the brand's own that are nobody's: its place, its worker, its products, its trade."""
    name = brand.name
    free = {name.region, name.worker, brand.locality, *brand.products}
    if by_trade:
        free.add(name.industry)
    return frozenset(word for word in free if word)


def _is_common(word: str, brand: Brand, free: frozenset[str]) -> bool:
    """Whether *word* is part of a place or a product, or nothing but words that are nobody's."""
    if any(word in each for each in (*brand.products, brand.name.region or "")):
        return True
    tables = (free, read_unit_words().trades, _industry_words())
    ends = {0}
    for end in range(1, len(word) + 1):
        pieces = (word[start:end] for start in ends)
        if any(_is_place(piece, brand.division) or any(piece in table for table in tables) for piece in pieces):
            ends.add(end)
    return len(word) in ends
