"""One file of the built site, as a value."""

from msgspec import Struct


class Artifact(Struct, frozen=True):
    """A file to be written below the site root; ``path`` uses forward slashes."""

    path: str
    content: bytes
