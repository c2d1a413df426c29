"""The sieve before the search for personal data: what it passes over holds none."""

import os

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.personal import find_personal
from tests.personal import ANY

MANY = settings(max_examples=int(os.environ.get("BRANDS_EXAMPLES", "1000")))
PIECES = st.sampled_from(
    ["1", "13", "138", "19", "20", "0", "400000", "500000", "20000101", "123X", "62", "6222", "0000", "00138001", "3800", "138000", "X", "x", "Ｘ",
     "１３", "００", "８", " ", "-", " - ", "\u3000", "\u00a0", "．", "－", ".", "+86", "（+86）", "@", "＠", "a", "qq.com", "QQ.com", "QQ．com", "虾",
     "村", "三组", "5号", "队", "单元", "2单元", "301室", "3栋", "小区", "住址", "家庭地址", "户籍所在地", "现住地", "地", "址", "：", ":", " :", "'", '"', "，", "\n"]
)  # fmt: skip
LINES = st.lists(PIECES | ANY, max_size=14).map("".join)


@MANY
@given(LINES)
@example("400000 20000101 123X")
@example("400000-20000101 - 123X")
def test_the_sieve_hides_no_find(text: str) -> None:
    """A line is searched the same whether the sieve lets it through by itself or because a suspect stands on it.

    An at sign at the end makes every line a suspect and belongs to no find.
    """
    lines = text.split("\n")
    suspect = "\n".join(f"{line}，@" for line in lines)
    assert find_personal(text) == find_personal(suspect)
