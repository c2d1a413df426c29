"""The equal site as a Hugo project: one content file a page, all values in its front matter.

Gets facts, writes a project; the layouts in hugo/ are Go templates, line by line those of the directory. Front matter
is JSON, the quickest to parse; content adapters and values below data/ were measured and are no quicker. Cards are
printed once and kept in ``hugo.Store``, since ``partialCached`` lets go of them where there are many.
"""

import shutil
from pathlib import Path
from typing import Any, Final

from facts import Fact, Facts
from files import copy_files, write_json

LAYOUTS: Final = Path(__file__).with_name("hugo")


def write_hugo(facts: Facts, folder: Path) -> None:
    """Write the pages of *facts* as a Hugo project to *folder*."""
    shutil.copytree(LAYOUTS, folder, dirs_exist_ok=True)
    copy_files(facts.site, folder / "static")
    for fact in facts.pages():
        write_json(folder / "content" / fact.kind / f"{fact.name}.md", _front_matter(fact))
    for name, value in facts.shared().items():
        write_json(folder / "data" / f"{name}.json", value)


def _front_matter(fact: Fact) -> dict[str, Any]:
    """A brand's address follows from its file; every other page says its own."""
    matter = {"title": fact.head["title"], "params": {"head": fact.head, **fact.body}}
    if fact.kind != "brands":
        return {**matter, "url": f"/{fact.url}"}
    brand = fact.body["brand"]
    return {**matter, "outputs": ["html", "data"], "lastmod": brand.get("updated", brand["published"])}
