"""What a server of one's own does with a push: judge it, merge it, have it published.

Works on git's objects alone and never runs anything of what was pushed. Gets pushes and settings, gives values; the
command line tells them.
"""

from generator.receiving.commits import CommitCheck, check_commit
from generator.receiving.landing import Landed, land, land_waiting
from generator.receiving.pushes import Judged, Update, judge_update, parse_updates
from generator.receiving.refreshing import Refreshed, fetch_main, refresh
from generator.receiving.settings import Settings, SettingsError, read_settings

__all__ = [
    "CommitCheck",
    "Judged",
    "Landed",
    "Refreshed",
    "Settings",
    "SettingsError",
    "Update",
    "check_commit",
    "fetch_main",
    "judge_update",
    "land",
    "land_waiting",
    "parse_updates",
    "read_settings",
    "refresh",
]
