"""A visit to one page: the page, what the browser asked the server for, and all it complained about."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypedDict

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response

Scheme = Literal["light", "dark"]


class Look(TypedDict):
    """How a reader looks at a page."""

    width: int
    height: int
    scheme: Scheme


PHONE: Final[Look] = {"width": 390, "height": 844, "scheme": "light"}
DESKTOP: Final[Look] = {"width": 1280, "height": 900, "scheme": "dark"}


@dataclass
class Visit:
    """One reader's window on the site."""

    base: str
    context: BrowserContext
    page: Page
    responses: list[Response] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Open *address*, relative to the front page."""
        self.page.goto(self.base + address)
        return self.page

    def needed(self) -> list[Response]:
        """What came for the page itself; the browser fetches the icon for its own sake, some time later."""
        return [each for each in self.responses if each.request.resource_type != "other"]

    def listen(self) -> None:
        """Note what the browser asks for and complains about from now on."""
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", self._note_error)
        self.page.on("requestfailed", self._note_failure)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.asked.append(request.url)

    def _note_response(self, response: Response) -> None:
        self.responses.append(response)
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.complaints.append(f"{message.text} {message.location['url']}")

    def _note_error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it was there
            self.complaints.append(f"{request.failure} {request.url}")


@dataclass
class Reader:
    """Opens windows on the site, each with nothing kept from another."""

    browser: Browser
    base: str
    visits: list[Visit] = field(default_factory=list)

    def open(
        self, address: str, *, width: int = 1280, height: int = 900, scheme: Scheme = "light", scripts: bool = True
    ) -> Visit:
        """Open *address*, relative to the front page, in a window of its own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="zh-CN",
        )
        context.set_default_timeout(5000)
        visit = Visit(self.base, context, context.new_page())
        self.visits.append(visit)
        visit.listen()
        visit.go(address)
        return visit

    def leave(self) -> None:
        """Close all windows."""
        for visit in self.visits:
            visit.context.close()
