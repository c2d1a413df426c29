"""Read a file's bytes and tell encodings, sizes and invisible characters apart before YAML sees the text.

Gets a tree and a name, gives a :class:`Source` and findings. A file with a fault has no data and never stops the others.
"""

import codecs
from dataclasses import dataclass
from typing import Final

from generator.diagnostics import Diagnostic, Span
from generator.messages import RULES
from generator.source.simple_yaml import parse_simple
from generator.source.strict_yaml import INVISIBLE, Data, parse_yaml
from generator.trees import Tree

MAX_BYTES: Final = 256 * 1024
"""A record is about 2 KB; nothing honest comes near this."""


_UNREADABLE: Final[dict[type[OSError], tuple[str, str]]] = {
    IsADirectoryError: ("这是一个文件夹", "it is a folder"),
    FileNotFoundError: ("链接指向的文件不存在", "the link leads nowhere"),
    PermissionError: ("没有读取的权限", "permission denied"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its path below the root, its text, and its data where it is sound YAML."""

    file: str
    text: str
    data: Data | None


def read_source(tree: Tree, file: str) -> tuple[Source, list[Diagnostic]]:
    """Read *file* of *tree*."""
    try:
        raw = tree.read_bytes(file)
    except OSError as error:
        reason, reason_en = _UNREADABLE.get(type(error), ("系统报告了读取错误", "the system reports an error"))
        return Source(file, "", None), [
            Diagnostic(Span(file), RULES["Y026"], {"reason": reason, "reason_en": reason_en})
        ]
    return parse_source(raw, file)


def parse_source(raw: bytes, file: str) -> tuple[Source, list[Diagnostic]]:
    """The same for the bytes of a file that was read already."""
    if len(raw) > MAX_BYTES:
        size, limit = f"{len(raw) // 1024} KB", f"{MAX_BYTES // 1024} KB"
        return Source(file, "", None), [Diagnostic(Span(file), RULES["Y003"], {"size": size, "limit": limit})]
    text, findings = _decode(raw, file)
    if findings:
        return Source(file, text, None), findings
    if (simple := parse_simple(text)) is not None:
        return Source(file, text, simple), []
    if findings := _find_invisible(text, file):
        return Source(file, text, None), findings
    data, findings = parse_yaml(text, file)
    return Source(file, text, data), findings


def _decode(raw: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    """The text of *raw*, or what encoding it seems to be in instead of UTF-8."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [Diagnostic(Span(file, 1, 1), RULES["Y001"], {"encoding": "UTF-16"})]
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text, []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
    try:
        raw.decode("gb18030")
        encoding = "GBK（GB18030）"
    except UnicodeDecodeError:
        encoding = "无法辨认的编码"
    return "", [Diagnostic(Span(file, line, 1), RULES["Y001"], {"encoding": encoding})]


def _find_invisible(text: str, file: str) -> list[Diagnostic]:
    """Every character of *text* that nobody sees."""
    if not INVISIBLE.search(text):
        return []
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        for match in INVISIBLE.finditer(line):
            span = Span(file, number, match.start() + 1)
            findings.append(Diagnostic(span, RULES["Y002"], {"character": f"U+{ord(match.group()):04X}"}, excerpt=line))
    return findings
