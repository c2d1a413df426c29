"""Publishing: build a release beside the live one, check it, switch to it at once, keep the last ones to go back to.

Gets records and a folder (or a web server), leaves the site live or as it was. Knows neither the command line nor
MkDocs, and reads no clock: the moment is told by a function.
"""

from generator.publishing.flow import publish
from generator.publishing.journal import BrokenJournalError, Build, Release, Result
from generator.publishing.order import STEPS, Delivery, Order, Publication
from generator.publishing.place import NotOurPlaceError, Place, is_place, open_place
from generator.publishing.remote import Address, RemoteError, RemoteShell, parse_address
from generator.publishing.rollback import Rollback, roll_back, roll_back_remote
from generator.publishing.sending import Remote
from generator.publishing.standing import Standing, read_remote_standing, read_standing

__all__ = [
    "STEPS",
    "Address",
    "BrokenJournalError",
    "Build",
    "Delivery",
    "NotOurPlaceError",
    "Order",
    "Place",
    "Publication",
    "Release",
    "Remote",
    "RemoteError",
    "RemoteShell",
    "Result",
    "Rollback",
    "Standing",
    "is_place",
    "open_place",
    "parse_address",
    "publish",
    "read_remote_standing",
    "read_standing",
    "roll_back",
    "roll_back_remote",
]
