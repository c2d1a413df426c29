"""What speaks against a build besides its records: faults of templates, of the theme, and settings left out.

Gets faults and settings, gives findings; judges no record.
"""

from generator.diagnostics import Diagnostic, Span
from generator.frame import FrameError
from generator.messages import RULES
from generator.model.site import Site
from generator.templating import BrokenTemplateError


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
