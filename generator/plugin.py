"""The MkDocs adapter: the only module that imports mkdocs.

Renders the frame (shells, hand-written pages, theme assets) through Material, and lets `mkdocs build` and
`mkdocs serve` give the same site as `brands build`. Decides nothing about records.
"""

import logging
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from generator.build import build_site
from generator.build.settings import check_deployment
from generator.build.surveying import survey
from generator.day import today
from generator.diagnostics import Severity, has_errors
from generator.frame import SHELLS, Frame, FrameError, Shell, cut_shell, without_drawer
from generator.model.page import Section
from generator.model.site import Host, Site
from generator.report import as_text

log = logging.getLogger("mkdocs.plugins.brands")


class BrandsConfig(Config):
    """Options of the plugin; it needs none."""

    as_of = Type(str, default="")
    """The day the site is built for, ``YYYY-MM-DD``; today where empty."""


# MkDocs calls events by keyword, so their unused parameters keep the names it gives them.
class BrandsPlugin(BasePlugin[BrandsConfig]):
    """Adds the shells to MkDocs' pages, takes them out again rendered, and writes the directory around them."""

    frame_only = False
    """Set by :func:`render_frame`: make shells and hand-written pages, leave the records alone."""

    def __init__(self) -> None:
        self.shells: dict[tuple[Section, int], Shell] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse wrong settings before MkDocs empties the site, and give the theme all of those left out."""
        try:
            read_site(config)
        except FrameError as fault:
            raise PluginError(fault.message) from fault
        settings = config.extra.get("site") or {}
        config.extra["site"] = {"deployment": "demo", **settings, "host": settings.get("host") or {}}
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check the records first: MkDocs empties the site directory right after this."""
        if self.frame_only:
            return
        root = Path(config.config_file_path).parent
        findings = survey(root, self.config.as_of or today()).findings
        for finding in findings:
            level = logging.WARNING if finding.rule.severity is Severity.WARNING else logging.INFO
            if finding.rule.severity is not Severity.ERROR:
                log.log(level, "%s", as_text([finding]).rstrip())
        if has_errors(findings):
            raise PluginError("\n" + as_text(findings))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add one virtual page for each shape of page the site has."""
        for section, depth in SHELLS:
            content = f"---\nshell: true\nsection: {section}\n---\n"
            address = shell_address(section, depth)
            files.append(
                File.generated(config, f"{address}index.md", content=content, inclusion=InclusionLevel.NOT_IN_NAV)
            )
        return files

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep a rendered shell and write no file for it; MkDocs skips pages without output."""
        if not page.meta.get("shell"):
            return without_drawer(output)
        section: Section = page.meta["section"]
        try:
            self.shells[section, page.url.count("/")] = cut_shell(without_drawer(output))
        except FrameError as fault:
            raise PluginError(fault.message) from fault
        return ""

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Leave the site map to the generator: MkDocs knows only the hand-written pages."""
        return "" if template_name == "sitemap.xml" else without_drawer(output_content)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the directory's own files beside what MkDocs wrote."""
        if self.frame_only:
            return
        site, out = read_site(config), Path(config.site_dir)
        for finding in check_deployment(site):
            log.warning("%s", as_text([finding]).rstrip())
        frame = ReadyFrame(Frame(site, self.shells, collect_files(out)))
        root = Path(config.config_file_path).parent
        with tempfile.TemporaryDirectory(prefix="brands-") as state:
            day = self.config.as_of or today()
            outcome = build_site(root, out, day, frame, state=Path(state), ours=True)
        if not outcome.built:
            raise PluginError("\n" + as_text(list(outcome.findings)))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Rebuild when a record, a policy or a template changes, not only on changes of pages."""
        root = Path(config.config_file_path).parent
        for folder in ("brands", "policies"):
            if (root / folder).is_dir():
                server.watch(str(root / folder))
        server.watch(str(Path(__file__).parent))
        build = server.builder

        def build_or_keep() -> None:
            """Build; what stands in the way has been told, and the old pages stay instead of hanging."""
            with suppress(Abort):
                build()

        server.builder = build_or_keep
        return server


def shell_address(section: Section, depth: int) -> str:
    """Where MkDocs is made to believe the shell lies; only its depth matters."""
    parts = [] if depth == 0 else [section, *["shell"] * (depth - 1)]
    return "".join(f"{part}/" for part in parts)


def collect_files(folder: Path) -> dict[str, Path]:
    """Every file below *folder* by its site path."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def read_site(config: MkDocsConfig) -> Site:
    """The deployment's settings from mkdocs.yml."""
    settings = config.extra.get("site") or {}
    given = settings.get("host") or {} if isinstance(settings, dict) else None
    if not isinstance(given, dict):
        raise FrameError("extra.site 和 extra.site.host 下面要写成一组“设置: 内容”")
    known = set(Host.__struct_fields__)
    host = {key: str(value) for key, value in given.items() if value is not None}
    unknown = sorted(set(host) - known)
    if unknown:
        raise FrameError(
            f"extra.site.host 里没有 {'、'.join(unknown)} 这个设置；可以写的有：{'、'.join(sorted(known))}"
        )
    deployment = settings.get("deployment", "demo")
    if deployment not in {"demo", "government"}:
        raise FrameError(f"extra.site.deployment 只能是 demo 或 government，现在是 {deployment}")
    if not config.site_url:
        raise FrameError("site_url 没有填写：网站地图和订阅需要完整网址")
    return Site(
        name=config.site_name,
        url=config.site_url.rstrip("/") + "/",
        description=config.site_description or "",
        deployment=deployment,
        host=Host(**host),
        repository=settings.get("repository"),
    )


class _Complaints(logging.Handler):
    """Keeps what MkDocs complains of, so that one message can tell it instead of a scattered log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one complaint."""
        self.texts.append(record.getMessage())


class ReadyFrame:
    """A frame that is there already, as a build asks for it."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def start(self) -> None:
        """Do nothing."""

    def site(self) -> Site:
        """The deployment's settings."""
        return self._frame.site

    def take(self) -> Frame:
        """The frame."""
        return self._frame


def render_frame(
    config_file: Path, folder: Path, *, strict: bool = False, tell: Callable[[Site], None] = lambda _: None
) -> Frame:
    """Let MkDocs render the shells, the hand-written pages and the theme's assets into *folder*.

    *tell* is told the deployment's settings, which are known long before the rest is.
    """
    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.addHandler(complaints)
    try:
        config = load_config(str(config_file), site_dir=str(folder), strict=strict)
        if "brands" not in config.plugins:
            raise FrameError("plugins 里没有 brands")
        plugin = config.plugins["brands"]
        assert isinstance(plugin, BrandsPlugin)
        plugin.frame_only = True
        site = read_site(config)
        tell(site)
        mkdocs_build(config)
    except (MkDocsException, TemplateError) as error:
        raise _as_frame_error(error, complaints.texts) from error
    return Frame(site, plugin.shells, collect_files(folder))


def _as_frame_error(error: Exception, complaints: list[str]) -> FrameError:
    """What MkDocs or the theme's templates could not do, in one message with the line where it is known."""
    mark = getattr(error.__cause__ or error.__context__, "problem_mark", None)
    if mark is not None:
        return FrameError("这一行 YAML 读不懂", mark.line + 1)
    if isinstance(error, TemplateError):
        place = f"{getattr(error, 'filename', None) or 'theme/'}:{getattr(error, 'lineno', '?')}"
        return FrameError(f"主题模板 {place}：{error.message}")
    if isinstance(error, PluginError):
        return FrameError(str(error))
    return FrameError("；".join(complaints) or str(error))
