"""What each field of a made record says: the words, figures and dates of an invented brand in a real trade.

Gets a subject with its dice, gives plain data in the schema's order. Reads no file and writes none.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from record_life import in_quanzhou, write_recognitions
from record_subject import Item, Subject

from generator.reference import pinyin_of

PHOTO: Final = "gongzuo.jpg"
"""One picture a province: records are measured here, not pictures."""

Record: TypeAlias = dict[str, Any]

_SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
_GIVEN: Final = [
    "建国",
    "秀英",
    "桂兰",
    "志强",
    "海燕",
    "玉梅",
    "文斌",
    "春花",
    "永福",
    "小红",
    "德明",
    "丽娟",
    "金生",
    "晓东",
    "凤霞",
]
_PAPERS: Final = ("日报", "发布", "融媒体中心", "人社局")
_CARRIERS: Final = (("park", "产业园"), ("base", "实训基地"), ("workshop", "就业工坊"), ("school", "技工学校"))


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
    joint = {"name": subject.office(subject.unit), "role": "support", "source": subject.source()}
    return [lead | url, *([joint] if subject.happens(0.3) else [])]


def _honours(subject: Subject) -> list[Item]:
    title = f"{subject.place[0].short}劳务品牌大赛{subject.dice.choice(('金奖', '银奖', '优秀奖'))}"
    more = subject.maybe(0.5, authority=subject.office(subject.place[0]), date=subject.month())
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


def _kinds(subject: Subject) -> list[str]:
    return ["quanzhou-2024-4/heritage"] if in_quanzhou(subject) else []


def _attestations(subject: Subject) -> list[Item]:
    if in_quanzhou(subject):
        statement = "按非物质文化遗产类认定，人数放宽"
        waived = {"criterion": "quanzhou-2024-4/driven-city", "outcome": "waived", "statement": statement}
        return [{**waived, "source": subject.source()}]
    if not subject.criteria:
        return []
    statement = f"有固定培训场所和{subject.trade.word}实训设备，培训合格的发证上岗"
    more = subject.maybe(0.2, outcome="unmet") | {"statement": statement} | subject.maybe(0.5, date=subject.month())
    return [{"criterion": subject.dice.choice(subject.criteria), **more, "source": subject.source()}]


def _services(subject: Subject) -> Item:
    address = f"https://www.example.org/{subject.unit.code}/"
    return {"training": f"{address}peixun", "jobs": f"{address}gangwei", "rights": "12333"}


def _carriers(subject: Subject) -> list[Item]:
    kind, word = subject.dice.choice(_CARRIERS)
    return [{"kind": kind, "name": f"{subject.unit.name}{subject.trade.word}{word}", "source": subject.source()}]


def _photo(subject: Subject) -> Item:
    return {"file": PHOTO, "alt": f"{subject.worker}在{subject.trade.steps.split('、')[0]}", "credit": "测试图片"}


def _figures(subject: Subject) -> list[Item]:
    name = subject.dice.choice(_SURNAMES) + subject.dice.choice(_GIVEN)
    consent = {"ref": f"同意书〔2025〕{subject.dice.randint(1, 999)}号", "scope": "姓名、事迹", "until": "2029-12-31"}
    basis = {"basis": "consent", "consent": consent} if subject.happens(0.1) else {"basis": "public-report"}
    story = f"{name}入行{subject.dice.randint(8, 40)}年，先当学徒，后带徒弟，教出{subject.dice.randint(10, 300)}名{subject.worker}。"
    figure = {
        "id": "-".join(pinyin_of(name)),
        "name": name,
        "role": subject.dice.choice(("founder", "inheritor", "leader", "ambassador", "practitioner")),
        **subject.maybe(0.6, title=f"{subject.unit.short}{subject.trade.word}协会会长"),
        **basis,
        **subject.maybe(0.6, story=story),
        **subject.maybe(0.2, honours=[f"{subject.place[0].short}技术能手"]),
        **subject.maybe(0.01, photo=_photo(subject)),
        "sources": [subject.sources[0]],  # the one that is never only a lead
    }
    return [figure]


def _removed_figures(subject: Subject) -> list[Item]:
    reason = subject.dice.choice(("request", "expired", "correction"))
    return [{"id": f"ren-{subject.unit.code}", "date": "2026-02-01", **subject.maybe(0.7, reason=reason)}]


def _stories(subject: Subject) -> list[Item]:
    trade, unit = subject.trade, subject.unit.short
    paragraphs = (
        f"在{unit}，{trade.word}是老行当。{trade.steps}，一道接一道，干这一行的，当地人叫“{subject.worker}”。",
        f"{subject.dice.randint(2019, 2021)} 年起，当地把{trade.products[0]}培训办到乡镇，考过了发证，出去的有人带队。",
        f"如今一个熟手一个月能拿 {subject.dice.randint(40, 120) * 100} 元左右，农闲农忙都有活干。",
    )
    more = subject.maybe(0.4, date=subject.month(2022)) | {"body": "\n\n".join(paragraphs) + "\n"}
    photos = subject.maybe(0.01, photos=[_photo(subject)])
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
            "grade": subject.dice.choice(("A", "A", "A-", "B", "C" if number else "B")),
            **subject.maybe(0.15, note="日期按网址推定"),
        }

    return [source(number, source_id) for number, source_id in enumerate(subject.sources)]


FIELDS: Final[dict[str, tuple[float, Callable[[Subject], Any]]]] = {
    "name": (1, _name),
    "aliases": (0.4, lambda subject: [f"{subject.unit.short}{subject.trade.word}"]),
    "former_ids": (
        0.02,
        lambda subject: [
            f"{subject.unit.code}-{'-'.join(pinyin_of(subject.region + subject.trade.word + subject.worker))}"
        ],
    ),
    "division": (1, lambda subject: subject.unit.code),
    "locality": (0.2, lambda subject: f"{subject.dice.choice(('城关', '石牌', '东桥', '新河'))}镇"),
    "category": (1, lambda subject: subject.trade.category),
    "category_basis": (1, lambda subject: subject.dice.choice(("stated", "inferred"))),
    "industry": (1, lambda subject: subject.trade.industry),
    "kinds": (1, _kinds),
    "products": (1, lambda subject: list(subject.trade.products)),
    "summary": (1, _summary),
    "cultivating_units": (0.5, _units),
    "recognitions": (0.6, write_recognitions),
    "honours": (0.3, _honours),
    "headcount": (0.8, _headcount),
    "metrics": (0.5, _metrics),
    "attestations": (1, _attestations),
    "services": (0.3, _services),
    "carriers": (0.3, _carriers),
    "figures": (0.4, _figures),
    "removed_figures": (0.02, _removed_figures),
    "stories": (0.75, _stories),
    "timeline": (0.6, _timeline),
    "notes": (0.3, lambda _: ["本记录由程序编造，只用来测量生成速度，与任何真实品牌无关。"]),
    "sources": (1, _sources),
}
"""How often each field is there and who writes it, in the schema's order."""


def write_about(subject: Subject) -> Record:
    """One record, its keys in the schema's order; a field not thrown is left out, as an unknown one would be."""
    day = subject.dice.randint(1, 28)
    written: Record = {
        field: value for field, (share, make) in FIELDS.items()
        if subject.happens(share) and (value := make(subject))
    }  # fmt: skip
    return written | {"published": f"2026-03-{day:02}"} | subject.maybe(0.4, updated=f"2026-09-{day:02}")
