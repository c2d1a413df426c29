"""The questions of `brands new` in their order: answers → the data of a first record.

Asks only what staff can say at once; people, stories and figures beyond the headcount are written in the file later.
Reads nothing, writes nothing: what the directory holds already is given.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import click

from generator.cli.asking import MOST_CHOICES, Complaint, ask, ask_list, ask_yes, choose, complain, head, read_answer
from generator.model.brand import Brand
from generator.records import Records
from generator.records.drafting import (
    Parts,
    known_workers,
    match_divisions,
    match_industries,
    place_of,
    take_apart,
)
from generator.reference import Division, read_divisions, read_industries
from generator.schema_text import title

_PARTS: Final = ("region", "industry", "worker")

Fact = dict[str, Any]
SourceAsker = Callable[[], str]


def ask_name(records: Records) -> tuple[str, Parts]:
    """The full name and its parts: guessed, then confirmed or put right."""
    full = str(ask(("name", "full"), required=True, words="照文件或媒体的叫法写全，下一步再拆开"))
    parts = take_apart(full, known_workers(records.brands, records.policies))
    shown = "，".join(f"{title(f'name.{key}')}：{getattr(parts, key) or '无'}" for key in _PARTS)
    click.echo(f"\n拆开是 {shown}")
    if ask_yes("对吗？", default=True):
        return full, parts

    def check(part: str) -> Complaint:
        return None if part in full else f"“{part}”不在全名“{full}”里"

    return full, Parts(
        **{key: ask(("name", key), words="全名里的这一部分，没有就直接按回车", check=check) for key in _PARTS}
    )


def ask_division(parts: Parts) -> Division:
    """The place, by code or by name; several places of one name are offered to choose from."""
    guess = match_divisions(parts.region or "")
    default = place_of(guess[0]) if len(guess) == 1 else None
    words = f"；直接按回车就是 {default}（{guess[0].code}）" if default else ""
    head("所在地（必填）", f"写地名或六位行政区划代码，例如 潜江、429005{words}")
    while True:
        answer = read_answer()
        found = guess if not answer and default else match_divisions(answer) if answer else ()
        if len(found) == 1:
            click.echo(f"  {place_of(found[0])}（{found[0].code}）")
            return found[0]
        if not found:
            complain(f"没有找到“{answer}”，写到县、市、区的名字，或六位代码" if answer else "这一项必填")
        elif len(found) > MOST_CHOICES:
            complain(f"有 {len(found)} 个地方的名字带“{answer}”，写得更全一些")
        else:
            chosen = choose([(f"{place_of(unit)}（{unit.code}）", unit) for unit in found])
            if chosen is not None:
                return chosen
            click.echo("  再写一次地名")


def ask_industry(brands: tuple[Brand, ...]) -> str | None:
    """The trade, by code or by a word of its name."""
    head(title("industry"), "写代码或行业里的词，例如 H62、餐饮；不知道就直接按回车")
    while answer := read_answer():
        found = match_industries(answer, brands)
        if len(found) == 1:
            click.echo(f"  {found[0].code} {found[0].name}")
            return found[0].code
        if not found or len(found) > MOST_CHOICES:
            complain(f"没有对应“{answer}”的行业，换个词，或写门类的字母：" if not found else "太多了，换个更细的词")
            click.echo("  " + "，".join(f"{each.code} {each.name}" for each in read_industries().sections()))
            continue
        chosen = choose([(f"{each.code} {each.name}", each) for each in found])
        if chosen is not None:
            return chosen.code
        click.echo("  再写一次，或直接按回车跳过")
    return None


def ask_description(brands: tuple[Brand, ...]) -> Fact:
    """What the brand is and does."""
    data: Fact = {"aliases": ask_list(("aliases",)), "locality": ask(("locality",)), "category": ask(("category",))}
    if data["category"]:
        data["category_basis"] = ask(("category_basis",))
    data["industry"] = ask_industry(brands)
    data["products"] = ask_list(("products",))
    data["summary"] = ask(("summary",), required=True)
    return data


def ask_sources(as_of: str) -> list[Fact]:
    """Where the facts come from: at least one."""
    click.echo("\n下面写来源：每个事实都要有出处，至少一条。")
    sources: list[Fact] = []
    while True:
        path = ("sources", 0)
        name = ask((*path, "title"))
        publisher = ask((*path, "publisher"), required=name is None)
        source = {
            "id": f"s{len(sources) + 1}",
            "title": name,
            "publisher": publisher,
            "url": ask((*path, "url")),
            "date": ask((*path, "date"), check=_not_after(as_of)),
            "grade": ask((*path, "grade"), required=True),
        }
        sources.append(known(source))
        if not ask_yes("\n还有别的来源吗？", default=False):
            return sources


def ask_facts(sources: list[Fact], as_of: str) -> Fact:
    """What the sources say: units, recognitions, how many people."""

    def ask_source() -> str:
        if len(sources) == 1:
            return str(sources[0]["id"])
        click.echo("\n这一条出自哪个来源？")
        options = [(f"{each['id']} {each.get('title') or each['publisher']}", str(each["id"])) for each in sources]
        while True:
            if chosen := choose(options):
                return chosen
            complain("这一项必填")

    recognitions = _ask_recognitions(ask_source, as_of)
    recognitions.sort(key=lambda each: str(each.get("date", "")), reverse=True)
    return {
        "cultivating_units": _ask_units(ask_source),
        "recognitions": recognitions,
        "headcount": _ask_headcount(ask_source, as_of),
    }


def _ask_units(ask_source: SourceAsker) -> list[Fact]:
    units: list[Fact] = []
    while name := ask(
        ("cultivating_units", 0, "name"), words="培育（建设）这个品牌的单位，一次写一家；没有了就直接按回车"
    ):
        units.append({"name": name, "source": ask_source()})
    return units


def _ask_recognitions(ask_source: SourceAsker, as_of: str) -> list[Fact]:
    path = ("recognitions", 0)
    recognitions: list[Fact] = []
    while level := ask((*path, "level"), words="哪一级认定或命名的；没有了就直接按回车"):
        recognition = {
            "level": level,
            "title": ask((*path, "title")),
            "authority": ask((*path, "authority")),
            "date": ask((*path, "date"), check=_not_after(as_of)),
            "document": ask((*path, "document")),
            "source": ask_source(),
        }
        recognitions.append(known(recognition))
    return recognitions


def _ask_headcount(ask_source: SourceAsker, as_of: str) -> list[Fact]:
    path = ("headcount", 0)
    headcount: list[Fact] = []
    while value := ask((*path, "value"), words="整数，20 万写 200000 或 20万；没有了就直接按回车"):
        figure = {
            "value": value,
            "bound": ask((*path, "bound")),
            "measure": ask((*path, "measure"), required=True),
            "scope": ask((*path, "scope"), required=True),
            "as_of": ask((*path, "as_of"), required=True, check=_not_after(as_of)),
            "source": ask_source(),
        }
        headcount.append(known(figure))
    return headcount


def _not_after(as_of: str) -> Callable[[Any], Complaint]:
    """No fact lies in the future."""
    return lambda value: f"{value} 还没到，今天是 {as_of}" if str(value) > as_of[: len(str(value))] else None


def known(data: Mapping[str, Any]) -> Fact:
    """*data* without what is unknown: it is left out, never empty."""
    return {key: value for key, value in data.items() if value not in (None, [])}


def same_name(full: str, division: Division, brands: tuple[Brand, ...]) -> Brand | None:
    """The brand that bears the name in this province already."""
    chain = read_divisions().chain
    province = chain(division.code)[0]
    return next((each for each in brands if str(each.name) == full and province in chain(each.division)[:1]), None)
