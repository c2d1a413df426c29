"""The equal site as an Eleventy project: one JSON file a page, printed by the directory's own templates.

Gets facts, writes a project. Nunjucks, which comes from Eleventy's own family of template languages, reads the
directory's Jinja templates as they are, so nothing is translated; cards are printed once and kept, as in Hugo's layouts.
"""

import re
import shutil
from pathlib import Path
from typing import Final

from facts import Facts
from files import copy_files, write_json

from generator.templating import TEMPLATES_DIR

_TUPLES: Final = re.compile(r" in \(\(.*?\)\)")
PROJECT: Final = Path(__file__).with_name("eleventy")


def write_eleventy(facts: Facts, folder: Path, modules: Path) -> None:
    """Write the pages of *facts* as an Eleventy project to *folder*; *modules* holds what it imports."""
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    _write_templates(folder / "templates")
    (folder / "node_modules").symlink_to(modules)
    copy_files(facts.site, folder / "static")
    for fact in facts.pages():
        document = {"kind": fact.kind, "url": fact.url, "said": {**fact.body, "head": fact.head}}
        write_json(folder / "facts" / fact.kind / f"{fact.name}.json", document)
    for name, value in facts.shared().items():
        write_json(folder / "shared" / f"{name}.json", value)


def _write_templates(folder: Path) -> None:
    for home in (TEMPLATES_DIR, PROJECT):
        for file in home.rglob("*.jinja"):
            target = folder / file.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_lists_for_tuples(file.read_text(encoding="utf-8")), encoding="utf-8")


def _lists_for_tuples(template: str) -> str:
    """*template* with ``[["a", b], …]`` where it loops over ``(("a", b), …)``: Nunjucks has no tuples."""
    return _TUPLES.sub(lambda found: found[0].replace("((", "[[").replace("), (", "], [").replace("))", "]]"), template)
