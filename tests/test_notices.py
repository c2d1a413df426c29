"""The page of notices and what it offers to subscribe to."""

import re
import xml.etree.ElementTree as ET
from datetime import date, datetime
from typing import Any

import icalendar
import pytest

from generator.catalog import Catalog, derive_catalog
from generator.feeds import derive_calendar, derive_life_feed
from generator.model.brand import Brand
from generator.model.site import Site
from generator.pages.notices import derive_notices
from generator.records import read_records
from generator.templating import Templates
from tests.brands import make_brand, make_catalog, recognition
from tests.project import AS_OF, REPOSITORY, SITE_URL, Project

SITE = Site("目录", SITE_URL, "一句话")
ATOM = "{http://www.w3.org/2005/Atom}"
POLICIES = read_records(REPOSITORY).policies


def _noticed(starts: str, ends: str, **more: Any) -> Brand:
    return make_brand(recognitions=[recognition(notice={"starts": starts, "ends": ends}, **more)])


def _page(catalog: Catalog) -> str:
    return derive_notices(catalog, Templates()).body


def _left(page: str) -> list[str]:
    return re.findall(r'<p class="notice-left[^"]*">(.*?)</p>', page)


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2026-11-19", "11 月 20 日开始"),
        ("2026-11-20", "还剩 6 个工作日，到 11 月 27 日"),
        ("2026-11-22", "还剩 5 个工作日，到 11 月 27 日"),
        ("2026-11-26", "还剩 2 个工作日，到 11 月 27 日"),
        ("2026-11-27", "今天截止"),
        ("2026-11-28", "公示已满，等结果"),
    ],
)
def test_working_days_are_left(day: str, left: str) -> None:
    """Until when objections can be made is told in working days, today and the last day counted."""
    catalog = derive_catalog([_noticed("2026-11-20", "2026-11-27")], (), day)
    assert _left(_page(catalog)) == [left]
    assert catalog.tally("running") == ("2026-11-20" <= day <= "2026-11-27")


def test_a_weekend_at_the_end_has_no_working_day() -> None:
    """Where only a weekend is left the page says so, in days."""
    catalog = derive_catalog([_noticed("2026-11-16", "2026-11-22")], (), "2026-11-21")
    assert _left(_page(catalog)) == ["还剩 2 天，都不是工作日，到 11 月 22 日"]


def test_what_is_estimated_is_said() -> None:
    """A notice that reaches into a year without published holidays says that only weekends were left out."""
    far = derive_catalog([_noticed("2098-12-29", "2099-01-05")], (), "2098-12-30")
    assert "只除去了周末" in _page(far)
    assert _left(_page(far)) == ["还剩 5 个工作日，到 2099 年 1 月 5 日"]
    assert "只除去了周末" not in _page(make_catalog(_noticed("2026-11-20", "2026-11-27")))


def test_the_page_tells_all_an_objector_needs() -> None:
    """Where to object, the length a policy demands with its clause, the document and the source stand by each notice."""
    notice = {
        "starts": "2026-11-20", "ends": "2026-11-27", "objection": "市人社局 0595-22123456", "document": "泉人社公示〔2026〕1号",
        "source": "s1",
    }  # fmt: skip
    made = recognition(level="city", policy="quanzhou-2024-4", notice=notice)
    page = _page(make_catalog(make_brand(division="350521", recognitions=[made]), policies=POLICIES))
    for said in (
        "市人社局 0595-22123456",
        "泉人社公示〔2026〕1号",
        "共 6 个工作日",
        "要求不少于 5 个工作日",
        "五（三）",
        "www.hubei.gov.cn/a.html",
    ):
        assert said in page
    assert 'href="../policies/quanzhou-2024-4/"' in page


def test_two_notices_of_one_brand_have_two_anchors() -> None:
    """Each notice can be linked to; the brand's own anchor is there once."""
    notice = {"starts": "2026-11-20", "ends": "2026-11-27"}
    levels = [recognition(level=level, notice=notice) for level in ("province", "city")]
    page = _page(make_catalog(make_brand(recognitions=levels)))
    assert re.findall(r'class="notice" id="([^"]+)"', page) == ["qianjiang-longxia-gong", "qianjiang-longxia-gong-city"]


@pytest.mark.parametrize(
    ("made", "told"),
    [("2026-09-23", True), ("2026-09-22", False), ("2026-11-22", True), ("2026-09", True), ("2026-08", False), ("2026-11-23", False)],
)  # fmt: skip
def test_decided_notices_stay_for_sixty_days(made: str, told: object) -> None:
    """A recognition after a notice is told for sixty days from its date, then no longer."""
    page = _page(make_catalog(_noticed("2026-07-06", "2026-07-10", date=made)))
    assert ("最近有结果的" in page) is told


def test_a_recommended_brand_is_named_without_a_notice() -> None:
    """Its address leads here, so the page says that it waits, and counts no notice."""
    catalog = make_catalog(make_brand(recognitions=[recognition("recommended")]))
    page = _page(catalog)
    assert "已推荐，还没公示" in page
    assert 'id="qianjiang-longxia-gong"' in page
    assert catalog.tally("running") == 0


def test_no_notice_is_said_plainly() -> None:
    """Without notices the page says so and lists nothing."""
    page = _page(make_catalog(make_brand()))
    assert "没有正在公示的品牌" in page
    assert "<li" not in page


# --- Atom, iCalendar --------------------------------------------------------------------------------------------


def _events(catalog: Catalog) -> list[icalendar.Event]:
    parts = icalendar.Calendar.from_ical(derive_calendar(catalog, SITE).content).walk()
    return [part for part in parts if isinstance(part, icalendar.Event)]


def _entries(catalog: Catalog) -> list[ET.Element]:
    return ET.fromstring(derive_life_feed(catalog, SITE).content).findall(f"{ATOM}entry")  # noqa: S314 - our own file


def _everything() -> Catalog:
    objection = {"starts": "2026-11-20", "ends": "2026-11-27", "objection": "省人社厅，027-87654321；周末休息"}
    return make_catalog(
        make_brand("waits", name={"region": "潜江", "worker": "虾工"}, recognitions=[recognition(notice=objection)]),
        make_brand(
            "day", recognitions=[recognition(date="2024-05-06", notice={"starts": "2024-04-22", "ends": "2024-04-29"})]
        ),
        make_brand("month", name={"region": "潜江", "worker": "裁缝"}, recognitions=[recognition(date="2024-05")]),
        make_brand("gone", recognitions=[recognition("withdrawn", date="2024-05-06")]),
        make_brand(
            "ran-out",
            name={"region": "潜江", "worker": "厨师"},
            recognitions=[recognition(date="2020", valid_until="2023")],
        ),
    )


def test_the_calendar_has_whole_days() -> None:
    """Notices last from their first to their last day, recognitions one day; what is dated to a month is left out."""
    events = {str(event["uid"]): event for event in _events(_everything())}
    host = "rsj.example.gov.cn"
    spans = {uid: (event.decoded("dtstart"), event.decoded("dtend")) for uid, event in events.items()}
    assert spans == {
        f"waits-province-1-notice@{host}": (date(2026, 11, 20), date(2026, 11, 28)),
        f"day-province-1-notice@{host}": (date(2024, 4, 22), date(2024, 4, 30)),
        f"day-province-1-recognised@{host}": (date(2024, 5, 6), date(2024, 5, 7)),
    }
    waits = events[f"waits-province-1-notice@{host}"]
    assert "省人社厅，027-87654321；周末休息" in str(waits["description"])
    assert str(waits["url"]) == f"{SITE_URL}notices/#waits"
    assert waits.decoded("dtstamp").date() == date(2026, 11, 22)


def test_the_calendar_keeps_to_its_format() -> None:
    """Lines end in CR LF and are at most 75 bytes long; an empty calendar still has a component; bytes are repeatable."""
    for catalog in (_everything(), make_catalog()):
        content = derive_calendar(catalog, SITE).content
        assert content == derive_calendar(catalog, SITE).content
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert icalendar.Calendar.from_ical(content).subcomponents


def test_identities_outlive_a_new_recognition() -> None:
    """A recognition added on top changes no identity of those below it."""
    old = recognition(date="2022-05-06")
    before = {str(event["uid"]) for event in _events(make_catalog(make_brand(recognitions=[old])))}
    new = recognition(date="2026-05-06")
    after = {str(event["uid"]) for event in _events(make_catalog(make_brand(recognitions=[new, old])))}
    assert before < after


def test_the_atom_feed_is_sound() -> None:
    """Entries are newest first with ids and days; a month stands at its first day; the withdrawn and the future are not told."""
    entries = _entries(_everything())
    assert [entry.findtext(f"{ATOM}id", "").removeprefix(f"{SITE_URL}notices/#") for entry in entries] == [
        "waits-province-1-notice", "day-province-1-recognised", "month-province-1-recognised", "day-province-1-notice", "ran-out-province-1-recognised",
    ]  # fmt: skip
    updated = [datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert updated[2].date() == date(2024, 5, 1)
    ahead = _entries(make_catalog(_noticed("2026-12-01", "2026-12-08")))
    assert ahead[0].findtext(f"{ATOM}updated", "").startswith(AS_OF)


def test_the_atom_feed_has_the_newest_fifty() -> None:
    """Older ones are left out."""
    brands = [make_brand(f"b{n}", recognitions=[recognition(date=f"{1960 + n}")]) for n in range(60)]
    titles = [entry.findtext(f"{ATOM}id", "") for entry in _entries(make_catalog(*brands))]
    assert len(titles) == 50
    assert titles[0].endswith("#b59-province-1-recognised")


def test_the_page_offers_both(project: Project) -> None:
    """The page of notices links to the feed and the calendar, visibly and in its head, and both are there."""
    project.add()
    assert project.build().code == 0
    page = (project.site / "notices/index.html").read_text(encoding="utf-8")
    for kind, file in (("application/atom+xml", "feed.xml"), ("text/calendar", "calendar.ics")):
        assert re.search(
            f'<link rel="alternate" type="{re.escape(kind)}" title="[^"]+" href="../notices/{file}">', page
        )
        assert re.search(f'<a href="../notices/{file}"', page)
        assert (project.site / "notices" / file).is_file()
