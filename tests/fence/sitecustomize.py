"""Keeps every Python process of the tests away from the network: only this machine may be spoken to.

Python imports a module of this name at start; the tests put its folder on PYTHONPATH for the programs they run.
"""

import sys
from typing import Any

_OURS = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}  # noqa: S104 - an address to listen on, not to ask
_ASKING = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}


def _refuse_strangers(event: str, arguments: tuple[Any, ...]) -> None:
    position = _ASKING.get(event)
    if position is None:
        return
    address = arguments[position]
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(address, tuple) and host in _OURS:
        return
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    is_socket_file = event == "socket.connect" and not isinstance(address, tuple)
    if not is_socket_file and host not in _OURS:
        message = f"a test asked the network for {host}"
        raise PermissionError(message)


sys.addaudithook(_refuse_strangers)
