"""Every number of the policy documents, read by hand, against the records and the page that compares them.

``cases/policies/thresholds.tsv`` was written from the documents themselves; records and page must say the same.
"""

import csv
import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from generator.model.policy import Policy
from generator.records import read_records
from generator.schema_text import label, labels
from tests.project import REPOSITORY

TABLE: Final = Path(__file__).with_name("cases") / "policies" / "thresholds.tsv"
POLICIES: Final = {policy.id: policy for policy in read_records(REPOSITORY).policies}
OPERATORS: Final = {"不少于": ">=", "超过": ">", "小于": "<"}
TIMES: Final = {"": 1, "万": 10_000, "亿": 100_000_000}

Row = dict[str, str]


def _rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _own_words(policy: Policy, kinds: tuple[str, ...]) -> str:
    words = {kind.id: kind.label.removesuffix("类") for kind in policy.kinds}
    return " ".join(words[kind] for kind in kinds)


def test_records_hold_the_numbers_of_the_documents() -> None:
    """Each number of the documents is a criterion with its clause, figure, level and audience, and there is no other."""
    found = [
        {
            "policy": policy.id,
            "criterion": each.id,
            "clause": each.clause,
            "field": each.field,
            "level": each.level or "",
            "categories": " ".join(each.categories),
            "kinds": _own_words(policy, each.kinds),
            "op": each.op,
            "value": f"{each.value:.0f}" if each.value == int(each.value or 0) else str(each.value),
            "unit": each.unit,
        }
        for policy in POLICIES.values()
        for each in policy.criteria
        if each.kind == "threshold"
    ]

    def order(row: Mapping[str, str | None]) -> tuple[str, str]:
        return row["policy"] or "", row["criterion"] or ""

    assert sorted(found, key=order) == sorted(_rows(), key=order)


class _Table(HTMLParser):
    """The comparison as a reader has it: for each number its column, its figure and its audience."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.columns: list[str] = []
        self.cells: list[tuple[str, str, str, str, str]] = []
        """Column, figure, audience, words, address."""
        self._inside = False
        self._part = ""
        self._field = self._audience = self._text = self._bold = self._href = ""
        self._column = -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table" and given.get("id") == "table":
            self._inside = True
        if not self._inside:
            return
        if tag in {"thead", "tbody"}:
            self._part = tag
        elif tag == "tr":
            self._column = -1
        elif tag == "th":
            self._text = self._bold = ""
        elif tag == "td":
            self._column += 1
        elif tag in {"a", "b"}:
            self._text = "" if self._part == "tbody" else self._text
            self._href = given.get("href") or ""

    def handle_data(self, data: str) -> None:
        self._text += data if self._inside else ""

    def handle_endtag(self, tag: str) -> None:
        if not self._inside:
            return
        if tag == "table":
            self._inside = False
        elif tag == "th" and self._part == "thead":
            self.columns.append(self._text.strip())
        elif tag == "b":
            self._field, self._text = self._text.strip(), ""
        elif tag == "th" and self._text.strip() in labels("policy:criteria.field").values():
            self._field = self._text.strip()
        elif tag == "th":
            self._audience = self._text.strip()
        elif tag == "a" and self._part == "tbody":
            column = self.columns[self._column + 1]
            self.cells.append((column, self._field, self._audience, self._text.strip(), self._href))


def _columns(policy: Policy, level: str) -> list[str]:
    """The headings of the columns a threshold must stand in: all of its document where it names no level."""
    named = {each.level for each in policy.criteria if each.kind == "threshold" and each.level}
    levels = [level] if level else sorted(named)
    words = [f"{label('policy:level', each)}品牌" for each in levels] or ["不分级"]
    return [f"{policy.short_title}{word}" for word in words]


def _audience(row: Row) -> str:
    if row["categories"]:
        return "、".join(label("category", each) for each in row["categories"].split())
    return "、".join(row["kinds"].split()) + "类" if row["kinds"] else "不分类别"


def _read_words(words: str) -> tuple[str, float, str]:
    """``不少于 1 万人`` as its comparison, its number and its unit."""
    found = re.fullmatch(r"(不少于|超过|小于) ([\d,.]+) ?(万|亿)?(.+)", words)
    assert found, words
    operator, number, times, unit = found.groups()
    return OPERATORS[operator], float(number.replace(",", "")) * TIMES[times or ""], unit


def test_the_comparison_says_every_number_once(real_site: Path) -> None:
    """Each number stands in its document's column and its figure's row and leads to its criterion; no other does."""
    table = _Table()
    table.feed((real_site / "policies/compare/index.html").read_text(encoding="utf-8"))
    shown = Counter(
        (re.split("，", column)[0], field, audience, *_read_words(words), href)
        for column, field, audience, words, href in table.cells
    )
    wanted = Counter(
        (
            column,
            label("policy:criteria.field", row["field"]),
            _audience(row),
            row["op"],
            float(row["value"]),
            row["unit"],
            f"../../policies/{row['policy']}/#criterion-{row['criterion']}",
        )
        for row in _rows()
        for column in _columns(POLICIES[row["policy"]], row["level"])
    )
    assert shown == wanted


def test_the_comparison_tells_the_comparisons_apart(real_site: Path) -> None:
    """The caption says that 不少于 includes its number and 超过 does not."""
    html = (real_site / "policies/compare/index.html").read_text(encoding="utf-8")
    assert "<caption>“不少于”包括这个数，“超过”“小于”不包括。</caption>" in html


def test_charts_say_the_same_numbers(real_site: Path) -> None:
    """What is drawn or told as alike is in the documents' numbers, and each figure asked for twice is one of both."""
    html = (real_site / "policies/compare/index.html").read_text(encoding="utf-8")
    below = html[html.index("</table>", html.index('id="table"')) :]
    audiences: dict[tuple[str, str], list[Row]] = {}
    for row in _rows():
        audiences.setdefault((row["field"], row["categories"]), []).append(row)
    for (field, categories), rows in audiences.items():
        told = re.findall(rf'id="(chart-{categories or "all"}-{re.sub("[._]", "-", field)})', below)
        alike = len({(row["op"], row["value"]) for row in rows}) == 1
        addresses = [f"../../policies/{row['policy']}/#criterion-{row['criterion']}" for row in rows]
        linked = all(f'href="{address}"' in below for address in addresses)
        assert linked == (len(rows) > 1), (field, categories)
        assert not (alike and told), (field, categories)
    for words in re.findall(r"<strong>([^<]+)</strong></p>\s*<svg", below):
        strength = words.removeprefix("力争").split("，")[0]
        assert any(_read_words(strength) == (row["op"], float(row["value"]), row["unit"]) for row in _rows()), words
