"""Where each of the 34 provincial units stands on the schematic tile map.

One square a unit, neighbours beside neighbours as far as squares allow; the grid shows no borders
and makes no claim about areas. Only positions live here, never colours or figures.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tile:
    """One square of the grid; row and column count from zero at the north-west corner."""

    code: str
    short: str
    row: int
    column: int


PROVINCE_TILES: Final[tuple[Tile, ...]] = (
    Tile("230000", "黑龙江", 0, 6),
    Tile("220000", "吉林", 1, 6),
    Tile("150000", "内蒙古", 2, 3),
    Tile("110000", "北京", 2, 4),
    Tile("120000", "天津", 2, 5),
    Tile("210000", "辽宁", 2, 6),
    Tile("650000", "新疆", 3, 0),
    Tile("620000", "甘肃", 3, 1),
    Tile("640000", "宁夏", 3, 2),
    Tile("140000", "山西", 3, 3),
    Tile("130000", "河北", 3, 4),
    Tile("370000", "山东", 3, 5),
    Tile("540000", "西藏", 4, 0),
    Tile("630000", "青海", 4, 1),
    Tile("610000", "陕西", 4, 2),
    Tile("410000", "河南", 4, 3),
    Tile("320000", "江苏", 4, 4),
    Tile("310000", "上海", 4, 5),
    Tile("510000", "四川", 5, 1),
    Tile("500000", "重庆", 5, 2),
    Tile("420000", "湖北", 5, 3),
    Tile("340000", "安徽", 5, 4),
    Tile("330000", "浙江", 5, 5),
    Tile("530000", "云南", 6, 1),
    Tile("520000", "贵州", 6, 2),
    Tile("430000", "湖南", 6, 3),
    Tile("360000", "江西", 6, 4),
    Tile("350000", "福建", 6, 5),
    Tile("450000", "广西", 7, 2),
    Tile("440000", "广东", 7, 3),
    Tile("710000", "台湾", 7, 6),
    Tile("460000", "海南", 8, 2),
    Tile("820000", "澳门", 8, 3),
    Tile("810000", "香港", 8, 4),
)
