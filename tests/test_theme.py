"""Facts about the style sheets that no browser would tell."""

import re
from pathlib import Path

STYLES = Path(__file__).parents[1] / "theme" / "assets" / "css" / "site.css"


def test_both_dark_palettes_are_alike() -> None:
    """What a system set to dark shows is what a reader who chose dark sees: the two blocks hold the same values."""
    blocks = re.findall(r"\{([^{}]*color-scheme: dark;[^{}]*)\}", STYLES.read_text(encoding="utf-8"))

    assert len(blocks) == 2
    assert blocks[0].split() == blocks[1].split()
