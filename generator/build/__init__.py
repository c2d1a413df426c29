"""The flow: read → check → derive → artifacts → write what changed.

Nothing is written before every record has passed and every template compiles; what is written goes to a staging folder
first, so that a fault half-way leaves the old site as it was. A ledger tells the next build what this one did.
"""

from generator.build.flow import build_site, default_state
from generator.build.progress import Progress, Silence

__all__ = ["Progress", "Silence", "build_site", "default_state"]
