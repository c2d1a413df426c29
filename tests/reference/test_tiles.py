"""The tile map of the provinces."""

from generator.reference import PROVINCE_TILES, read_divisions

# Pairs that share a long border or a strait and that readers look for side by side.
NEIGHBOURS = (
    ("黑龙江", "吉林"), ("吉林", "辽宁"), ("北京", "天津"), ("北京", "河北"), ("内蒙古", "山西"), ("新疆", "西藏"),
    ("新疆", "甘肃"), ("甘肃", "青海"), ("甘肃", "宁夏"), ("宁夏", "陕西"), ("西藏", "青海"), ("青海", "四川"),
    ("山西", "河北"), ("山西", "河南"), ("河北", "山东"), ("陕西", "河南"), ("陕西", "重庆"), ("河南", "湖北"),
    ("江苏", "上海"), ("江苏", "安徽"), ("上海", "浙江"), ("四川", "重庆"), ("四川", "云南"), ("重庆", "湖北"),
    ("湖北", "安徽"), ("湖北", "湖南"), ("安徽", "浙江"), ("安徽", "江西"), ("浙江", "福建"), ("云南", "贵州"),
    ("贵州", "湖南"), ("贵州", "广西"), ("湖南", "江西"), ("湖南", "广东"), ("江西", "福建"), ("广西", "广东"),
    ("广西", "海南"), ("广东", "澳门"), ("澳门", "香港"),
)  # fmt: skip


def test_tiles_are_the_provinces() -> None:
    """There is one tile for each of the 34 units, with the short name of the division table."""
    provinces = {unit.code: unit.short for unit in read_divisions().provinces()}
    assert len(PROVINCE_TILES) == 34
    assert {tile.code: tile.short for tile in PROVINCE_TILES} == provinces


def test_no_tiles_overlap() -> None:
    """No two tiles share a place, and the grid begins at its corner without an empty row or column."""
    places = {(tile.row, tile.column) for tile in PROVINCE_TILES}
    assert len(places) == 34
    assert {row for row, _ in places} == set(range(9))
    assert {column for _, column in places} == set(range(7))


def test_neighbours_are_neighbours() -> None:
    """Units that belong side by side touch each other's sides."""
    at = {tile.short: (tile.row, tile.column) for tile in PROVINCE_TILES}
    apart = [
        (one, other)
        for one, other in NEIGHBOURS
        if abs(at[one][0] - at[other][0]) + abs(at[one][1] - at[other][1]) != 1
    ]
    assert apart == []


def test_tiles_run_row_by_row() -> None:
    """Tiles stand in reading order, so that a list of them reads from north-west to south-east."""
    places = [(tile.row, tile.column) for tile in PROVINCE_TILES]
    assert places == sorted(places)
