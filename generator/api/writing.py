"""JSON bytes of one look: UTF-8, keys in the order given, one line break at the end."""

from typing import Any

import msgspec

from generator.model.artifact import Artifact


def as_json(document: dict[str, Any]) -> str:
    """*document* on one line."""
    return msgspec.json.encode(document).decode()


def json_artifact(path: str, document: dict[str, Any]) -> Artifact:
    """*document* as a file at *path*."""
    return Artifact(path, msgspec.json.encode(document) + b"\n")
