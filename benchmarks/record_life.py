"""The recognitions of a made record, with every step of a life where a document knows them.

Gets a subject, gives plain data in the schema's order.
"""

from record_subject import Item, Subject

from generator.schema_text import label


def in_quanzhou(subject: Subject) -> bool:
    """Whether the only document with grades, grounds and a waiver holds here."""
    return any(unit.code == "350500" for unit in subject.place)


def _life(subject: Subject) -> list[Item]:
    """Recognitions with every step there is, under the document that knows them (泉人社规〔2024〕4号)."""
    city = {
        "level": "city",
        "authority": subject.office(subject.place[1]),
        "date": "2025-02-20",
        "policy": "quanzhou-2024-4",
        "valid_until": "2027-06",
        "notice": {
            "starts": "2025-02-05",
            "ends": "2025-02-13",
            "objection": f"{subject.office(subject.place[1])}，0595-22500000",
            "document": "关于拟认定劳务品牌名单的公示",
            "source": subject.source(),
        },
        "steps": [
            {"step": "recommended", "date": "2024-12", "source": subject.source()},
            {"step": "assessed", "date": "2026-02", "grade": "good", "source": subject.source()},
        ],
        "source": subject.source(),
    }
    county = {
        "level": "county",
        "date": "2024-06-10",
        "policy": "quanzhou-2024-4",
        "steps": [
            {"step": "cultivating", "date": "2023-11", "source": subject.source()},
            {"step": "rectification", "date": "2025-01-10", "until": "2025-03-31", "source": subject.source()},
            {
                "step": "withdrawn",
                "date": "2025-05-12",
                "document": "关于取消培育单位称号的决定",
                "ground": "not-rectified",
                "source": subject.source(),
            },
        ],
        "source": subject.source(),
    }
    return [city, county]


def write_recognitions(subject: Subject) -> list[Item]:
    """The recognitions of the subject, newest first."""
    if in_quanzhou(subject):
        return _life(subject)
    unit = subject.dice.choice(subject.place[:2])
    date = subject.month(2022, 2024)
    policy = subject.criteria[0].partition("/")[0] if subject.criteria else "national-2021-66"
    notice = {
        "starts": f"{date}-05",
        "ends": f"{date}-13",
        "objection": f"{subject.office(unit)}，0{subject.dice.randint(311, 999)}-{subject.dice.randint(2000000, 8999999)}",
    }
    newest = {
        "level": unit.rank,
        "title": f"{unit.short}{label('recognitions.level', unit.rank)}劳务品牌",
        "authority": subject.office(unit),
        "date": date,
        **subject.maybe(0.4, policy=policy, status="valid", valid_until=f"{int(date[:4]) + 6}-12"),
        **subject.maybe(0.2, document=f"关于公布{date[:4]}年度劳务品牌名单的通知"),
        **subject.maybe(0.1, notice=notice),
        "source": subject.source(),
    }
    older = {"level": "county", "date": subject.month(2019, 2021), "source": subject.source()}
    return [newest, *([older] if subject.happens(0.2) else [])]
