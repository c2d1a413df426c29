"""Build a project's site as ``brands build`` does and write down what the template of each page was given.

Gets a project and a folder, leaves the site in ``site/`` and lines of JSON beside it, one file a process. With these
another generator can print the same pages: what the directory works out beyond plain facts stands in them already.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

from markupsafe import Markup

from generator.cli import main as run
from generator.templating import Templates

Values: TypeAlias = dict[str, Any]

PAGES: Final = ("brand", "catalog", "figure", "figures")
"""The templates of the pages a peer prints."""
_FRAGMENTS: Final = {"brand": "brand-card", "person": "person-card"}
_OF_ENTRY: Final = ("only_leads",)
_OF_BRAND: Final = ("summary", "aliases", "products", "notes", "published", "updated")
"""What the template of a brand's page takes from the record itself."""
_CARD: Final = re.compile(r'class="(?:card|person)-name"><a href="(?:\.\./)*([^"]+)"')


class _Ear:
    """Writes what it hears into a file of the process it is in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, template: str, here: str, values: Any) -> None:
        line = json.dumps([template, here, as_plain(values)], ensure_ascii=False, separators=(",", ":"))
        with (self.folder / f"heard-{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def listen(folder: Path) -> None:
    """Make all templates of this process, and of those it forks, tell what they are given."""
    ear = _Ear(folder)
    render, render_fragment = Templates.render, Templates.render_fragment
    heard = {f"{name}.html.jinja": name for name in PAGES}

    def render_aloud(self: Templates, template: str, here: str, **context: Any) -> str:
        if template == "head.html.jinja":
            ear.write("site", "", context["site"])
            ear.write("head", here, context["head"])
        elif template in heard:
            ear.write(heard[template], here, context)
        return render(self, template, here, **context)

    def render_fragment_aloud(self: Templates, template: str, macro: str, *values: Any) -> str:
        if template == "components/card.html.jinja" and macro in _FRAGMENTS:
            ear.write(_FRAGMENTS[macro], values[0].url, values[0])
        return render_fragment(self, template, macro, *values)

    _replace("render", render_aloud)
    _replace("render_fragment", render_fragment_aloud)


def _replace(name: str, method: Callable[..., str]) -> None:
    setattr(Templates, name, method)


def as_plain(value: Any) -> Any:
    """*value* as JSON knows it: what is empty or false is left out, properties of views are worked out.

    Cards that were laid out already become the addresses they lead to.
    """
    if isinstance(value, Markup):
        return _CARD.findall(value) or str(value)
    if isinstance(value, dict):
        return {key: as_plain(each) for key, each in value.items() if each or (each == 0 and each is not False)}
    if isinstance(value, tuple | list):
        return [as_plain(each) for each in value]
    if names := _names(type(value)):
        return as_plain({name: getattr(value, name) for name in names})
    return value


def _names(kind: Any) -> tuple[str, ...]:
    """What a value of *kind*, a dataclass or a struct, tells a template."""
    if kind.__name__ in {"Entry", "Brand"}:
        return _OF_ENTRY if kind.__name__ == "Entry" else _OF_BRAND
    names = getattr(kind, "__struct_fields__", ()) or getattr(kind, "__dataclass_fields__", ())
    return (*names, *(name for name, each in vars(kind).items() if isinstance(each, property)))


def main() -> None:
    """Build and listen."""
    parser = argparse.ArgumentParser(description="Build a site and write down what each page's template was given.")
    parser.add_argument("root", type=Path, help="project folder with brands/")
    parser.add_argument("folder", type=Path, help="empty folder for the site and the lines")
    parser.add_argument("--as-of", required=True, metavar="YYYY-MM-DD")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True)
    listen(wanted.folder)
    into = ["--root", str(wanted.root), "--to", str(wanted.folder / "site")]
    sys.argv = ["brands", "build", *into, "--as-of", wanted.as_of]
    run()


if __name__ == "__main__":
    main()
