"""One publishes at a time, one waits, and whoever comes after that may go: nobody's change is lost."""

import os
import time
from collections.abc import Callable

import pytest

from generator.publishing import Result, read_standing, roll_back
from generator.publishing.turns import is_awaited, is_building
from tests.publishing.made_up import KILLED, MadeUp, at, ended, kill


class _Gate:
    """Holds a process at a step until it is opened."""

    def __init__(self) -> None:
        self._inner, self._outer = os.pipe()

    def wait(self) -> None:
        """Stay until it is opened."""
        os.read(self._inner, 1)

    def open(self) -> None:
        """Let one through."""
        os.write(self._outer, b"x")


def _until(is_so: Callable[[], bool]) -> None:
    for _ in range(1000):
        if is_so():
            return
        time.sleep(0.01)
    pytest.fail("it never came to that")


def test_waiting_ones_fold_into_one(site: MadeUp) -> None:
    """While one builds and one waits, all others go at once, and the waiting one publishes the changes of all."""
    site.publish()
    own = site.place.own
    gate = _Gate()
    site.fill(*range(10), b1="一")
    builder = site.start_apart(lambda: site.publish(on_step=at("written", gate.wait)))
    _until(lambda: is_building(own))
    waiter = site.start_apart(site.publish)
    _until(lambda: is_awaited(own))
    standing = read_standing(site.place)
    assert (standing.building, standing.awaited) == (True, True)
    for number in range(5):
        site.fill(*range(10), b1="一", b2=str(number))
        publication = site.publish()
        assert (publication.result, publication.number) == (None, 1)
    gate.open()
    assert (ended(builder), ended(waiter)) == (0, 0)
    assert site.live() == site.files
    assert site.place.numbers() == [1, 2, 3]
    assert (is_building(own), is_awaited(own)) == (False, False)


def test_a_killed_waiter_leaves_its_place_to_another(site: MadeUp) -> None:
    """When the waiting one is killed, the next to come waits in its stead."""
    site.publish()
    gate = _Gate()
    site.fill(*range(10), b1="一")
    builder = site.start_apart(lambda: site.publish(on_step=at("written", gate.wait)))
    _until(lambda: is_building(site.place.own))
    waiter = site.start_apart(site.publish)
    _until(lambda: is_awaited(site.place.own))
    os.kill(waiter, 9)
    assert ended(waiter) == KILLED
    site.fill(*range(10), b1="二")
    other = site.start_apart(site.publish)
    _until(lambda: is_awaited(site.place.own))
    gate.open()
    assert (ended(builder), ended(other)) == (0, 0)
    assert site.live() == site.files


def test_what_a_killed_build_started_holds_no_lock(site: MadeUp) -> None:
    """Workers that outlive their killed builder keep nobody waiting."""
    site.publish()
    site.fill(*range(10), b1="一")
    gate = _Gate()

    def fork_and_die(_: int) -> None:
        if os.fork() == 0:
            gate.wait()
            os._exit(0)
        kill()

    site.on_write = fork_and_die
    assert site.run_apart(site.publish) == KILLED
    site.on_write = lambda _: None
    assert is_building(site.place.own) is False
    assert site.publish().result is Result.PUBLISHED
    gate.open()


def test_going_back_waits_its_turn(site: MadeUp) -> None:
    """Going back while one builds comes after it; with one waiting already it is refused, and says so."""
    site.publish()
    gate = _Gate()
    site.fill(*range(10), b1="一")
    builder = site.start_apart(lambda: site.publish(on_step=at("written", gate.wait)))
    _until(lambda: is_building(site.place.own))
    waiter = site.start_apart(lambda: roll_back(site.place, None, lambda: "moment"))
    _until(lambda: is_awaited(site.place.own))
    assert roll_back(site.place, None, lambda: "moment").waiting
    gate.open()
    assert (ended(builder), ended(waiter)) == (0, 0)
    assert (site.place.live(), site.place.numbers()) == (1, [1, 2])
