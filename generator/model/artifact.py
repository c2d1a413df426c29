"""One file of the built site, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be written below the site root; ``path`` uses forward slashes."""

    path: str
    content: bytes
