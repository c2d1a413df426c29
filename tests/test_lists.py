"""The pages of lists: every brand on one of them, counts on the first alone, the others untouched by what they do not show."""

import re
from functools import cache
from typing import Any

import pytest

from generator.catalog import PAGE_SIZE, Catalog
from generator.model.brand import Brand
from generator.model.catalog import Facet
from generator.model.page import Page
from generator.pages import derive_list_page
from generator.templating import Templates
from tests.brands import make_brand, make_catalog

MANY = 2 * PAGE_SIZE + 10


@cache
def _templates() -> Templates:
    return Templates()


def _page(catalog: Catalog, number: int, facet: Facet | None = None) -> Page:
    return derive_list_page(catalog, facet, number, _templates())


def _brand(number: int, **fields: Any) -> Brand:
    """A brand that stands where its number says."""
    worker = chr(0x4E00 + number)
    return make_brand(f"b-{number:03}", **{"name": {"full": f"潜江{worker}"}, "category": "service", **fields})


@cache
def _many() -> Catalog:
    return make_catalog(*map(_brand, range(MANY)))


def _shown(page: Page) -> list[str]:
    return re.findall(r'<h3[^>]*><a href="[./]*brands/([^/"]+)/"', page.body)


def _chips(page: Page) -> list[tuple[str, str]]:
    """What each chip says and its count, where it has one."""
    lists = re.findall(r'<ul class="chips">.*?</ul>', page.body, re.DOTALL)
    found = re.findall(r'<a [^>]*>([^<]*)(?:<span class="count">([\d,]*)</span>)?', "".join(lists))
    return [(text.strip(), count) for text, count in found]


@pytest.mark.parametrize("listing", ["catalog", "category/service"])
def test_every_brand_stands_on_one_page(listing: str) -> None:
    """The pages of a list together show each of its brands once, in its order, 120 to a page."""
    facet = None if listing == "catalog" else _many().facet("category", "service")
    pages = [_shown(_page(_many(), number, facet)) for number in range(1, _many().page_count(listing) + 1)]
    assert [len(each) for each in pages] == [PAGE_SIZE, PAGE_SIZE, 10]
    assert tuple(brand_id for each in pages for brand_id in each) == _many().ids(listing)


@pytest.mark.parametrize("facet", [None, "service"])
def test_counts_stand_on_the_first_page_alone(facet: str | None) -> None:
    """The first page says how many brands there are and of which day; the others say which page of how many they are."""
    chosen = _many().facet("category", facet) if facet else None
    first, *others = (_page(_many(), number, chosen) for number in (1, 2, 3))
    assert f"共 <strong>{MANY}</strong> 个，截至 2026 年 11 月 22 日" in first.body
    assert f"共 {MANY} 个" in first.head.description
    for number, page in enumerate(others, 2):
        assert f"第 {number} 页，共 3 页" in page.body
        assert f"（第 {number} 页）" in page.head.title
        assert str(MANY) not in page.body + page.head.description
        assert "2026 年 11 月 22 日" not in page.body
        assert _chips(page) == []


def test_a_brand_more_touches_no_page_before_its_own() -> None:
    """A brand that comes to stand on the last page changes the first, which counts it, and its own."""
    after = make_catalog(
        *map(_brand, range(MANY)), make_brand("b-zzz", name={"full": "潜江龥"}, division="429021", category="service")
    )
    changed = [number for number in (1, 2, 3) if _page(after, number) != _page(_many(), number)]
    assert changed == [1, 3]
    assert _shown(_page(after, 3))[-1] == "b-zzz"


def test_the_whole_list_leads_to_its_parts_by_how_many_they_hold() -> None:
    """Chips of the whole list have counts; trades and titles stand with the commonest first, choices as in the schema."""
    fields = [("livelihood", "I65", "嫂"), ("skill", "I65", "嫂"), ("skill", "H62", "工")]
    brands = [
        make_brand(
            f"b{n}",
            category=category,
            industry=industry,
            name={"region": "潜江", "industry": chr(0x4E00 + n), "worker": worker},
        )
        for n, (category, industry, worker) in enumerate(fields)
    ]
    assert _chips(_page(make_catalog(*brands), 1)) == [
        ("中高端技能类", "2"), ("民生保障类", "1"), ("湖北", "3"), ("软件和信息技术服务业", "2"), ("餐饮业", "1"), ("嫂", "2"), ("工", "1"),
    ]  # fmt: skip


def test_the_list_of_a_part_leads_to_its_siblings_without_counts() -> None:
    """Chips of a facet's own kind have no counts, so that another facet's brands do not touch its page; places below it have."""
    brands = [_brand(0, division="420000"), _brand(1), _brand(2, division="110000")]
    catalog = make_catalog(*brands)
    assert _chips(_page(catalog, 1, catalog.facet("division", "420000"))) == [("潜江", "1"), ("北京", ""), ("湖北", "")]
    more = make_catalog(*brands, _brand(3, division="110000"))
    chosen = catalog.facet("division", "420000")
    assert _page(more, 1, chosen) == _page(catalog, 1, chosen)


def test_a_list_without_brands_says_so() -> None:
    """The whole list of nothing is one page that asks for the first brand."""
    page = _page(make_catalog(), 1)
    assert "目录里还没有品牌" in page.body
    assert _shown(page) == []
    assert _chips(page) == []
