"""Industries of GB/T 4754—2017."""

from generator.reference import read_industries


def test_counts() -> None:
    """The edition of 2017 has 20 sections and 97 divisions; that of 2011 had 96."""
    industries = list(read_industries())
    assert [one.code for one in read_industries().sections()] == list("ABCDEFGHIJKLMNOPQRST")
    assert len(industries) - 20 == 97


def test_divisions_follow_their_sections() -> None:
    """Codes of divisions run from A01 to T97 without gap, each in the section of its letter."""
    industries = read_industries()
    divisions = [one for section in industries.sections() for one in industries.divisions(section.code)]
    assert [int(one.code[1:]) for one in divisions] == list(range(1, 98))
    assert all(one.section == one.code[0] for one in divisions)


def test_edition_of_2017() -> None:
    """Names that only the edition of 2017 has are there."""
    names = {one.code: one.name for one in read_industries()}
    assert names["A05"] == "农、林、牧、渔专业及辅助性活动"
    assert names["G58"] == "多式联运和运输代理业"
    assert names["N79"] == "土地管理业"


def test_section_of() -> None:
    """A division and its section both give the section; an unknown code gives nothing."""
    industries = read_industries()
    section = industries.get("H")
    assert section is not None
    assert section.name == "住宿和餐饮业"
    assert industries.section_of("H62") == industries.section_of("H") == section
    assert industries.get("H99") is None
    assert industries.section_of("H99") is None
