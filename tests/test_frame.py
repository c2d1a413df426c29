"""Shells: a rendered page of the theme, cut at its marks and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.frame import BODY_MARK, HEAD_MARK, SHELLS, FrameError, cut_shell

PLAIN = st.text().filter(lambda text: "<!--brands:" not in text)


@given(PLAIN, PLAIN, PLAIN, PLAIN, PLAIN)
def test_stamping_only_fills_the_marks(before: str, between: str, after: str, head: str, body: str) -> None:
    """A stamped page is the rendered one with head and body where the marks were, and not a byte else."""
    shell = cut_shell(f"{before}{HEAD_MARK}{between}{BODY_MARK}{after}")
    assert shell.stamp(head, body) == f"{before}{head}{between}{body}{after}"


@pytest.mark.parametrize(
    "html",
    ["", HEAD_MARK, BODY_MARK, BODY_MARK + HEAD_MARK, HEAD_MARK * 2 + BODY_MARK, HEAD_MARK + BODY_MARK * 2],
    ids=["none", "head-alone", "body-alone", "wrong-way-round", "two-heads", "two-bodies"],
)
def test_marks_stand_once_and_in_order(html: str) -> None:
    """A theme that prints a mark not at all, twice or in the wrong order is told by the marks' names."""
    with pytest.raises(FrameError) as caught:
        cut_shell(html)
    assert HEAD_MARK in caught.value.message
    assert BODY_MARK in caught.value.message


def test_each_shape_is_rendered_once() -> None:
    """No shape of page is rendered twice, and each lies below the site's root as deep as it says."""
    assert len(set(SHELLS)) == len(SHELLS)
    assert all((section == "home") is (depth == 0) for section, depth in SHELLS)
