"""Edits of a project as people make them, drawn at random: records come, change, move and go, so do policies and days.

Gets a project's folder, changes files in it. An edit says what it did, so that a failing sequence can be read.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import yaml
from PIL import Image

from tests.project import REPOSITORY

Edit = Callable[[Path, random.Random], str]
Change = Callable[[dict[str, Any], random.Random], None]

PLACES: Final = {
    "hubei": ("429005", "420100", "420102"),
    "jiangsu": ("321000", "321012", "320100"),
    "fujian": ("350505", "350500", "350000"),
    "shandong": ("370200", "371300"),
}
"""Divisions by folder, of places with criteria and without."""
POLICIES: Final = ("national-2021-66", "jiangsu-2022-40", "quanzhou-2024-4", "yangzhou-2022", "yangzhou-2027")
"""Each rests at most on those before it; the last takes the place of the one before."""
_TRADES: Final = (("龙虾", "H62"), ("家政", "O80"), ("木雕", "C20"), ("电子商务", "F52"))
_WORKERS: Final = ("工", "师傅", "大嫂", "匠")
_REGIONS: Final = ("潜江", "扬州", "沙县", "青岛", "临沂", "武汉")
_DAYS: Final = ("2026-11-22", "2026-11-23", "2026-11-28", "2027-01-15", "2029-06-01")
_CRITERIA: Final = ("basic-3", "basic-5", "service-2", "culture-4", "skill-4")


# --- records ----------------------------------------------------------------------------------------------------


def read_record(root: Path, file: Path) -> dict[str, Any]:
    """The record in *file*."""
    record: dict[str, Any] = yaml.safe_load((root / file).read_text(encoding="utf-8"))
    return record


def write_record(root: Path, file: Path, record: dict[str, Any]) -> None:
    """Write *record* as the record *file*."""
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=1_000_000)
    (root / file).write_text(text, encoding="utf-8")


def list_records(root: Path) -> list[Path]:
    """The brand records of a project."""
    return sorted(path.relative_to(root) for path in (root / "brands").glob("*/*.yml"))


def list_policies(root: Path) -> list[str]:
    """The ids of the policies of a project."""
    return sorted(path.stem for path in (root / "policies").glob("*.yml"))


def make_record(dice: random.Random, folder: str, policies: list[str]) -> dict[str, Any]:
    """A sound record of a place below *folder*."""
    trade, code = dice.choice(_TRADES)
    record: dict[str, Any] = {
        "name": {"region": dice.choice(_REGIONS), "industry": trade, "worker": dice.choice(_WORKERS)},
        "division": dice.choice(PLACES[folder]),
        "summary": f"测试用的虚构记录，第 {dice.randrange(1000)} 句。",
        "sources": [{"id": "s1", "title": "报道", "publisher": "日报", "grade": dice.choice(("A", "B", "C"))}],
        "published": "2026-11-20",
    }
    for change_one in (_category, _recognition, _headcount, _story, _figure, _alias):
        if dice.random() < 0.4:
            change_one(record, dice)
    _policy(record, dice, policies)
    record["industry"] = code
    return record


def _category(record: dict[str, Any], dice: random.Random) -> None:
    record["category"] = dice.choice(("skill", "service", "culture", "livelihood"))
    record["category_basis"] = dice.choice(("stated", "inferred"))


def _recognition(record: dict[str, Any], dice: random.Random) -> None:
    made: dict[str, Any] = {"level": dice.choice(("province", "city", "county")), "source": "s1"}
    kind = dice.randrange(4)
    if kind == 0:
        made |= {"notice": {"starts": "2026-11-18", "ends": "2026-11-27", "objection": "12333"}, "status": "notice"}
    elif kind == 1:
        made |= {"date": "2024-05-06"}
    elif kind == 2:
        made |= {"date": "2023", "valid_until": dice.choice(("2026-11-22", "2028"))}
    else:
        made |= {"date": "2022-03", "steps": [{"step": "withdrawn", "date": "2025-01-02", "source": "s1"}]}
    record["recognitions"] = [made]


def _headcount(record: dict[str, Any], dice: random.Random) -> None:
    figure = {"value": dice.choice((800, 3000, 90000)), "measure": dice.choice(("employed", "driven"))}
    record["headcount"] = [{**figure, "scope": dice.choice(("brand", "industry")), "as_of": "2025", "source": "s1"}]


def _metric(record: dict[str, Any], dice: random.Random) -> None:
    record["metrics"] = [
        {"name": "satisfaction", "value": dice.choice((90, 95, 99)), "unit": "%", "as_of": "2025-03", "source": "s1"}
    ]


def _story(record: dict[str, Any], dice: random.Random) -> None:
    record["stories"] = [{"title": "一天", "body": f"早上 **{dice.randrange(9)}** 点开工。", "sources": ["s1"]}]


def _figure(record: dict[str, Any], dice: random.Random) -> None:
    until = dice.choice(("2026-11-22", "2030-01-01"))
    record.pop("removed_figures", None)
    record["figures"] = [
        {"id": "wang", "name": "王师", "role": "leader", "basis": "public-report", "sources": ["s1"]},
        {
            "id": "li", "name": "李匠", "role": "inheritor", "basis": "consent", "sources": ["s1"],
            "consent": {"ref": "存档 1", "until": until},
        },
    ][: dice.randrange(1, 3)]  # fmt: skip
    record["sources"][0]["grade"] = "A"


def _figure_away(record: dict[str, Any], _: random.Random) -> None:
    if record.pop("figures", None):
        record["removed_figures"] = [{"id": "wang", "date": "2026-11-21", "reason": "request"}]


def _alias(record: dict[str, Any], dice: random.Random) -> None:
    record["aliases"] = [f"{dice.choice(_REGIONS)}{dice.choice(_WORKERS)}"]


def _timeline(record: dict[str, Any], dice: random.Random) -> None:
    record["timeline"] = [{"date": "2019", "event": f"开了 {dice.randrange(9)} 个班。", "source": "s1"}]


def _odds(record: dict[str, Any], dice: random.Random) -> None:
    """Fields that only the brand's own page shows, or nearly so."""
    record["honours"] = [{"title": f"第 {dice.randrange(9)} 届金奖", "source": "s1"}]
    record["carriers"] = [{"kind": dice.choice(("base", "school")), "name": "培训基地"}]
    record["services"] = {"training": "0728-6240000"}
    record["products"] = [dice.choice(("虾", "箱", "扇"))]
    record["cultivating_units"] = [{"name": "某公司", "role": dice.choice(("lead", "joint"))}]
    record["notes"] = [f"数据有 {dice.randrange(3)} 处不同。"]


def _summary(record: dict[str, Any], dice: random.Random) -> None:
    record["summary"] = f"改过的一句，{dice.randrange(1000)}。"
    record["updated"] = "2026-11-21"


def _name(record: dict[str, Any], dice: random.Random) -> None:
    record["name"]["region"] = dice.choice(_REGIONS)


def _trade(record: dict[str, Any], dice: random.Random) -> None:
    record["name"]["industry"], record["industry"] = dice.choice(_TRADES)


def _less(record: dict[str, Any], dice: random.Random) -> None:
    optional = sorted(record.keys() - {"name", "division", "summary", "sources", "published", "former_ids"})
    if optional:
        record.pop(dice.choice(optional))


def _policy(record: dict[str, Any], dice: random.Random, policies: list[str]) -> None:
    """What the record says of policies: that it was recognised by one, evidence for its criteria, its kind of trade."""
    place = record["division"]
    fitting = [each for each in policies if each.startswith("national") or (each[:2], place[:2]) in _OF]
    for each in record.get("recognitions", ()):
        if fitting and dice.random() < 0.5:
            each["policy"] = dice.choice(fitting)
    if place.startswith("3210") and "yangzhou-2022" in policies and dice.random() < 0.5:
        outcome = dice.choice(("met", "unmet"))
        record["attestations"] = [
            {"criterion": f"yangzhou-2022/{each}", "statement": "有证明。", "source": "s1", "outcome": outcome}
            for each in dice.sample(_CRITERIA, 2)
        ]
    if place.startswith("3505") and "quanzhou-2024-4" in policies and dice.random() < 0.5:
        record["kinds"] = [f"quanzhou-2024-4/{dice.choice(('skill-training', 'housekeeping'))}"]


_OF: Final = {("ji", "32"), ("ya", "32"), ("qu", "35")}
_CHANGES: Final[tuple[Change, ...]] = (
    _category, _recognition, _headcount, _metric, _story, _figure, _figure_away, _alias, _timeline, _odds, _summary,
    _name, _trade, _less,
)  # fmt: skip


def add(root: Path, dice: random.Random) -> str:
    """A new record."""
    folder = dice.choice(list(PLACES))
    file = Path("brands", folder, f"{folder}-{dice.randrange(30)}.yml")
    write_record(root, file, make_record(dice, folder, list_policies(root)))
    return f"add {file}"


def change(root: Path, dice: random.Random) -> str:
    """One fact of a record."""
    records = list_records(root)
    if not records:
        return "nothing to change"
    file = dice.choice(records)
    record = read_record(root, file)
    kind = dice.choice(_CHANGES)
    kind(record, dice)
    write_record(root, file, record)
    return f"{kind.__name__} of {file}"


def refer(root: Path, dice: random.Random) -> str:
    """A record that refers to policies."""
    records = list_records(root)
    if not records:
        return "nothing to refer"
    file = dice.choice(records)
    record = read_record(root, file)
    _policy(record, dice, list_policies(root))
    write_record(root, file, record)
    return f"{file} refers to policies"


def rename(root: Path, dice: random.Random) -> str:
    """Another id, the old one leading on; sometimes another province."""
    records = list_records(root)
    if not records:
        return "nothing to rename"
    file = dice.choice(records)
    record = read_record(root, file)
    folder = dice.choice(list(PLACES))
    target = Path("brands", folder, file.name if dice.random() < 0.3 else f"{folder}-{dice.randrange(30, 60)}.yml")
    if target != file and any(other.stem == target.stem for other in records if other != file):
        return "no room to rename"
    record["division"] = dice.choice(PLACES[folder])
    for key in ("attestations", "kinds"):
        record.pop(key, None)
    if target.stem != file.stem:
        record["former_ids"] = [*record.get("former_ids", ()), file.stem]
    for picture in _pictures(record):
        if target.parent != file.parent and (root / file.parent / picture).exists():
            (root / target.parent).mkdir(exist_ok=True)
            (root / file.parent / picture).rename(root / target.parent / picture)
    (root / file).unlink()
    write_record(root, target, record)
    return f"{file} becomes {target}"


def delete(root: Path, dice: random.Random) -> str:
    """A record less, with its pictures."""
    records = list_records(root)
    if not records:
        return "nothing to delete"
    file = dice.choice(records)
    for picture in _pictures(read_record(root, file)):
        (root / file.parent / picture).unlink(missing_ok=True)
    (root / file).unlink()
    return f"delete {file}"


# --- pictures ---------------------------------------------------------------------------------------------------


def _pictures(record: dict[str, Any]) -> list[str]:
    shown = [story["photos"] for story in record.get("stories", ()) if "photos" in story]
    shown += [[figure["photo"]] for figure in record.get("figures", ()) if "photo" in figure]
    return [photo["file"] for photos in shown for photo in photos]


def attach(root: Path, dice: random.Random) -> str:
    """A picture to a record's story or figure, or to both."""
    records = list_records(root)
    if not records:
        return "nothing to attach to"
    file = dice.choice(records)
    record = read_record(root, file)
    name = f"{file.stem}-{dice.randrange(2)}.png"
    photo = {"file": name, "alt": "一只虾", "credit": "人社局"}
    if dice.random() < 0.5:
        _figure(record, dice)
        record["figures"][0]["photo"] = photo
    else:
        _story(record, dice)
        record["stories"][0]["photos"] = [photo]
    _draw(root / file.parent / name, dice)
    write_record(root, file, record)
    return f"attach {name}"


def redraw(root: Path, dice: random.Random) -> str:
    """Another picture of the same name."""
    pictures = sorted((root / "brands").glob("*/*.png"))
    if not pictures:
        return "nothing to redraw"
    picture = dice.choice(pictures)
    _draw(picture, dice)
    return f"redraw {picture.name}"


def drop(root: Path, dice: random.Random) -> str:
    """A picture less, and whoever showed it shows none."""
    pictures = sorted((root / "brands").glob("*/*.png"))
    if not pictures:
        return "nothing to drop"
    picture = dice.choice(pictures)
    picture.unlink()
    for file in list_records(root):
        record = read_record(root, file)
        if picture.name in _pictures(record):
            for story in record.get("stories", ()):
                story.pop("photos", None)
            for figure in record.get("figures", ()):
                figure.pop("photo", None)
            write_record(root, file, record)
    return f"drop {picture.name}"


def _draw(path: Path, dice: random.Random) -> None:
    Image.new("RGB", (4, 3), (dice.randrange(256), dice.randrange(256), 9)).save(path)


# --- policies ---------------------------------------------------------------------------------------------------


def copy_policy(root: Path, name: str) -> None:
    """Lay a policy into a project: one of the repository's, or a made-up one that takes another's place."""
    (root / "policies").mkdir(exist_ok=True)
    target = root / "policies" / f"{name}.yml"
    if name != POLICIES[-1]:
        shutil.copy(REPOSITORY / "policies" / target.name, target)
        return
    record = yaml.safe_load((REPOSITORY / "policies" / f"{POLICIES[-2]}.yml").read_text(encoding="utf-8"))
    record |= {"short_title": "扬州市新意见", "issued": "2025-04-29", "replaces": [POLICIES[-2]], "summary": "新的。"}
    del record["published"]
    write_record(root, target.relative_to(root), record)


def policy(root: Path, dice: random.Random) -> str:
    """A policy comes, goes, or asks for something else."""
    there = list_policies(root)
    missing = [each for each in POLICIES if each not in there]
    if missing and (not there or dice.random() < 0.5):
        copy_policy(root, missing[0])
        return f"add policy {missing[0]}"
    if dice.random() < 0.2:
        last = [each for each in POLICIES if each in there][-1]
        (root / "policies" / f"{last}.yml").unlink()
        _forget_policy(root, last)
        return f"delete policy {last}"
    name = dice.choice(there)
    file = Path("policies", f"{name}.yml")
    record = read_record(root, file)
    _text(record, dice)  # one line, as it is written here
    said = dice.choice(_POLICY_CHANGES)(record, dice)
    write_record(root, file, record)
    return f"policy {name}: {said}"


def _forget_policy(root: Path, name: str) -> None:
    """Whoever refers to a policy that is no more does so no longer."""
    for file in list_records(root):
        record = read_record(root, file)
        for each in record.get("recognitions", ()):
            if each.get("policy") == name:
                del each["policy"]
        for key in ("attestations", "kinds"):
            if name in str(record.get(key, "")):
                del record[key]
        write_record(root, file, record)


def _criterion(record: dict[str, Any], dice: random.Random) -> str:
    thresholds = [each for each in record.get("criteria", ()) if each["kind"] == "threshold"]
    if thresholds:
        dice.choice(thresholds)["value"] = dice.choice((1, 500, 5000))
    return "a value"


def _status(record: dict[str, Any], dice: random.Random) -> str:
    record["status"] = dice.choice(("in-force", "amended", "lapsed"))
    return f"status {record['status']}"


def _valid_until(record: dict[str, Any], dice: random.Random) -> str:
    record["valid_until"] = dice.choice(("2026-11-22", "2028-01-01"))
    return f"valid until {record['valid_until']}"


def _title(record: dict[str, Any], dice: random.Random) -> str:
    record["short_title"] = f"意见之 {dice.randrange(100)}"
    return "title"


def _target(record: dict[str, Any], dice: random.Random) -> str:
    for each in record.get("targets", ()):
        if "value" in each:
            each["value"] = dice.choice((1, 3, 100))
    return "targets"


def _text(record: dict[str, Any], dice: random.Random) -> str:
    record["summary"] = f"概要 {dice.randrange(100)}。"
    return "summary"


_POLICY_CHANGES: Final = (_criterion, _criterion, _status, _valid_until, _title, _target, _text)


# --- faults, times, days ----------------------------------------------------------------------------------------


def break_record(root: Path, dice: random.Random) -> Callable[[], None]:
    """Make one record unreadable, faulty, or an id there is twice; gives the way to mend it."""
    file = dice.choice(list_records(root))
    text = (root / file).read_text(encoding="utf-8")
    if dice.random() < 0.25:
        copy = root / "brands" / "gansu" / file.name
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text, encoding="utf-8")
        return copy.unlink
    broken = dice.choice((text + "\nnonsense: 1\n", "name: [", text.replace("source: s1", "source: s9", 1) + "x: 1\n"))
    (root / file).write_text(broken, encoding="utf-8")

    def mend() -> None:
        (root / file).write_text(text, encoding="utf-8")

    return mend


def touch(root: Path, _: random.Random) -> str:
    """New times on all files, as a fresh clone has them."""
    for file in list_records(root):
        content = (root / file).read_bytes()
        (root / file).unlink()
        (root / file).write_bytes(content)
    return "touch all"


EDITS: Final[tuple[Edit, ...]] = (
    add, add, change, change, change, change, refer, rename, delete, attach, redraw, drop, policy, touch,
)  # fmt: skip


def draw_day(dice: random.Random) -> str:
    """A day on which other notices, terms and consents hold."""
    return dice.choice(_DAYS)
