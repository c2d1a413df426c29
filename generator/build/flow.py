"""One build from records to site, and the survey (read, check, derive) other commands share.

Gets a root, a day and a way to make the frame; gives an outcome as a value. Knows neither MkDocs nor the
command line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.build.progress import Progress, Silence
from generator.build.rendering import Press, render_everything
from generator.build.writing import SiteWriter
from generator.catalog import derive_catalog
from generator.criteria import check_by_policy
from generator.diagnostics import Diagnostic, Severity, Span, has_errors, sorted_by_place
from generator.frame import Frame, FrameError
from generator.messages import RULES
from generator.model.catalog import Catalog
from generator.model.site import Site
from generator.records import check_records, read_records
from generator.templating import BrokenTemplateError, Templates


@dataclass(frozen=True, slots=True)
class Survey:
    """What reading and checking gave; the catalog is absent where an error stands in its way."""

    catalog: Catalog | None
    findings: tuple[Diagnostic, ...]
    files: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did."""

    findings: tuple[Diagnostic, ...]
    files: int = 0
    brands: int = 0
    pages: int = 0
    written: tuple[str, ...] = field(default=())
    removed: int = 0
    unchanged: int = 0

    built: bool = False
    """Whether the site now is what the records say."""


def survey(root: Path, as_of: str, progress: Progress | None = None) -> Survey:
    """Read and check every record below *root* and derive the catalog of the day *as_of*."""
    progress = progress or Silence()
    progress.start("读取记录", None)
    records = read_records(root, progress.advance)
    findings = [*records.findings, *check_records(root, records), *check_by_policy(root, records, as_of)]
    findings = sorted_by_place(findings)
    if has_errors(findings):
        return Survey(None, tuple(findings), records.files)
    progress.start("整理目录", None)
    catalog = derive_catalog(records.brands, records.policies, as_of)
    return Survey(catalog, tuple(findings), records.files)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything a site is written from, checked; absent parts mean that findings stand in the way."""

    root: Path
    catalog: Catalog | None
    templates: Templates | None
    findings: tuple[Diagnostic, ...]
    files: int


def prepare(root: Path, as_of: str, progress: Progress | None = None) -> Prepared:
    """Survey the records and compile the templates, so that what can fail fails before anything is written."""
    surveyed = survey(root, as_of, progress)
    findings = list(surveyed.findings)
    templates = None
    try:
        templates = Templates()
        templates.compile_all()
    except BrokenTemplateError as fault:
        findings.append(as_finding(fault))
    catalog = None if has_errors(findings) else surveyed.catalog
    return Prepared(root, catalog, templates, tuple(findings), surveyed.files)


def build_site(  # noqa: PLR0913 - each is one thing a build is made of
    root: Path,
    out: Path,
    as_of: str,
    make_frame: Callable[[], Frame],
    progress: Progress | None = None,
    *,
    strict: bool = False,
) -> Outcome:
    """Build the site of the records below *root* into *out*; with errors (*strict*: warnings) nothing is written."""
    progress = progress or Silence()
    prepared = prepare(root, as_of, progress)
    if prepared.catalog is None or (strict and _has_warnings(prepared.findings)):
        return Outcome(prepared.findings, prepared.files)
    try:
        progress.start("生成外框", None)
        frame = make_frame()
    except FrameError as fault:
        return Outcome((*prepared.findings, as_finding(fault)), prepared.files)
    settings = check_deployment(frame.site)
    if strict and settings:
        return Outcome((*prepared.findings, *settings), prepared.files)
    return write_into(prepared, frame, out, progress)


def write_into(
    prepared: Prepared, frame: Frame, out: Path, progress: Progress | None = None, *, ours: bool = False
) -> Outcome:
    """Write the prepared catalog in *frame* to *out*; a fault half-way leaves *out* as it was.

    *ours* says that the caller knows *out* to be a site of ours, however it looks.
    """
    assert prepared.catalog is not None
    assert prepared.templates is not None
    findings = (*prepared.findings, *check_deployment(frame.site))
    try:
        with SiteWriter(out, ours=ours) as writer:
            press = Press(prepared.root, prepared.catalog, frame, prepared.templates)
            pages = render_everything(press, writer, progress or Silence())
            removed = writer.commit()
    except BrokenTemplateError as fault:
        return Outcome((*findings, as_finding(fault)), prepared.files)
    return Outcome(
        findings=findings,
        files=prepared.files,
        brands=len(prepared.catalog.entries),
        pages=pages,
        written=tuple(sorted(writer.staged)),
        removed=removed,
        unchanged=len(writer.kept),
        built=True,
    )


def _has_warnings(findings: Sequence[Diagnostic]) -> bool:
    return any(finding.rule.severity is Severity.WARNING for finding in findings)


def as_finding(fault: BrokenTemplateError | FrameError) -> Diagnostic:
    """A maintainer's fault as a finding: one clear message instead of a traceback."""
    if isinstance(fault, BrokenTemplateError):
        span = Span(f"generator/templates/{fault.template}", fault.line, 1)
        return Diagnostic(span, RULES["T401"], {"template": fault.template, "detail": fault.detail})
    return Diagnostic(Span("mkdocs.yml", fault.line, 1), RULES["T402"], {"detail": fault.message})


def check_deployment(site: Site) -> list[Diagnostic]:
    """A government deployment must say which site it is (国办发〔2017〕47号, page tags)."""
    if site.deployment != "government":
        return []
    needed = {"site_name": site.host.site_name, "site_domain": site.host.site_domain, "site_code": site.host.site_code}
    return [
        Diagnostic(Span("mkdocs.yml"), RULES["T403"], {"field": f"extra.site.host.{key}"})
        for key, value in needed.items()
        if not value
    ]
