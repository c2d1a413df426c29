"""The flow: read → check → derive → artifacts → write what changed.

Nothing is written before every record has passed and every template compiles; what is written goes to a
staging folder first, so that a fault half-way leaves the old site as it was.
"""

from generator.build.flow import Outcome, Prepared, Survey, build_site, check_deployment, prepare, survey, write_into
from generator.build.progress import Progress, Silence
from generator.build.writing import NotOurSiteError

__all__ = [
    "NotOurSiteError",
    "Outcome",
    "Prepared",
    "Progress",
    "Silence",
    "Survey",
    "build_site",
    "check_deployment",
    "prepare",
    "survey",
    "write_into",
]
