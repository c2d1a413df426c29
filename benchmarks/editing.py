"""One changed record: new words in its summary, wherever the sources of a peer's project tell it.

Gets the words and the folders to look in, writes files in place between two builds; each edit differs from the last.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from generator.source import parse_yaml

_EDITED: Final = re.compile(r"，这里改过 (\d+) 次。$")


class Edit:
    """The summary of one record, in all files of a project that tell it."""

    def __init__(self, words: str, folders: Iterable[Path]) -> None:
        self.words = words
        self._files = list(find_words(words, folders))

    def apply(self) -> str:
        """Change the summary once more; what it says now."""
        old, self.words = self.words, next_words(self.words)
        for file in self._files:
            file.write_text(file.read_text(encoding="utf-8").replace(old, self.words), encoding="utf-8")
        return self.words


def next_words(words: str) -> str:
    """A summary that tells how often it was changed, changed once more."""
    edited = _EDITED.search(words)
    times = int(edited[1]) + 1 if edited else 1
    return f"{_EDITED.sub('', words).rstrip('。')}，这里改过 {times} 次。"


def find_words(words: str, folders: Iterable[Path]) -> Iterator[Path]:
    """The files below *folders* that say *words*."""
    said = words.encode()
    for folder in folders:
        for file in sorted(folder.rglob("*.*")):
            if file.is_file() and said in file.read_bytes():
                yield file


def choose_record(root: Path) -> tuple[str, str]:
    """Id and summary of a record from the middle of all whose summary no other has."""
    files = sorted((root / "brands").rglob("*.yml"))
    for file in files[len(files) // 2 :]:
        document, _ = parse_yaml(file.read_text(encoding="utf-8"), file.name)
        assert isinstance(document, dict)
        summary = str(document["summary"])
        if len(list(find_words(summary, [root / "brands"]))) == 1:
            return file.stem, summary
    message = "every summary is told twice"
    raise LookupError(message)
