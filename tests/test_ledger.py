"""The ledger and its seal: what is not to be believed is told in one line and made anew, and the site is right after it."""

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import default_state
from generator.ledger import FORMAT, Ledger, LedgerFolder, UnfitLedgerError
from tests.project import RECORD, Project, files_below

TOUCHED, UNREADABLE, FOREIGN = "上次生成没有做完，或者清单被改动过", "清单读不出来", "清单是别的版本写的"
OTHER_SITE = "网站文件夹和清单对不上"
OTHER = RECORD.replace("潜江", "天门").replace("429005", "429006").replace("龙虾", "纺织")

Damage = Callable[[Path], object]
"""What befalls the ledger at a path."""


def _sealed(folder: Path) -> LedgerFolder:
    """A folder with a ledger of nothing, sealed."""
    kept = LedgerFolder(folder)
    with kept.make_new() as ledger:
        ledger.execute("COMMIT")
        kept.adopt(ledger)
    kept.seal(folder / "site")
    return kept


def _keeping_the_times(damage: Damage) -> Damage:
    """*damage* as a disk does it: without a trace in the file's size and time."""

    def done(path: Path) -> None:
        stat = path.stat()
        damage(path)
        os.truncate(path, stat.st_size)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    return done


def _write_anew(path: Path) -> None:
    path.write_bytes(path.read_bytes())


def _touch(path: Path) -> None:
    os.utime(path, (1, 1))


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _add(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0")


def _fill_with_noise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))  # noqa: S311 - noise, not a secret


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _make_another(path: Path) -> None:
    """A sound SQLite file of somebody else."""
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE note (other TEXT)")
    connection.close()


def _of_another_format(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE note SET value = '0' WHERE name = 'format'")
    connection.commit()
    connection.close()


def _of_another_format_and_sealed(path: Path) -> None:
    _of_another_format(path)
    seal = json.loads(path.with_name("seal.json").read_text(encoding="utf-8"))
    stat = path.stat()
    seal["ledger"] = [stat.st_size, stat.st_mtime_ns]
    path.with_name("seal.json").write_text(json.dumps(seal), encoding="utf-8")


def _break_seal(path: Path) -> None:
    LedgerFolder(path.parent).break_seal()


def _damage_seal(path: Path) -> None:
    path.with_name("seal.json").write_bytes(b'{"ledger": [')


def _make_seal_a_list(path: Path) -> None:
    path.with_name("seal.json").write_text("[1, 2]", encoding="utf-8")


DAMAGES: dict[str, tuple[Damage, str]] = {
    "touched": (_touch, TOUCHED),
    "written-anew": (_write_anew, TOUCHED),
    "cut-short": (_cut, TOUCHED),
    "longer": (_add, TOUCHED),
    "empty": (_empty, TOUCHED),
    "noise": (_fill_with_noise, TOUCHED),
    "noise-with-its-old-time": (_keeping_the_times(_fill_with_noise), UNREADABLE),
    "somebody-else's-with-its-old-time": (_keeping_the_times(_make_another), UNREADABLE),
    "another-format": (_of_another_format, TOUCHED),
    "another-format-sealed": (_of_another_format_and_sealed, FOREIGN),
    "seal-broken": (_break_seal, TOUCHED),
    "seal-damaged": (_damage_seal, TOUCHED),
    "seal-of-another-kind": (_make_seal_a_list, TOUCHED),
}
EACH_DAMAGE = pytest.mark.parametrize(("damage", "reason"), DAMAGES.values(), ids=DAMAGES)


# --- the seal ---------------------------------------------------------------------------------------------------


def test_a_sealed_ledger_is_opened(tmp_path: Path) -> None:
    """What was put in place and sealed is what is opened."""
    with _sealed(tmp_path).open_sealed() as ledger:
        assert ledger.noted("format") == FORMAT


def test_no_ledger_is_no_fault(tmp_path: Path) -> None:
    """Where there never was a build there is nothing to say."""
    with pytest.raises(UnfitLedgerError) as caught:
        LedgerFolder(tmp_path / "nowhere").open_sealed()
    assert str(caught.value) == ""


@EACH_DAMAGE
def test_a_damaged_ledger_is_not_believed(tmp_path: Path, damage: Damage, reason: str) -> None:
    """Whatever befell the ledger or its seal, it is not opened, and the reason is told in Chinese."""
    kept = _sealed(tmp_path)
    damage(kept.path)
    with pytest.raises(UnfitLedgerError) as caught:
        kept.open_sealed()
    assert str(caught.value) == reason


def test_a_ledger_that_was_not_sealed_is_not_believed(tmp_path: Path) -> None:
    """A build that ended between putting its ledger in place and sealing it did not end well."""
    kept = LedgerFolder(tmp_path)
    with kept.make_new() as ledger:
        ledger.execute("COMMIT")
        kept.adopt(ledger)
    with pytest.raises(UnfitLedgerError, match=TOUCHED):
        kept.open_sealed()


def test_what_is_not_committed_is_not_there(tmp_path: Path) -> None:
    """A transaction that is given up leaves no trace, in the ledger or beside it."""
    kept = _sealed(tmp_path)
    with kept.open_sealed() as ledger:
        ledger.execute("BEGIN")
        ledger.note("day", "2026-11-22")
        ledger.execute("ROLLBACK")
        assert ledger.noted("day") == ""
    kept.seal(tmp_path / "site")
    with kept.open_sealed() as ledger:
        assert ledger.noted("day") == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.sqlite", "seal.json"]


def test_a_half_made_ledger_is_swept_away(tmp_path: Path) -> None:
    """What a killed build left lying beside the ledger is in nobody's way."""
    kept = _sealed(tmp_path)
    kept.path.with_suffix(".new").write_bytes(b"half")
    with kept.make_new() as ledger:
        assert ledger.noted("format") == FORMAT


def test_a_ledger_in_memory_is_gone_with_it() -> None:
    """Without a place the ledger is kept nowhere."""
    with Ledger.create() as ledger:
        assert (ledger.path, ledger.noted("format")) == (None, FORMAT)


# --- builds -----------------------------------------------------------------------------------------------------


@pytest.fixture
def built(project: Project, quick: None) -> Project:  # noqa: ARG001 - the frame is the same for all
    """A project that was built, and built again after a change, so that the ledger was written to twice."""
    project.add()
    project.add("tianmen-fangzhi-gong", OTHER)
    assert project.build().code == 0
    project.add(text=RECORD.replace("烹饪", "烧制"))
    assert project.build().err == ""
    return project


def _ledger(project: Project) -> Path:
    return LedgerFolder(default_state(project.root, project.site)).path


def _told(reason: str) -> str:
    return f"从头生成：{reason}。\n"


def test_a_build_tells_its_reason_in_json_too(built: Project) -> None:
    """A program that reads the outcome is told the same words."""
    _touch(_ledger(built))
    assert built.build("--format", "json").data["afresh"] == TOUCHED


def test_a_first_build_has_no_reason_to_tell(project: Project) -> None:
    """Where nothing was built before, nothing is said of starting from nothing; a removed site is such a case."""
    project.add()
    answer = project.build()
    assert (answer.code, answer.err) == (0, "")
    shutil.rmtree(project.site)
    answer = project.build()
    assert (answer.code, answer.err) == (0, "")
    assert (project.site / "index.html").is_file()


def test_a_site_put_back_from_a_copy_is_made_what_the_records_say(built: Project, tmp_path: Path) -> None:
    """An older copy of the site, put in the place of today's, is brought up to the records again."""
    shutil.copytree(built.site, tmp_path / "copy")
    built.add(text=RECORD.replace("烹饪", "清蒸"))
    assert built.build().code == 0
    wanted = files_below(built.site)
    shutil.rmtree(built.site)
    (tmp_path / "copy").rename(built.site)
    answer = built.build()
    assert (answer.code, answer.err) == (0, _told(OTHER_SITE))
    assert files_below(built.site) == wanted


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE note SET value = x'81' WHERE name = 'stamps'",
        "UPDATE note SET value = x'93' WHERE name = 'rulebook'",
        "UPDATE share SET share = x'98a1ff'",
        "UPDATE share SET share = CAST(x'ff' AS TEXT)",
        "DROP TABLE need",
    ],
)
def test_a_ledger_that_holds_nonsense_is_not_believed(built: Project, statement: str) -> None:
    """Where the file is sound and what it holds cannot be, the build starts from nothing and says so."""

    def spoil(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute(statement)
        connection.close()

    _keeping_the_times(spoil)(_ledger(built))
    built.add(text=RECORD)
    assert built.check().code == 0
    answer = built.build()
    assert (answer.code, answer.err) == (0, _told(UNREADABLE))
    assert built.build("--to", built.root / "anew").code == 0
    assert files_below(built.site) == files_below(built.root / "anew")
