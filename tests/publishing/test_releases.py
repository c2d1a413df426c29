"""Releases: one after the other, sharing what is equal, kept, gone back to, at a cost of what changed."""

import os
from collections import Counter
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from generator.publishing import NotOurPlaceError, Result, open_place, read_standing, roll_back
from generator.publishing.account import ACCOUNT, read_account
from generator.publishing.journal import Journal, Phase
from tests.project import files_below
from tests.publishing.made_up import MadeUp, page


def _moment() -> str:
    return "moment"


def _inodes(folder: Path) -> dict[str, int]:
    return {path: (folder / path).stat().st_ino for path in files_below(folder)}


def test_the_first_publish_makes_the_first_release(site: MadeUp) -> None:
    """From an empty folder comes release 1, and the link leads to it."""
    published = site.publish()
    assert (published.result, published.number) == (Result.PUBLISHED, 1)
    assert os.readlink(site.place.current) == "releases/1"  # noqa: PTH115
    assert site.live() == site.files


def test_the_link_is_relative(site: MadeUp) -> None:
    """The folder can be moved, or seen under another name, and the site is still there."""
    site.publish()
    moved = site.place.root.rename(site.folder / "moved")
    assert site.tree(moved / "current") == site.files


def test_nothing_changed_is_no_release(site: MadeUp) -> None:
    """A publish without any change leaves the release and says so."""
    site.publish()
    published = site.publish()
    assert (published.result, published.number, site.place.numbers()) == (Result.UNCHANGED, 1, [1])


def test_another_day_or_commit_is_a_release(site: MadeUp) -> None:
    """The same pages on another day are a release of their own, since the site says which day it is of."""
    site.publish()
    published = site.publish(as_of="2026-11-23")
    assert (published.result, published.number, published.changed) == (Result.PUBLISHED, 2, 1)
    account = read_account(site.place.current)
    assert account is not None
    assert (account.release, account.day, account.commit) == (2, "2026-11-23", None)


def test_a_change_arrives_whole(site: MadeUp) -> None:
    """Changed, new and removed files are in the next release, and the one before stays as it was."""
    site.publish()
    before = site.files
    site.fill(*range(1, 11), b3="改了")
    published = site.publish()
    assert published.number == 2
    assert site.live() == site.files
    assert site.tree(site.place.release(1)) == before


def test_equal_files_are_shared(site: MadeUp) -> None:
    """A file that did not change is one file on disk in all releases; one that changed is not."""
    for text in ("甲", "乙", "丙"):
        site.fill(*range(10), b3=text)
        site.publish()
    inodes = [_inodes(site.place.release(number)) for number in (1, 2, 3)]
    changed = {path for path in inodes[0] if len({each[path] for each in inodes}) > 1}
    assert changed == {"brands/b3/index.html", "api/v1/brands/b3.json", ACCOUNT}


def test_without_hard_links_files_are_copied(site: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system has no hard links the releases are just as right."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "not permitted")

    monkeypatch.setattr(os, "link", refuse)
    for number in range(8):
        site.fill(*range(10), b3=str(number))
        assert site.publish(keep=2, precompress=True).result is Result.PUBLISHED
        assert site.live() == site.files
    assert not set(_inodes(site.place.release(8)).values()) & set(_inodes(site.place.release(7)).values())


def test_the_last_releases_are_kept(site: MadeUp) -> None:
    """As many releases as were asked for are kept, the newest ones; a smaller number removes more of them."""
    for number in range(8):
        site.fill(*range(10), b3=str(number))
        site.publish(keep=3)
    assert site.place.numbers() == [6, 7, 8]
    site.fill(*range(10))
    site.publish(keep=1)
    assert site.place.numbers() == [9]
    site.fill(*range(11))
    site.publish(keep=3)
    assert site.place.numbers() == [9, 10]


def test_the_cost_is_that_of_the_change(site: MadeUp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once there is a release to spare, one changed record costs the same few file operations in a site ten times as big."""

    def cost_of_one(brands: int) -> Counter[str]:
        counted: Counter[str] = Counter()
        for number in range(6):
            site.fill(*range(brands), b3=f"{brands} {number}")
            counted.clear()
            with monkeypatch.context() as patch:
                for name in ("link", "rename", "replace", "unlink", "mkdir", "symlink"):
                    patch.setattr(os, name, _counting(getattr(os, name), counted, name))
                site.publish(keep=3)
        return counted

    small, large = cost_of_one(10), cost_of_one(100)
    assert small == large
    assert small["link"] <= 8


def _counting(call: Any, counted: Counter[str], name: str) -> Any:
    def count(*arguments: Any, **settings: Any) -> Any:
        counted[name] += 1
        return call(*arguments, **settings)

    return count


def test_the_next_tree_waits_ready(site: MadeUp) -> None:
    """After each publish the tree the next one is built in equals the newest release."""
    for number in range(7):
        site.fill(*range(number, 10 + number), b8=str(number))
        site.publish(keep=3)
        assert site.tree(site.place.next) == site.files
        with Journal(site.place.journal) as journal:
            assert (journal.phase, journal.pending()) == (Phase.READY, set())


def test_a_path_may_turn_from_file_to_folder(site: MadeUp) -> None:
    """A page that takes the place of a file of the same name, or gives way to one, is published through all spares."""
    for number in range(9):
        files = dict(site.files)
        files.pop("extra", None)
        files.pop("extra/index.html", None)
        site.put(files | ({"extra": "a file"} if number % 2 else {"extra/index.html": page()}))
        published = site.publish(keep=2)
        assert published.result is Result.PUBLISHED
        assert site.live() == site.files


# --- going back -------------------------------------------------------------------------------------------------


def test_going_back_is_to_the_release_before(site: MadeUp) -> None:
    """Without a number the site is again what it was before; the newer release stays and can be returned to."""
    site.publish()
    before = site.files
    site.fill(*range(10), b3="错了")
    site.publish()
    done = roll_back(site.place, None, _moment)
    assert (done.before, done.now, site.live()) == (2, 1, before)
    assert roll_back(site.place, 2, _moment).now == 2
    assert site.live() == site.files


def test_there_may_be_nothing_to_go_back_to(site: MadeUp) -> None:
    """Before the first release, and for a number that is not there, nothing is done and the choices are told."""
    site.publish()
    for number in (None, 7):
        done = roll_back(site.place, number, _moment)
        assert (done.before, done.now, done.choices, site.place.live()) == (1, None, (1,), 1)


def test_a_publish_after_going_back_is_of_the_newest_records(site: MadeUp) -> None:
    """What comes after going back has a number of its own and is made of the newest records, changed or not."""
    site.publish()
    site.fill(*range(10), b3="新")
    site.publish()
    roll_back(site.place, None, _moment)
    published = site.publish()
    assert (published.result, published.number, site.live()) == (Result.PUBLISHED, 3, site.files)
    roll_back(site.place, 1, _moment)
    site.fill(*range(10), b3="更新")
    assert (site.publish().number, site.live(), site.place.numbers()) == (4, site.files, [1, 2, 3, 4])


def test_a_live_old_release_is_never_removed(site: MadeUp) -> None:
    """The release gone back to stays however many came after it, until it is live no more."""
    for number in range(3):
        site.fill(*range(10), b3=str(number))
        site.publish(keep=3)
    roll_back(site.place, 1, _moment)
    site.broken = True
    assert site.publish(keep=1).result is Result.REFUSED
    assert (site.place.live(), site.place.numbers()) == (1, [1, 2, 3])
    site.broken = False
    assert (site.publish(keep=2).number, site.place.numbers()) == (4, [3, 4])


# --- somebody else's files --------------------------------------------------------------------------------------


def test_a_folder_of_others_is_refused(site: MadeUp) -> None:
    """A folder with anything in it that publishing did not make is left as it is."""
    site.place.root.mkdir()
    (site.place.root / "holiday.jpg").write_text("虾", encoding="utf-8")
    with pytest.raises(NotOurPlaceError):
        site.publish()
    assert files_below(site.place.root) == {"holiday.jpg": "虾".encode()}


def test_a_site_of_a_plain_build_is_refused(site: MadeUp) -> None:
    """A site somebody built into the folder is not taken over."""
    (site.place.root / "api/v1").mkdir(parents=True)
    (site.place.root / "api/v1/brands.json").write_text("{}", encoding="utf-8")
    with pytest.raises(NotOurPlaceError):
        open_place(site.place.root)


def test_a_folder_in_the_link_s_place_is_refused(site: MadeUp) -> None:
    """Where ``current`` is a folder of somebody's, it stays."""
    site.publish()
    site.place.current.unlink()
    (site.place.current / "deep").mkdir(parents=True)
    with pytest.raises(NotOurPlaceError):
        site.publish()
    assert (site.place.current / "deep").is_dir()


def test_an_empty_disk_is_taken(site: MadeUp) -> None:
    """The folder an empty disk brings along is no reason to refuse, and stays."""
    (site.place.root / "lost+found").mkdir(parents=True)
    assert site.publish().result is Result.PUBLISHED
    assert (site.place.root / "lost+found").is_dir()


def test_names_that_are_not_ours_stay(site: MadeUp) -> None:
    """Whatever else is put beside the releases later is never touched."""
    site.publish()
    for name in ("robots.txt", "releases/notes.txt", "releases/old"):
        (site.place.root / name).write_text("虾", encoding="utf-8")
    for number in range(4):
        site.fill(*range(10), b3=str(number))
        site.publish(keep=1)
    assert all((site.place.root / name).is_file() for name in ("robots.txt", "releases/notes.txt", "releases/old"))


# --- readers ----------------------------------------------------------------------------------------------------


def test_readers_never_find_nothing(site: MadeUp) -> None:
    """A reader who asks all the time gets a whole page at every moment of many publishes and ways back."""
    site.publish()
    ended, asked, wrong = Event(), Counter[str](), []

    def read() -> None:
        while not ended.is_set():
            try:
                text = (site.place.current / "brands/b3/index.html").read_text(encoding="utf-8")
            except OSError as error:
                wrong.append(str(error))
                return
            asked["whole" if text.startswith("<!doctype") and text.endswith("</a>") else "torn"] += 1

    reader = Thread(target=read)
    reader.start()
    for number in range(25):
        site.fill(*range(10), b3=str(number) * 500)
        site.publish(keep=2)
        if number % 5 == 4:
            roll_back(site.place, None, _moment)
    ended.set()
    reader.join()
    assert wrong == []
    assert set(asked) == {"whole"}


# --- how it stands ----------------------------------------------------------------------------------------------


def test_how_it_stands(site: MadeUp) -> None:
    """What is live, since when, of which day, what builds did and what there is to go back to is told."""
    site.publish()
    site.fill(*range(9, 19), b9="改")
    site.publish(as_of="2026-11-23")
    standing = read_standing(site.place)
    assert standing.live is not None
    assert (standing.live.number, standing.live.day, standing.live.brands) == (2, "2026-11-23", 10)
    assert standing.live.at.startswith("moment-")
    assert [each.number for each in standing.choices] == [1]
    assert [(each.result, each.number) for each in standing.builds] == [(Result.PUBLISHED, 2), (Result.PUBLISHED, 1)]
    assert standing.builds[0].written > standing.builds[0].removed > 0
    assert (standing.building, standing.awaited, standing.failed) == (False, False, None)


def test_a_failure_is_told_until_it_is_mended(site: MadeUp) -> None:
    """A publish that was refused stands there with its reason, until one comes through."""
    site.publish()
    site.broken = True
    site.publish()
    failed = read_standing(site.place).failed
    assert failed is not None
    assert "Y005" in failed.reason
    site.broken = False
    site.publish()
    assert read_standing(site.place).failed is None
