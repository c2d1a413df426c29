"""The command line: parses arguments, calls the layers below, chooses a report, exits.

Exit 0 clean, 1 findings of severity error, 2 usage, 3 a bug. Holds no rule and renders nothing.
"""

from generator.cli.program import main

__all__ = ["main"]
