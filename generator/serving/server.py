"""The web server of the preview: the site's files with our script in its pages, and what pages and editors ask.

Gets a site's folder and the bulletin; gives a listening server. Answers this machine alone where it is bound to it:
a page elsewhere cannot make a browser read the preview by way of a name of its own (DNS rebinding).
"""

import errno
import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import TCPServer
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from generator.serving.bulletin import Bulletin
from generator.serving.site_files import HTML, Script, find_file, media_type, read_base, site_path

OWN: Final = "/__preview__/"
"""Below this lie the preview's own addresses, whatever the site's base."""
_CLIENT: Final = Path(__file__).parent / "client"
_WAITING_PAGE: Final = _CLIENT / "waiting.html"
_HEARTBEAT: Final = 15.0
_IDLE: Final = 60.0
_TRIES: Final = 20
_PAGES: Final = {"", "document"}
"""What a browser says it wants (Sec-Fetch-Dest) when it opens a page; older ones say nothing."""
_PLAIN: Final = "text/plain; charset=utf-8"
_NOT_MEANT: Final = "预览只给本机看。要用别的名字或给同一网络的人看，运行时加 --host 0.0.0.0。\n".encode()


class PortTakenError(Exception):
    """Another program listens at the port; *free* is the next one where none does."""

    def __init__(self, port: int, free: int | None) -> None:
        super().__init__(port, free)
        self.port = port
        self.free = free


class AddressError(Exception):
    """The host is no address of this machine, or may not be listened at."""

    def __init__(self, number: int | None) -> None:
        super().__init__(number)
        self.number = number
        """The system's number of the error."""


class PreviewServer(ThreadingHTTPServer):
    """Serves one site until it is closed; every request has a thread, open pages have one each."""

    daemon_threads = True

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.site = Path()
        self.bulletin: Bulletin
        super().__init__((host, port), _Handler)
        self.is_private = ip_address(self.socket.getsockname()[0]).is_loopback
        self._hosts = {host.casefold(), "localhost", "127.0.0.1", "[::1]", f"[{host.casefold()}]"}

    @property
    def url(self) -> str:
        """The address to open on this machine."""
        host, port = self.socket.getsockname()[:2]
        if ip_address(host).is_unspecified:
            host = "127.0.0.1"
        return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def answers_to(self, host: str) -> bool:
        """Whether a request for *host* is meant for this server."""
        if not self.is_private:
            return True
        name = host.casefold().rpartition("]")[0] + "]" if host.startswith("[") else host.casefold().partition(":")[0]
        return name in self._hosts or name.endswith(".localhost")

    @contextmanager
    def showing(self, site: Path, bulletin: Bulletin) -> Iterator[None]:
        """Answer requests for *site* while the block runs."""
        self.site, self.bulletin = site, bulletin
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, name="serving")
        thread.start()
        try:
            yield
        finally:
            bulletin.close()
            self.shutdown()
            thread.join()

    def server_bind(self) -> None:
        """Take the port; the standard library would also ask the network for this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who went away is nothing to tell."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def open_server(host: str, port: int, *, is_exact: bool) -> PreviewServer:
    """A server listening at *port*, or at the next that is free where the port need not be *exact*."""
    for tried in range(port, min(port + _TRIES, 65536)):
        try:
            server = PreviewServer(host, tried)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise AddressError(error.errno) from error
            continue
        if tried != port and is_exact:
            server.server_close()
            raise PortTakenError(port, tried)
        return server
    raise PortTakenError(port, None)


class _Handler(BaseHTTPRequestHandler):
    """Answers one browser's connection."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "brands"
    sys_version = ""
    timeout = _IDLE
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer a request for an address."""
        parts = urlsplit(self.path)
        if not self.server.answers_to(self.headers.get("Host", "")):
            self._send(HTTPStatus.FORBIDDEN, _PLAIN, _NOT_MEANT)
        elif parts.path.startswith(OWN):
            self._answer_own(parts.path.removeprefix(OWN), parts.query)
        else:
            self._answer_page(parts.path, parts.query)

    def do_HEAD(self) -> None:
        """Answer the same without content."""
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        """Say nothing: the terminal is for builds and findings."""

    def _answer_own(self, name: str, query: str) -> None:
        match name:
            case "events":
                self._send_events(self.headers.get("Last-Event-ID") or parse_qs(query).get("since", [""])[0])
            case "status.json":
                status = json.dumps(self.server.bulletin.status(), ensure_ascii=False, indent=2) + "\n"
                self._send(HTTPStatus.OK, "application/json; charset=utf-8", status.encode())
            case "preview.js" | "preview.css":
                file = _CLIENT / name
                self._send(HTTPStatus.OK, media_type(file), file.read_bytes())
            case _:
                self._send(HTTPStatus.NOT_FOUND, _PLAIN, "没有这个地址。\n".encode())

    def _answer_page(self, path: str, query: str) -> None:
        mark = self.server.bulletin.mark  # before the file is read: better reloaded once too often
        base = read_base(self.server.site)
        if path == "/" != base:
            self._redirect(base, query)
            return
        below = unquote(path.removeprefix(base), errors="replace")
        asked = site_path(below) if path.startswith(base) else ""
        file = find_file(self.server.site, asked) if asked else None
        if file is not None and file.is_dir():
            self._redirect(f"{base}{quote(below)}/", query)
            return
        status = HTTPStatus.OK
        if file is None:
            status, file = HTTPStatus.NOT_FOUND, find_file(self.server.site, "404.html") or _WAITING_PAGE
        try:
            content, kind = file.read_bytes(), media_type(file)
        except OSError:  # taken away this very moment
            status, content, kind = HTTPStatus.NOT_FOUND, _WAITING_PAGE.read_bytes(), HTML
        if kind == HTML and self.headers.get("Sec-Fetch-Dest", "") in _PAGES:
            content = Script(mark, base, asked).into(content)
        self._send(status, kind, content)

    def _redirect(self, to: str, query: str) -> None:
        self._send(HTTPStatus.FOUND, _PLAIN, b"", Location=f"{to}?{query}" if query else to)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, **headers: str) -> None:
        self.send_response(status)
        self._send_headers({"Content-Type": kind, "Content-Length": str(len(content)), **headers})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_headers(self, headers: dict[str, str]) -> None:
        fixed = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        for name, value in {**fixed, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _send_events(self, mark: str) -> None:
        """Tell the page at once how things stand, then whenever a build has ended, until it is closed."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._send_headers({"Content-Type": "text/event-stream; charset=utf-8", "Connection": "close"})
        if self.command == "HEAD":
            return
        bulletin = self.server.bulletin
        self.wfile.write(b"retry: 500\n")
        goes_on = True
        while goes_on:
            news = bulletin.tell_page(mark)
            mark = str(news["mark"])
            self.wfile.write(f"id: {mark}\ndata: {json.dumps(news, ensure_ascii=False)}\n\n".encode())
            while (goes_on := bulletin.wait(mark, _HEARTBEAT)) and bulletin.mark == mark:
                self.wfile.write(b": still here\n\n")  # fails once the page is gone
