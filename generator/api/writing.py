"""JSON bytes of one look: UTF-8, keys in the order given, one line break at the end."""

import json
from typing import Any

from generator.model.artifact import Artifact


def json_artifact(path: str, document: dict[str, Any]) -> Artifact:
    """*document* as a file at *path*."""
    return Artifact(path, (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
