"""Every rule by example: folders of records with the findings they must give, no more and no fewer.

``cases/<CODE>/<what-is-so>/`` is a project folder; its file ``expected`` has one line a finding,
``file:line:column CODE``. ``cases/typical/`` holds further slips that people make, whatever rule names them.
"""

import re
import shutil
from pathlib import Path

import pytest

from generator.messages import RULES
from tests.project import RECORD, Answer, Project, run

CASES = Path(__file__).with_name("cases")
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/expected"))
CJK = re.compile("[㐀-鿿，。：；“”（）]")


def _name(folder: Path) -> str:
    return folder.relative_to(CASES).as_posix()


def _expected(folder: Path) -> list[str]:
    return sorted((folder / "expected").read_text(encoding="utf-8").splitlines())


def _told(finding: dict[str, object]) -> str:
    place = f"{finding['file']}:{finding['line']}:{finding['column']}" if finding["line"] else str(finding["file"])
    return f"{place} {finding['code']}"


def _build(folder: Path, project: Project, templates: Path) -> Answer:
    """Build with the case's settings, theme and templates laid over the repository's."""
    shutil.copytree(folder, project.root, dirs_exist_ok=True)
    if (folder / "templates").is_dir():
        shutil.copytree(folder / "templates", templates, dirs_exist_ok=True)
    return project.build("--format", "json")


@pytest.mark.parametrize("folder", [each for each in FOLDERS if each.parent.name[0] != "T"], ids=_name)
def test_records_give_their_findings(folder: Path) -> None:
    """The records of a case give the findings beside them, each at its line and column, and exit 1 for errors."""
    answer = run("check", "--root", folder, "--as-of", "2026-11-22", "--format", "json")
    assert sorted(map(_told, answer.data)) == _expected(folder)
    assert answer.code == int(any(finding["severity"] == "error" for finding in answer.data))


@pytest.mark.parametrize(
    "folder", [each for each in FOLDERS if each.parent.name in {"T401", "T402", "T403"}], ids=_name
)
def test_settings_and_templates_give_their_findings(folder: Path, project: Project, templates: Path) -> None:
    """A broken template or setting is one finding and no site; a sound one is a site."""
    answer = _build(folder, project, templates)
    assert sorted(map(_told, answer.data["findings"])) == _expected(folder)
    failed = any(finding["severity"] == "error" for finding in answer.data["findings"])
    assert (answer.code, project.site.exists()) == (int(failed), not failed)


@pytest.mark.parametrize("folder", [each for each in FOLDERS if each.parent.name == "T404"], ids=_name)
def test_folders_give_their_findings(folder: Path) -> None:
    """A folder without brands/ is told as a wrong call; one with an empty brands/ is sound."""
    answer = run("check", "--root", folder)
    assert (answer.code, "没有" in answer.err) == ((2, True) if _expected(folder) else (0, False))


@pytest.mark.parametrize("code", RULES)
def test_each_rule_is_shown_broken_and_kept(code: str) -> None:
    """Every rule has a case that breaks it and a neighbour that does not."""
    broken = [any(line.endswith(code) for line in _expected(each)) for each in FOLDERS if each.parent.name == code]
    assert True in broken
    assert False in broken


def test_neighbours_say_that_they_are_sound() -> None:
    """A case called sound gives nothing, and every other one gives something."""
    for folder in FOLDERS:
        assert folder.name.startswith("sound-") is not bool(_expected(folder)), _name(folder)


def test_typical_slips_are_many() -> None:
    """At least 29 slips that people typically make are refused, each by its own case."""
    slips = [each for each in FOLDERS if each.parent.name[0] in "YSNt" and _expected(each)]
    assert len(slips) >= 29


@pytest.mark.parametrize("folder", [each for each in FOLDERS if each.parent.name[0] in "YSXNPCLt"], ids=_name)
def test_findings_speak_to_their_readers(folder: Path) -> None:
    """Each finding has a message and a hint in both languages, in our words, with nothing left unfilled."""
    answer = run("check", "--root", folder, "--format", "json")
    for finding in answer.data:
        texts = [finding[key] for key in ("message", "hint", "message_en", "hint_en")]
        assert all(texts), finding
        assert not any(re.search(r"\{\w*\}|None", text) for text in texts), finding
        assert CJK.search(finding["message"]), finding
        foreign = "did not find|could not find|expected <|is not of type|is a required property|does not match|Error"
        assert not any(re.search(foreign, text) for text in texts), finding


@pytest.mark.parametrize(
    "folder", [each for each in FOLDERS if _expected(each) and each.parent.name[0] in "YSXNPCL"], ids=_name
)
def test_one_bad_record_hides_no_other(folder: Path, tmp_path: Path) -> None:
    """The findings of a case stay the same beside a sound record of another place."""
    root = tmp_path / "project"
    shutil.copytree(folder, root)
    sound = RECORD.replace("潜江", "天门").replace("429005", "429006").replace("龙虾", "纺织")
    (root / "brands/hubei").mkdir(exist_ok=True, parents=True)
    (root / "brands/hubei/tianmen-fangzhi-gong.yml").write_text(sound, encoding="utf-8")
    answer = run("check", "--root", root, "--as-of", "2026-11-22", "--format", "json")
    assert sorted(map(_told, answer.data)) == _expected(folder)
