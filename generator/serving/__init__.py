"""The preview: shows the site on this machine, rebuilds it on every save and tells open pages.

Gets a commission (which project, how the edges make its frame) and a server; runs until it is interrupted.
The building goes on in a process of its own; this one watches, serves and never writes into the project's site.
"""

from generator.serving.building import Commission, Result
from generator.serving.lock import AlreadyServedError, claim
from generator.serving.preview import Told, run_preview
from generator.serving.server import AddressError, PortTakenError, PreviewServer, open_server

__all__ = [
    "AddressError",
    "AlreadyServedError",
    "Commission",
    "PortTakenError",
    "PreviewServer",
    "Result",
    "Told",
    "claim",
    "open_server",
    "run_preview",
]
