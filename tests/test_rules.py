"""The rule catalogue: codes, texts in both languages, and where each is used."""

import re
from pathlib import Path
from string import Formatter

import pytest

from generator.diagnostics import Rule
from generator.messages import RULES
from tests.project import REPOSITORY, run

MESSAGES = REPOSITORY / "generator/messages"
CJK = re.compile("[㐀-鿿]")
# A comma, colon or the like beside a Chinese character is a full-width one, but for bits of YAML (``字段: 内容``).
HALF_WIDTH = re.compile(r"[㐀-鿿][,;:!?()](?! )|[,;!?()][㐀-鿿]")
EVERY_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def _fields(template: str) -> set[str]:
    """The fields of a template by what they hold: a key or its title, a text in either language."""
    names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return {"key" if name == "title" else name.removesuffix("_en") for name in names}


def test_codes_run_without_a_gap() -> None:
    """Codes are unique, stand in order, and have no gap within their letter."""
    written = [
        code
        for module in MESSAGES.glob("*.py")
        for code in re.findall(r'^        "([A-Z]\d{3})",$', module.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(written) == sorted(RULES)
    for letter in {code[0] for code in written}:
        numbers = [int(code[1:]) for code in RULES if code[0] == letter]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


@EVERY_RULE
def test_texts_are_whole(rule: Rule) -> None:
    """A rule has a message, a hint and a reason; English texts are English."""
    assert all((rule.zh, rule.en, rule.hint_zh, rule.hint_en, rule.why_zh))
    assert CJK.search(rule.zh)
    assert CJK.search(rule.why_zh)
    assert not CJK.search(rule.en + rule.hint_en)


@EVERY_RULE
def test_both_languages_tell_the_same(rule: Rule) -> None:
    """The Chinese and the English message are filled from the same fields, and so are the hints."""
    assert _fields(rule.zh) | _fields(rule.hint_zh) >= _fields(rule.en) | _fields(rule.hint_en)
    assert _fields(rule.en) <= _fields(rule.zh) | {"key"}
    assert _fields(rule.hint_zh) == _fields(rule.hint_en)


@EVERY_RULE
def test_chinese_has_chinese_punctuation(rule: Rule) -> None:
    """Chinese texts have full-width punctuation, and a reason ends in a full stop, a message without one."""
    for text in (rule.zh, rule.hint_zh, rule.why_zh):
        assert not HALF_WIDTH.search(text), text
    assert rule.why_zh.endswith("。")
    assert not rule.zh.endswith("。")
    assert not rule.hint_zh.endswith("。")


def test_every_code_in_the_program_is_in_the_catalogue() -> None:
    """No module names a code that has no texts, and no code is left that no module names."""
    used: set[str] = set()
    for path in (REPOSITORY / "generator").rglob("*.py"):
        if MESSAGES not in path.parents:
            used |= set(re.findall(r'"([YSXNPCLT]\d{3})"', path.read_text(encoding="utf-8")))
    assert used == set(RULES)


@EVERY_RULE
def test_explain_tells_the_rule(rule: Rule) -> None:
    """`brands explain CODE` gives the reason and the hint, in small letters too."""
    answer = run("explain", rule.code.lower())
    assert answer.code == 0
    assert rule.why_zh in answer.out
    assert "改法：" in answer.out
    assert not re.search(r"\{\w+\}", answer.out)


def test_cases_are_of_rules() -> None:
    """No folder of cases is of a rule that no longer is."""
    folders = {
        path.name for path in Path(__file__).with_name("cases").iterdir() if re.fullmatch(r"[A-Z]\d+", path.name)
    }
    assert folders == set(RULES)
