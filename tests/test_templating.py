"""Templates: everything is escaped, Markdown brings no HTML, and a template's fault has its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.templating import BrokenTemplateError, Templates, markdown, relative_href
from generator.templating.prose import is_plain, parse_markdown
from tests.project import RECORD, Project

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder for templates, named as the package's is."""
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def test_values_are_escaped(templates: Path) -> None:
    """What a record holds arrives as text, in elements and in attributes."""
    (templates / "a.html.jinja").write_text('<p title="{{ text }}">{{ text }}</p>', encoding="utf-8")
    html = Templates(templates).render("a.html.jinja", "", text=EVIL)
    assert "<script" not in html
    assert "<img" not in html
    assert html.count('"') == 2


def test_a_record_full_of_markup_gives_plain_text(project: Project) -> None:
    """Markup in any field of a record is shown as it was written and runs nowhere."""
    record = RECORD.replace("潜江一带从事", "<b>潜江</b>一带<script>alert(1)</script>从事")
    record = record.replace("title: 潜江龙虾工", "title: '</a><script>alert(2)</script>'")
    project.add(text=record + "aliases: ['<img src=x onerror=alert(3)>']\n")
    assert project.build().code == 0
    for path in project.site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<script>alert" not in html, path
        assert "<img src=x" not in html, path
        assert "<b>潜江" not in html, path
    page = (project.site / "brands/qianjiang-longxia-gong/index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;潜江&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("一段\n\n二段", "<p>一段</p>\n<p>二段</p>\n"),
        ("**虾**", "<p><strong>虾</strong></p>\n"),
        ("# 题", "<h3>题</h3>\n"), ("###### 题", "<h6>题</h6>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<b>虾</b>", "<p>&lt;b&gt;虾&lt;/b&gt;</p>\n"),
        ("<!-- 注 -->", "<p>&lt;!-- 注 --&gt;</p>\n"),
        ("[点](javascript:alert(1))", "<p>[点](javascript:alert(1))</p>\n"),
        ("[点](JAVASCRIPT:alert(1))", "<p>[点](JAVASCRIPT:alert(1))</p>\n"),
        ("[点](data:text/html,x)", "<p>[点](data:text/html,x)</p>\n"),
        ("[点](https://www.gov.cn/)", '<p><a href="https://www.gov.cn/">点</a></p>\n'),
        ("https://www.gov.cn/", "<p>https://www.gov.cn/</p>\n"),
        ("| 甲 | 乙 |\n| - | - |\n| 1 | 2 |", None),
    ],
)  # fmt: skip
def test_markdown(written: str, shown: str | None) -> None:
    """Stories are CommonMark with tables; raw HTML, and links that run scripts, stay the text they are."""
    html = str(markdown(written))
    assert html == shown if shown is not None else html.startswith("<table>")


@given(
    st.lists(st.sampled_from([*"虾“（，。 \n1.a-#*_>|=`&<:…—%\t", "潜江", "2024 年", "\n\n", "1. ", "12", "  "])).map(
        "".join
    )
)
def test_plain_prose_is_what_the_parser_makes_of_it(written: str) -> None:
    """Prose told without the Markdown parser is told as the parser tells it."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image"])
    assert markdown(written, 0) == parser.render(written)


@given(
    st.lists(
        st.builds(
            "{}{}".format,
            st.sampled_from([*"虾“《（", "2024", "12", "1949 年"]),
            st.lists(st.sampled_from([*"虾，。、；：？！“”（）…—aZ7%.·", " 虾", " a", " 12"]), max_size=12).map(
                "".join
            ),
        )
        | st.just(""),
        min_size=1,
        max_size=6,
    )
    .map(lambda lines: "\n".join(lines).lstrip("\n"))
    .filter(is_plain)
)
def test_what_is_taken_for_plain_prose_is(written: str) -> None:
    """Lines of words and numbers, told without the parser, are paragraphs to the parser too, whatever the rank of headings."""
    assert markdown(written) == parse_markdown(written)


@pytest.mark.parametrize("written", ["![图](https://a.cn/b.png)", "![图](b.png)", "![x][r]\n\n[r]: b.png"])
def test_markdown_shows_no_pictures(written: str) -> None:
    """Pictures have a place of their own in a record; Markdown brings none in."""
    assert "<img" not in markdown(written)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*"<>&\"'[]()!`*_#-|\\\n ", "script", "javascript:", "虾"])).map("".join)
)
def test_markdown_gives_known_elements_only(written: str) -> None:
    """Whatever is written, the HTML has only elements of prose and no attribute that runs."""
    html = str(markdown(written))
    allowed = {"p", "strong", "em", "a", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "br",
               "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip
    for piece in html.split("<")[1:]:
        tag = piece.lstrip("/").split(">")[0].split(" ")[0].rstrip("/")
        assert tag in allowed, html
        assert " on" not in piece.split(">")[0].split('"')[0]
        assert 'href="javascript' not in piece.lower()


@pytest.mark.parametrize(
    ("here", "path", "href"),
    [
        ("", "catalog/", "catalog/"), ("catalog/", "", "../"), ("", "", "./"), ("brands/a/", "brands/b/", "../../brands/b/"),
        ("brands/a/", "feed.xml", "../../feed.xml"),
    ],
)  # fmt: skip
def test_links_are_relative(here: str, path: str, href: str) -> None:
    """A link climbs to the root of the site and down again, so any host and any sub-path will do."""
    assert relative_href(here, path) == href


@pytest.mark.parametrize(
    ("text", "line"),
    [("一\n{% if %}\n", 2), ("一\n\n{{ missing }}\n", 3), ("{{ text.nothing }}\n", 1), ("\n{{ text | number }}\n", 2), ("{% include 'no' %}", 1),
     ("{{ text | nofilter }}", 1)],
    ids=["syntax", "unknown-name", "unknown-part", "wrong-kind", "no-such-file", "no-such-filter"],
)  # fmt: skip
def test_a_fault_has_its_place(templates: Path, text: str, line: int) -> None:
    """Whatever is wrong with a template is told with its name and line, and vanishes nowhere."""
    (templates / "a.html.jinja").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenTemplateError) as caught:
        Templates(templates).render("a.html.jinja", "", text="虾")
    assert (caught.value.template, caught.value.line) == ("a.html.jinja", line)
    assert caught.value.detail


def test_a_fault_in_a_part_is_told_there(templates: Path) -> None:
    """A fault in an included file is told with that file's name and line."""
    (templates / "parts").mkdir()
    (templates / "parts/b.html.jinja").write_text("\n\n{{ missing }}", encoding="utf-8")
    (templates / "a.html.jinja").write_text("{% include 'parts/b.html.jinja' %}", encoding="utf-8")
    with pytest.raises(BrokenTemplateError) as caught:
        Templates(templates).render("a.html.jinja", "")
    assert (caught.value.template, caught.value.line) == ("parts/b.html.jinja", 3)


def test_our_own_templates_compile() -> None:
    """Every template of the package compiles."""
    Templates().compile_all()
    assert len(list(Templates().names())) >= 8
