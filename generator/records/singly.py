"""Judge one brand beyond its shape: references inside the record, codes, dates in order, the name's parts.

Gets a parsed brand and the tables it refers to, yields faults with their path in the record.
"""

import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from generator.model.brand import Brand
from generator.model.dates import precedes
from generator.records.shape import Fault
from generator.records.shape import Path as RecordPath
from generator.reference import Divisions, read_industries
from generator.schema_text import title
from generator.trees import Tree

MAX_PICTURE_BYTES: Final = 10 * 1024 * 1024
MAX_PICTURE_PIXELS: Final = 60_000_000


def check_brand(brand: Brand, divisions: Divisions, tree: Tree) -> Iterator[Fault]:
    """Every fault of *brand* that needs no other brand to be seen."""
    yield from _check_name(brand)
    yield from _check_codes(brand, divisions)
    yield from _check_sources(brand)
    yield from _check_dates(brand)
    yield from _check_order(brand)
    yield from _check_figures(brand)
    yield from _check_photos(brand, tree)


def _check_name(brand: Brand) -> Iterator[Fault]:
    """The parts are the name taken apart (人社部发〔2021〕66号: region + industry + worker)."""
    name = brand.name
    parts = {"region": name.region, "industry": name.industry, "worker": name.worker}
    joined = "".join(part for part in parts.values() if part)
    if name.full is None:
        if list(parts.values()).count(None) > 1:
            yield Fault(("name",), "N303")
        return
    # Without a region the schema wants the full name even where it is just the other two parts.
    if name.full == joined and name.region:
        yield Fault(("name", "full"), "N301", at_key=True)
    for key, part in parts.items():
        if part and part not in name.full:
            words = {"part": title(f"name.{key}"), "value": part, "full": name.full}
            yield Fault(("name", key), "N302", words)


def _check_codes(brand: Brand, divisions: Divisions) -> Iterator[Fault]:
    code = brand.division
    unit = divisions.get(code)
    if unit is None or unit.rank == "nation":
        yield wrong_division(code, divisions, ("division",))
    else:
        province = divisions.chain(code)[0]
        folder = brand.path.split("/")[1]
        expected = folder_of(province.code, province.pinyin)
        if folder != expected:
            words = {"found": folder, "province": province.name, "expected": expected}
            yield Fault(("division",), "X211", words)
    if brand.industry and read_industries().get(brand.industry) is None:
        yield Fault(("industry",), "X205", {"code": brand.industry})
    if brand.category_basis and not brand.category:
        yield Fault(("category_basis",), "X216", at_key=True)


def folder_of(code: str, pinyin: str) -> str:
    """The folder of a province's brands: its short name in pinyin; 陕西 and 山西 told apart as usual."""
    if code == "610000":
        return "shaanxi"
    syllables = pinyin.split()
    longer = {"150000": 3, "230000": 3}.get(code, 2)
    return "".join(syllables[:longer])


def wrong_division(code: str, divisions: Divisions, path: RecordPath) -> Fault:
    """What is wrong with *code*, which no division has today, at *path*."""
    today = divisions.successors(code)
    if today:
        words = {"former": code, "today": "、".join(f"{unit.code} {unit.name}" for unit in today)}
        return Fault(path, "X204", {"code": code, **words, "suggestion": today[0].code})
    parent = divisions.get(code[:4] + "00") or divisions.get(code[:2] + "0000")
    fix, fix_en = "查民政部公布的行政区划代码", "look the code up"
    if parent is not None:
        near = "、".join(f"{unit.code} {unit.short}" for unit in divisions.children(parent.code)[:6])
        fix, fix_en = f"{parent.name}下面有：{near}……", f"units of {parent.code}: {near}"
    return Fault(path, "X203", {"code": code, "fix": fix, "fix_en": fix_en})


def source_references(brand: Brand) -> Iterator[tuple[RecordPath, str]]:
    """Every place of the record that names a source, with the source's id."""
    for key in ("cultivating_units", "recognitions", "honours", "headcount", "metrics", "attestations", "carriers"):
        for index, item in enumerate(getattr(brand, key)):
            if item.source:
                yield (key, index, "source"), item.source
    for key in ("figures", "stories"):
        for index, item in enumerate(getattr(brand, key)):
            for position, source_id in enumerate(item.sources):
                yield (key, index, "sources", position), source_id
    for index, event in enumerate(brand.timeline):
        yield ("timeline", index, "source"), event.source
    yield from _life_references(brand)


def _life_references(brand: Brand) -> Iterator[tuple[RecordPath, str]]:
    for index, recognition in enumerate(brand.recognitions):
        if recognition.notice and recognition.notice.source:
            yield ("recognitions", index, "notice", "source"), recognition.notice.source
        for position, step in enumerate(recognition.steps):
            yield ("recognitions", index, "steps", position, "source"), step.source


def _check_sources(brand: Brand) -> Iterator[Fault]:
    known: dict[str, int] = {}
    for index, source in enumerate(brand.sources):
        if source.id in known:
            free = next(f"s{number}" for number in range(1, 100) if f"s{number}" not in known)
            yield Fault(("sources", index, "id"), "X207", {"id": source.id, "suggestion": free})
        known.setdefault(source.id, index)
    for path, source_id in source_references(brand):
        if source_id not in known:
            yield Fault(path, "X206", {"id": source_id, "allowed": "、".join(known)})


def _check_dates(brand: Brand) -> Iterator[Fault]:
    """No fact lies after the record's last change: there is no other clock."""
    last = brand.updated or brand.published
    if brand.updated and brand.updated < brand.published:
        words = {"title": title("updated"), "key": "updated", "date": brand.updated, "published": brand.published}
        yield Fault(("updated",), "X213", words)
    for key in ("recognitions", "honours", "headcount", "metrics", "timeline", "sources"):
        field = "as_of" if key in {"headcount", "metrics"} else "date"
        for index, item in enumerate(getattr(brand, key)):
            value = getattr(item, field)
            if value and value > last[: len(value)]:
                words = {"title": title(f"{key}.{field}"), "key": f"{key}.{field}", "date": value, "published": last}
                yield Fault((key, index, field), "X213", words)
    # A notice is announced before it starts or ends, so its days may lie ahead.
    for index, recognition in enumerate(brand.recognitions):
        for position, step in enumerate(recognition.steps):
            if step.date > last[: len(step.date)]:
                words = {"title": title("recognitions.steps.date"), "key": "recognitions.steps.date", "date": step.date}
                yield Fault(("recognitions", index, "steps", position, "date"), "X213", {**words, "published": last})


def _check_order(brand: Brand) -> Iterator[Fault]:
    """The timeline runs forward, recognitions backward, notices from start to end."""
    for index, (earlier, later) in enumerate(pairwise(brand.timeline), 1):
        if precedes(later.date, earlier.date):
            yield Fault(("timeline", index, "date"), "X214", {"date": later.date, "previous": earlier.date})
    dated = [(index, item.date) for index, item in enumerate(brand.recognitions) if item.date]
    for (_, newer), (index, older) in pairwise(dated):
        if precedes(newer, older):
            yield Fault(("recognitions", index, "date"), "X215", {"date": older, "previous": newer})
    for index, recognition in enumerate(brand.recognitions):
        notice = recognition.notice
        if notice and notice.ends < notice.starts:
            words = {"starts": notice.starts, "ends": notice.ends}
            yield Fault(("recognitions", index, "notice", "ends"), "X212", words)
        for position, (earlier_step, step) in enumerate(pairwise(recognition.steps), 1):
            if precedes(step.date, earlier_step.date):
                words = {"date": step.date, "previous": earlier_step.date}
                yield Fault(("recognitions", index, "steps", position, "date"), "L704", words)


def _check_figures(brand: Brand) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, figure in enumerate(brand.figures):
        if figure.id in seen:
            yield Fault(("figures", index, "id"), "X208", {"id": figure.id})
        seen.add(figure.id)


def _check_photos(brand: Brand, tree: Tree) -> Iterator[Fault]:
    folder = brand.path.rpartition("/")[0]
    for index, figure in enumerate(brand.figures):
        if figure.photo:
            yield from _check_picture(tree, f"{folder}/{figure.photo.file}", ("figures", index, "photo", "file"))
    for index, story in enumerate(brand.stories):
        for position, photo in enumerate(story.photos):
            place = ("stories", index, "photos", position, "file")
            yield from _check_picture(tree, f"{folder}/{photo.file}", place)


def _check_picture(tree: Tree, file: str, place: RecordPath) -> Iterator[Fault]:
    name = file.rpartition("/")[2]
    try:
        raw = tree.read_bytes(file, MAX_PICTURE_BYTES + 1)
    except OSError:
        yield Fault(place, "X217", {"file": name})
        return
    if not _is_sound_picture(name, raw):
        yield Fault(place, "X221", {"file": name, "limit": f"{MAX_PICTURE_BYTES // 1024 // 1024} MB"})


def _is_sound_picture(name: str, raw: bytes) -> bool:
    """Whether *raw* is a picture of the kind its name says, of a size a page can use."""
    from PIL import Image  # noqa: PLC0415 - most records have no photo

    if len(raw) > MAX_PICTURE_BYTES:
        return False
    ending = PurePosixPath(name).suffix
    kinds = ("JPEG",) if ending in {".jpg", ".jpeg"} else (ending[1:].upper(),)
    try:
        with Image.open(io.BytesIO(raw), formats=kinds) as picture:
            if picture.width * picture.height > MAX_PICTURE_PIXELS:
                return False
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True
