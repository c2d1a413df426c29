"""Look for personal data in records and in whatever else lies beside them (gov-site rules §2).

Gets texts and files, gives findings; their values are masked from the start. Runs on the raw text, so that comments
and records with other faults are looked through too.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.personal import Kind, find_personal
from generator.trees import Tree

if TYPE_CHECKING:
    from generator.records.contents import Contents, Unfit

_CODES: Final[dict[Kind, str]] = {
    "identity": "P501",
    "mobile": "P502",
    "card": "P503",
    "mailbox": "P504",
    "home": "P505",
}
_REASONS: Final[dict["Unfit", tuple[str, str]]] = {
    "kind": ("不认识这种格式", "its kind is not known"),
    "damaged": ("文件坏了，或内容和扩展名不符", "it is damaged, or not of the kind its name says"),
    "large": ("文件太大", "it is too large"),
    "locked": ("文件有密码", "it is locked with a password"),
    "nested": ("里面套着查不了的文件", "it holds a file that cannot be checked"),
    "closed": ("没有读取的权限", "permission denied"),
}
_JUNK: Final = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})


def scan_text(text: str, file: str) -> list[Diagnostic]:
    """The personal data in the text of *file*, each at its place."""
    found = find_personal(text)
    lines = text.split("\n") if found else []
    return [
        Diagnostic(
            Span(file, find.line, find.column), RULES[_CODES[find.kind]], {"value": find.masked}, lines[find.line - 1]
        )
        for find in found
    ]


def scan_unread(tree: Tree, file: str) -> list[Diagnostic]:
    """The personal data in a record whose encoding or size keeps it from being read as one."""
    return [finding for text in _look_into(tree, file).texts for finding in scan_text(text, file)]


def _look_into(tree: Tree, file: str) -> "Contents":
    from generator.records.contents import read_contents  # noqa: PLC0415 - sound records need no reader of other files

    return read_contents(tree, file)


def scan_names(files: Iterable[str]) -> list[Diagnostic]:
    """The personal data in the names of *files*."""
    names = list(files)
    return [
        Diagnostic(Span(names[find.line - 1]), RULES[_CODES[find.kind]], {"value": find.masked})
        for find in find_personal("\n".join(names))
    ]


def is_junk(file: str) -> bool:
    """Whether programs leave files of this name by themselves: hidden ones, thumbnails, locks of open documents."""
    parts = file.split("/")
    return parts[-1].lower() in _JUNK or any(part.startswith((".", "~$", "__MACOSX")) for part in parts)


def scan_attachment(tree: Tree, file: str) -> Iterator[Diagnostic]:
    """The personal data in *file*, which is no record."""
    contents = _look_into(tree, file)
    if contents.unfit:
        reason, reason_en = _REASONS[contents.unfit]
        yield Diagnostic(Span(file), RULES["P507"], {"reason": reason, "reason_en": reason_en})
    if contents.has_place:
        yield Diagnostic(Span(file), RULES["P506"])
    for text in contents.texts:
        if contents.has_lines:
            yield from scan_text(text, file)
        else:
            for find in find_personal(text):
                yield Diagnostic(Span(file), RULES[_CODES[find.kind]], {"value": find.masked})
