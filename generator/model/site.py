"""What a deployment says about itself: its address, its name, the government site it belongs to.

Values come from mkdocs.yml; what is not configured is absent and never shown as a placeholder
(国办发〔2017〕47号; see the settings under ``extra.site``).
"""

from typing import Literal

from msgspec import Struct


class Host(Struct, frozen=True):
    """The footer and page tags of the host government site."""

    site_name: str | None = None
    """SiteName where it differs from the directory's own name."""
    site_domain: str | None = None
    site_code: str | None = None
    """SiteIDCode, ten digits."""
    organiser: str | None = None
    """主办单位"""
    operator: str | None = None
    """承办单位"""
    contact: str | None = None
    icp: str | None = None
    police: str | None = None
    police_url: str | None = None
    error_report_url: str | None = None
    """我为政府网站找错"""


class Site(Struct, frozen=True):
    """The deployment."""

    name: str
    url: str
    """Absolute address of the site root, ending in a slash."""
    description: str
    deployment: Literal["demo", "government"] = "demo"
    host: Host = Host()
    repository: str | None = None
    """Web address of the repository, for links that supply missing facts."""
