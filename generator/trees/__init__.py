"""Where a project's inputs come from: files with stamps, digests and bytes, from a folder or from git.

Gives names and contents; parses nothing and imports next to nothing, so that a command with nothing to do is quick.
"""

from generator.trees.folder import FolderTree, Tree, blob_digest

__all__ = ["FolderTree", "Tree", "blob_digest"]
