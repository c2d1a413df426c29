"""Make realistic synthetic brand records: 2 KB of Chinese each, every field of the schema among them.

Gets a count and a seed, writes ``brands/<province>/<id>.yml`` below a folder; the same seed gives the same
bytes. Places, trades and criteria are real ones, brands, people and figures are invented. Measures nothing.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from PIL import Image

from generator.records import read_records
from generator.records.singly import folder_of
from generator.reference import Division, pinyin_of, read_divisions, read_industries
from record_yaml import as_yaml

ROOT: Final = Path(__file__).resolve().parent.parent
TRADES: Final = Path(__file__).with_name("trades.tsv")
PHOTO: Final = "gongzuo.jpg"
"""One picture a province: records are measured here, not pictures."""

Record: TypeAlias = dict[str, Any]
Item: TypeAlias = dict[str, Any]

_SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
_GIVEN: Final = ("建国", "秀英", "桂兰", "志强", "海燕", "玉梅", "文斌", "春花", "永福", "小红", "德明", "丽娟", "金生", "晓东", "凤霞")
_PAPERS: Final = ("日报", "发布", "融媒体中心", "人社局")
_OFFICE: Final = "人力资源和社会保障局"


@dataclass(frozen=True, slots=True)
class Trade:
    """What a brand's people do."""

    word: str
    industry: str
    category: str
    workers: tuple[str, ...]
    products: tuple[str, ...]
    steps: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The brand a record is written about, and the dice its facts are thrown with."""

    dice: random.Random
    place: tuple[Division, ...]
    trade: Trade
    region: str
    worker: str
    sources: tuple[str, ...]
    criteria: tuple[str, ...]

    @property
    def unit(self) -> Division:
        """The county, or the city without counties, where the brand is at home."""
        return self.place[-1]

    def source(self) -> str:
        """One of the record's sources."""
        return self.dice.choice(self.sources)

    def month(self, first: int = 2019, last: int = 2025) -> str:
        """A month between two years, both inclusive."""
        return f"{self.dice.randint(first, last)}-{self.dice.randint(1, 12):02}"

    def maybe(self, share: float, **more: Any) -> Item:
        """The keys given, for *share* of the records."""
        return more if self.dice.random() < share else {}


def read_trades() -> list[Trade]:
    """The committed trades, each of a real industry."""
    rows = [line.split("\t") for line in TRADES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert all(read_industries().get(row[1]) for row in rows)
    return [Trade(row[0], row[1], row[2], tuple(row[3].split(",")), tuple(row[4].split(",")), row[5]) for row in rows]


def read_criteria() -> dict[str, tuple[str, ...]]:
    """The criteria a brand may give evidence for, by the first two digits of the policy's division."""
    return {
        policy.division[:2]: tuple(f"{policy.id}/{each.id}" for each in policy.criteria if each.kind == "attestation")
        for policy in read_records(ROOT).policies
        if policy.level == "province"
    }


def make_records(count: int, seed: int = 1) -> Iterator[tuple[str, Record]]:
    """*count* records with the path of each; counties get one brand each before any gets a second."""
    dice = random.Random(seed)  # noqa: S311 - the same records every time is the point
    trades, criteria = read_trades(), read_criteria()
    units = _home_units()
    dice.shuffle(units)
    names: set[tuple[str, str]] = set()
    ids: set[str] = set()
    for index in range(count):
        place = units[index % len(units)]
        # One step through the trades a round: no county gets a trade twice.
        trade = trades[(index + index // len(units)) % len(trades)]
        region, worker = place[-1].short, dice.choice(trade.workers)
        if (place[0].code, region + trade.word + worker) in names:
            region = place[-2].short + region
        names.add((place[0].code, region + trade.word + worker))
        brand_id = "-".join(pinyin_of(region + trade.word + worker))
        if brand_id in ids:
            brand_id = f"{brand_id}-{place[-1].code}"
        ids.add(brand_id)
        sources = tuple(f"s{number}" for number in range(1, dice.choice((1, 2, 2, 3)) + 1))
        subject = Subject(dice, place, trade, region, worker, sources, criteria.get(place[0].code[:2], ()))
        folder = folder_of(place[0].code, place[0].pinyin)
        yield f"brands/{folder}/{brand_id}.yml", _write_about(subject)


def _home_units() -> list[tuple[Division, ...]]:
    """Every county of the country, and every city that has none, with the units above it."""
    divisions = read_divisions()
    below = list(divisions.provinces())
    homes = []
    while below:
        unit = below.pop()
        children = divisions.children(unit.code)
        below += children
        if not children and unit.rank != "province":
            homes.append(divisions.chain(unit.code))
    return sorted(homes, key=lambda place: place[-1].code)


def _write_about(subject: Subject) -> Record:
    """One record, its keys in the schema's order; a field not thrown is left out, as an unknown one would be."""
    day = subject.dice.randint(1, 28)
    written: Record = {
        field: value for field, (share, make) in _FIELDS.items()
        if subject.dice.random() < share and (value := make(subject))
    }  # fmt: skip
    return written | {"published": f"2026-03-{day:02}"} | subject.maybe(0.4, updated=f"2026-09-{day:02}")


def _name(subject: Subject) -> Item:
    region, word, worker = subject.region, subject.trade.word, subject.worker
    full = subject.maybe(0.03, full=f"{region}巧手{word}{worker}")
    return {"region": region, "industry": word, "worker": worker, **full}


def _summary(subject: Subject) -> str:
    trade, place = subject.trade, "".join(division.name for division in subject.place[-2:])
    return (
        f"{place}从事{'、'.join(trade.products)}的{subject.worker}，{trade.steps}样样拿手，"
        f"从本地做到外地，{subject.dice.choice(('口碑好', '活路多', '收入稳'))}，带着乡亲一起干。"
    )


def _units(subject: Subject) -> list[Item]:
    lead = {"name": f"{subject.unit.name}{subject.trade.word}行业协会", "role": "lead"}
    url = subject.maybe(0.2, url=f"https://www.example.org/{subject.unit.code}/")
    joint = {"name": f"{subject.unit.name}{_OFFICE}", "role": "support", "source": subject.source()}
    return [lead | url, *([joint] if subject.dice.random() < 0.3 else [])]


def _recognitions(subject: Subject) -> list[Item]:
    level, unit = subject.dice.choice((("province", subject.place[0]), ("city", subject.place[-2])))
    date = subject.month(2022, 2024)
    policy = subject.criteria[0].partition("/")[0] if subject.criteria else "national-2021-66"
    notice = {
        "starts": f"{date}-05",
        "ends": f"{date}-13",
        "objection": f"{unit.name}{_OFFICE}，0{subject.dice.randint(311, 999)}-{subject.dice.randint(2000000, 8999999)}",
    }
    newest = {
        "level": level,
        "title": f"{unit.short}{'省级' if level == 'province' else '市级'}劳务品牌",
        "authority": f"{unit.name}人力资源和社会保障{'厅' if level == 'province' else '局'}",
        "date": date,
        **subject.maybe(0.4, policy=policy, status="valid", valid_until=f"{int(date[:4]) + 3}-12"),
        **subject.maybe(0.2, document=f"关于公布{date[:4]}年度劳务品牌名单的通知"),
        **subject.maybe(0.1, notice=notice),
        "source": subject.source(),
    }
    older = {"level": "county", "date": subject.month(2019, 2021), "source": subject.source()}
    return [newest, *([older] if subject.dice.random() < 0.2 else [])]


def _honours(subject: Subject) -> list[Item]:
    title = f"{subject.place[0].short}劳务品牌大赛{subject.dice.choice(('金奖', '银奖', '优秀奖'))}"
    more = subject.maybe(0.5, authority=f"{subject.place[0].name}{_OFFICE[:-1]}厅", date=subject.month())
    return [{"title": title, **more, "source": subject.source()}]


def _headcount(subject: Subject) -> list[Item]:
    def figure(measure: str, thousands: int) -> Item:
        return {
            "value": subject.dice.randint(1, thousands) * 1000,
            **subject.maybe(0.5, bound=subject.dice.choice(("over", "about", "nearly"))),
            **({"unit": "人次"} if measure == "trained" else {}),
            "measure": measure,
            "scope": subject.dice.choice(("brand", "industry")),
            **subject.maybe(0.3, period=subject.dice.choice(("point", "cumulative"))),
            "as_of": subject.month(2021),
            **subject.maybe(0.3, as_of_basis="reported"),
            **subject.maybe(0.1, note="来源没有写明统计范围"),
            "source": subject.source(),
        }

    return [figure(measure, 90) for measure in subject.dice.sample(("employed", "driven", "exported", "trained"), 2)]


def _metrics(subject: Subject) -> list[Item]:
    options = (
        ("trained_per_year", subject.dice.randint(2, 60) * 100, "人"),
        ("output_value", subject.dice.randint(2, 900) * 10_000_000, "元"),
        ("income_per_month", subject.dice.randint(40, 120) * 100, "元"),
        ("certified_share", subject.dice.randint(20, 95), "%"),
        ("enterprises", subject.dice.randint(5, 900), "家"),
    )
    return [
        {
            "name": name,
            "value": value,
            **subject.maybe(0.4, bound="about"),
            "unit": unit,
            **subject.maybe(0.3, scope="industry", period="year"),
            "as_of": subject.month(2021),
            **subject.maybe(0.2, as_of_basis="reported", note="数字见于报道，未见统计公报"),
            "source": subject.source(),
        }
        for name, value, unit in subject.dice.sample(options, 2)
    ]


def _attestations(subject: Subject) -> list[Item]:
    if not subject.criteria:
        return []
    statement = f"有固定培训场所和{subject.trade.word}实训设备，培训合格的发证上岗"
    date = subject.maybe(0.5, date=subject.month())
    criterion = subject.dice.choice(subject.criteria)
    return [{"criterion": criterion, "statement": statement, **date, "source": subject.source()}]


def _services(subject: Subject) -> Item:
    address = f"https://www.example.org/{subject.unit.code}/"
    return {"training": f"{address}peixun", "jobs": f"{address}gangwei", "rights": "12333"}


def _carriers(subject: Subject) -> list[Item]:
    kind, word = subject.dice.choice((("park", "产业园"), ("base", "实训基地"), ("workshop", "就业工坊"), ("school", "技工学校")))
    return [{"kind": kind, "name": f"{subject.unit.name}{subject.trade.word}{word}", "source": subject.source()}]


def _person(subject: Subject) -> str:
    return subject.dice.choice(_SURNAMES) + subject.dice.choice(_GIVEN)


def _photo(subject: Subject) -> Item:
    return {"file": PHOTO, "alt": f"{subject.worker}在{subject.trade.steps.split('、')[0]}", "credit": "测试图片"}


def _figures(subject: Subject) -> list[Item]:
    name = _person(subject)
    consent = {"ref": f"同意书〔2025〕{subject.dice.randint(1, 999)}号", "scope": "姓名、事迹", "until": "2029-12-31"}
    basis = {"basis": "consent", "consent": consent} if subject.dice.random() < 0.1 else {"basis": "public-report"}
    story = f"{name}入行{subject.dice.randint(8, 40)}年，先当学徒，后带徒弟，教出{subject.dice.randint(10, 300)}名{subject.worker}。"
    figure = {
        "id": "-".join(pinyin_of(name)),
        "name": name,
        "role": subject.dice.choice(("founder", "inheritor", "leader", "ambassador", "practitioner")),
        **subject.maybe(0.6, title=f"{subject.unit.short}{subject.trade.word}协会会长"),
        **basis,
        **subject.maybe(0.6, story=story),
        **subject.maybe(0.2, honours=[f"{subject.place[0].short}技术能手"]),
        **subject.maybe(0.05, photo=_photo(subject)),
        "sources": [subject.source()],
    }
    return [figure]


def _stories(subject: Subject) -> list[Item]:
    trade, unit = subject.trade, subject.unit.short
    paragraphs = (
        f"在{unit}，{trade.word}是老行当。{trade.steps}，一道接一道，哪一道都离不开人手，"
        f"干这一行的，当地人叫“{subject.worker}”。",
        f"{subject.dice.randint(2019, 2021)} 年起，当地把培训办到乡镇，学的是{trade.products[0]}，考过了发证，"
        f"愿意出去的有人带队，愿意留下的进了工坊。",
        f"如今一个熟手一个月能拿 {subject.dice.randint(40, 120) * 100} 元左右，农闲农忙都有活干。",
    )
    more = subject.maybe(0.4, date=subject.month(2022)) | {"body": "\n\n".join(paragraphs) + "\n"}
    photos = subject.maybe(0.05, photos=[_photo(subject)])
    return [{"title": f"一门手艺，{subject.dice.choice(('一条活路', '几代人', '满街灯火'))}", **more, **photos,
             "sources": [subject.source()]}]  # fmt: skip


def _timeline(subject: Subject) -> list[Item]:
    events = (
        f"{subject.unit.short}{subject.trade.word}培训班开班",
        f"{subject.region}{subject.trade.word}{subject.worker}注册商标",
    )
    years = (subject.month(2019, 2021), subject.month(2022, 2025))
    return [{"date": when, "event": what, "source": subject.source()} for when, what in zip(years, events, strict=True)]


def _sources(subject: Subject) -> list[Item]:
    def source(number: int, source_id: str) -> Item:
        date = subject.month(2021)
        paper = subject.place[-2].short + subject.dice.choice(_PAPERS)
        title = f"{subject.unit.short}{subject.trade.word}{subject.worker}：{subject.dice.choice(('手艺出村', '闯出名堂', '越干越旺'))}"
        url = f"https://www.example.org/{date.replace('-', '/')}/{subject.unit.code}{number:02}.html"
        return {
            "id": source_id,
            **subject.maybe(0.8, title=title),
            "publisher": paper,
            "url": url,
            **subject.maybe(0.9, date=date),
            "grade": subject.dice.choice(("A", "A", "A-", "B", "C")),
            **subject.maybe(0.15, note="日期按网址推定"),
        }

    return [source(number, source_id) for number, source_id in enumerate(subject.sources)]


_FIELDS: Final[dict[str, tuple[float, Callable[[Subject], Any]]]] = {
    "name": (1, _name),
    "aliases": (0.4, lambda subject: [f"{subject.unit.short}{subject.worker}"]),
    "former_ids": (0.02, lambda subject: [f"{subject.unit.code}-{'-'.join(pinyin_of(subject.trade.word))}"]),
    "division": (1, lambda subject: subject.unit.code),
    "locality": (0.2, lambda subject: f"{subject.dice.choice(('城关', '石牌', '东桥', '新河'))}镇"),
    "category": (1, lambda subject: subject.trade.category),
    "category_basis": (1, lambda subject: subject.dice.choice(("stated", "inferred"))),
    "industry": (1, lambda subject: subject.trade.industry),
    "products": (1, lambda subject: list(subject.trade.products)),
    "summary": (1, _summary),
    "cultivating_units": (0.5, _units),
    "recognitions": (0.6, _recognitions),
    "honours": (0.3, _honours),
    "headcount": (0.8, _headcount),
    "metrics": (0.5, _metrics),
    "attestations": (1, _attestations),
    "services": (0.3, _services),
    "carriers": (0.3, _carriers),
    "figures": (0.4, _figures),
    "stories": (0.6, _stories),
    "timeline": (0.5, _timeline),
    "notes": (0.3, lambda _: ["本记录由程序编造，只用来测量生成速度，与任何真实品牌无关。"]),
    "sources": (1, _sources),
}
"""How often each field is there and who writes it, in the schema's order."""


def write_records(folder: Path, count: int, seed: int = 1) -> int:
    """Write *count* records below *folder*, with the pictures they name; how many bytes of YAML they are."""
    written = 0
    for path, record in make_records(count, seed):
        target = folder / path
        if not target.parent.exists():
            target.parent.mkdir(parents=True)
            Image.linear_gradient("L").resize((480, 320)).save(target.with_name(PHOTO), quality=60)
        text = as_yaml(record)
        target.write_text(text, encoding="utf-8")
        written += len(text.encode())
    return written


def main() -> None:
    """Write records from the command line."""
    parser = argparse.ArgumentParser(description="Write synthetic brand records below a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    written = write_records(wanted.folder, wanted.count, wanted.seed)
    print(f"{wanted.count} records, {written / max(1, wanted.count):.0f} bytes each on average")


if __name__ == "__main__":
    main()
