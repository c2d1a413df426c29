"""A plain static server on this machine with the site below a sub-path, as a bureau's web server has it."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tests.project import SITE_URL

SUB_PATH: Final = urlsplit(SITE_URL).path


class _Quiet(SimpleHTTPRequestHandler):
    """The standard library's server; like most, it can be told which page to show where there is none."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page for what is not found."""
        page = Path(self.directory, SUB_PATH.strip("/"), "404.html")
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def serve(site: Path, folder: Path) -> Iterator[str]:
    """Serve *site* below the sub-path of its address, by way of *folder*; gives the address of the front page."""
    (folder / SUB_PATH.strip("/")).symlink_to(site, target_is_directory=True)

    def handle(*arguments: Any) -> SimpleHTTPRequestHandler:
        return _Quiet(*arguments, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handle) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
        finally:
            server.shutdown()
            thread.join()
