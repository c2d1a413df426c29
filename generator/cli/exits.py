"""How the program ends: the exit codes every command keeps to."""

from typing import Final

EXIT_FINDINGS: Final = 1
EXIT_USAGE: Final = 2
EXIT_BUG: Final = 3
