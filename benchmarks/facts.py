"""What the directory's pages say, laid out as somebody who writes a site with another generator would lay it.

Gets a folder listening.py has filled, gives one document a page and the data all pages share: a card is told once and
named elsewhere, a group of links once for all lists. Knows no generator: hugo.py and eleventy.py write the files.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from listening import Values

from generator.text import chinese_date

_IN_FEED: Final = re.compile(r"<entry>.*?<id>[^<]*/brands/([^/<]+)/</id>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fact:
    """One page: the kind that says which template prints it, the name of its file, what it says."""

    kind: str
    """brands, catalog (lists of brands), people (lists of persons) or figures (one person)."""
    name: str
    url: str
    head: Values
    body: Values


class Facts:
    """All pages of a site, and what they share."""

    def __init__(self, folder: Path, as_of: str) -> None:
        self.as_of = as_of
        self.site = folder / "site"
        self._api = self.site / "api/v1"
        self._heard: dict[str, dict[str, Values]] = {}
        for file in folder.glob("heard-*.jsonl"):
            for line in file.read_text(encoding="utf-8").splitlines():
                template, here, values = json.loads(line)
                self._heard.setdefault(template, {})[here] = values
        self.summaries: list[Values] = json.loads((self._api / "brands.json").read_bytes())["brands"]

    def pages(self) -> Iterator[Fact]:
        """Brands in catalog order, then lists, then people."""
        heads = self._heard["head"]
        for row in self.summaries:
            url = f"brands/{row['id']}/"
            yield Fact("brands", row["id"], url, heads[url], self._brand(row["id"], self._heard["brand"][url]))
        for url, said in sorted(self._heard["catalog"].items()):
            yield Fact("catalog", _file_name(url), url, heads[url], _list(said))
        for url, said in sorted(self._heard.get("figures", {}).items()):
            yield Fact("people", _file_name(url), url, heads[url], said)
        for url, said in sorted(self._heard.get("figure", {}).items()):
            yield Fact("figures", _file_name(url), url, heads[url], {**said, "brand": _brand_id(said["brand"][0])})

    def shared(self) -> dict[str, Any]:
        """What all pages share, by name: cards, groups of links, the rows of the data files, the day and the feed."""
        groups: dict[str, Values] = {}
        for _, said in sorted(self._heard["catalog"].items()):  # the whole list's come first: they carry counts
            for group in said.get("groups", ()):
                groups.setdefault(_group_key(said, group), group)
        newest = _IN_FEED.findall((self.site / "feed.xml").read_text(encoding="utf-8"))
        return {
            "cards": {_brand_id(url): card for url, card in sorted(self._heard["brand-card"].items())},
            "persons": self._heard.get("person-card", {}),
            "groups": groups,
            "summaries": self.summaries,
            "sheet": (self._api / "brands.csv").read_bytes().decode("utf-8-sig").rstrip("\r\n").split("\r\n"),
            "site": {"host": {}, **self._heard["site"][""]},
            "day": {"as_of": self.as_of, "newest": newest},
        }

    def _brand(self, brand_id: str, said: Values) -> Values:
        """The data file is given as text: its values stand in the page's already, and nobody should parse them twice."""
        view = {key: value for key, value in said["view"].items() if key not in {"card", "mark"}}
        thread = [{**knot, "date": chinese_date(knot["datetime"])} for knot in said.get("thread", ())]
        document = (self._api / "brands" / f"{brand_id}.json").read_text(encoding="utf-8").rstrip("\n")
        related = [_brand_id(url) for url in said.get("related", ())]
        more = {"id": brand_id, "view": view, "thread": thread, "related": related, "document": document}
        return _filled({**said, **more})


def _brand_id(url: str) -> str:
    return url.strip("/").rpartition("/")[2]


def _file_name(url: str) -> str:
    return url.strip("/").replace("/", "-")


def _group_key(said: Values, group: Values) -> str:
    return f"{'own' if 'facet' in said else 'all'}-{group['kind']}"


def _list(said: Values) -> Values:
    """``shown`` is the link of its own the reader sees among the groups: lists that share both share the markup."""
    groups, current = said.get("groups", ()), said["current"]
    named = any(link["url"] == current for group in groups for link in group["links"])
    more = {
        "groups": [_group_key(said, group) for group in groups],
        "facet_kind": said.get("facet", {}).get("kind"),
        "shown": current if named else None,
        "ids": [_brand_id(url) for url in said.get("cards", ())],
    }
    return _filled({key: value for key, value in {**said, **more}.items() if key not in {"cards", "facet"}})


def _filled(values: Values) -> Values:
    """*values* without those that hold nothing: an empty list is true in some languages."""
    return {key: value for key, value in values.items() if value}
