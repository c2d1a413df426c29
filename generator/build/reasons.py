"""Why a build wrote a file, in words: the keys of what changed, told for a maintainer.

Gets a key as the catalog notes it, gives a sentence in Chinese. Knows the kinds of keys, no brand and no page.
"""

from collections.abc import Callable
from typing import Final

_SENTENCES: Final[dict[str, Callable[[str], str]]] = {
    "record": lambda _: "记录改了",
    "entry": lambda rest: f"{rest} 的记录改了",
    "fragment": lambda rest: f"{rest.rpartition('/')[2]} 在列表里的样子变了",
    "near": lambda rest: f"{rest} 的相关品牌变了",
    "exists": lambda rest: f"多了或少了 {rest}",
    "page": lambda rest: f"列表 {rest} 这一页的品牌变了",
    "list": lambda rest: f"列表 {rest} 的品牌变了",
    "size": lambda rest: f"列表 {rest} 的数目变了",
    "sizes": lambda rest: f"{rest} 各项的数目变了",
    "values": lambda rest: f"{rest} 多了或少了一项",
    "has": lambda rest: f"列表 {rest} 从无到有，或从有到无",
    "pages": lambda rest: f"列表 {rest} 的页数变了",
    "tally": lambda rest: f"统计数 {rest} 变了",
    "policy": lambda rest: f"政策 {rest} 改了",
    "policies": lambda rest: f"{rest} 的政策变了" if rest else "政策变了",
    "template": lambda rest: f"模板 {rest} 改了",
    "frame": lambda _: "手写的页面、主题或设置改了",
    "map": lambda _: "网站里的网页或它们的日期变了",
}


def tell_reason(key: str) -> str:
    """Why, for the sake of *key*."""
    kind, _, rest = key.partition("/")
    return _SENTENCES[kind](rest) if kind in _SENTENCES else key
