"""One Chromium for the whole session, the real site on a server below a sub-path, and a page that tells its requests."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this machine, found by its name; where there is none the tests are skipped, but never in CI."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        reason = "no Chromium on this machine; on Debian: sudo apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    flags = ["--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program, args=flags, chromium_sandbox=hasattr(os, "geteuid") and os.geteuid() != 0
        )
        yield started
        started.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a plain server shows the real site, below the sub-path it was built for."""
    root = tmp_path_factory.mktemp("host")
    (root / "laowu").symlink_to(real_site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/laowu/"
    server.shutdown()
    server.server_close()


@dataclass
class Visit:
    """A browser window on the site, with everything it asked for and complained of."""

    context: BrowserContext
    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str = "") -> Page:
        """Open the page at *path* below the site and wait until it is quiet."""
        self.page.goto(self.address + path.removesuffix("index.html"), wait_until="networkidle")
        return self.page


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Give a way to open windows of any size and settings; all are closed at the end."""
    contexts: list[BrowserContext] = []

    def open_window(width: int = 1280, height: int = 900, **settings: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **settings)
        contexts.append(context)
        visit = Visit(context, context.new_page(), address)
        visit.page.on("request", lambda request: visit.asked.append(request.url))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on(
            "console", lambda message: visit.complaints.append(message.text) if message.type == "error" else None
        )
        return visit

    yield open_window
    for context in contexts:
        context.close()
