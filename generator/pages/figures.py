"""Exemplary figures (典型人物): the list of all, and one page a person."""

from collections.abc import Iterator

from generator.catalog import Catalog, derive_profiles
from generator.model.catalog import Entry, Profile
from generator.model.page import Head, Page
from generator.model.site import Site
from generator.pages.cards import derive_person
from generator.pages.citations import list_sources, mark_sources, name_content_source
from generator.pages.fragments import lay_card, lay_people
from generator.pages.links import Link, derive_pager, page_url
from generator.schema_text import label
from generator.templating import Templates


def derive_people_page(catalog: Catalog, number: int, templates: Templates) -> Page:
    """Page *number* of the list."""
    url = page_url("figures/", number)
    pages = catalog.page_count("figures")
    body = templates.render(
        "figures.html.jinja",
        url,
        people=lay_people(catalog, number, templates, url),
        count=catalog.size("figures") if number == 1 else None,
        number=number,
        pages=pages,
        pager=derive_pager("figures/", number, pages),
    )
    suffix = f"（第 {number} 页）" if number > 1 else ""
    head = Head(
        title="典型人物" + suffix,
        description="劳务品牌的创立人、传承人、领军人、形象代言人和从业代表，依据公开报道或本人同意。",
        kind="column",
        keywords=("劳务品牌", "典型人物"),
        column="典型人物",
        column_type="工作动态",
        alternate="api/v1/figures.json",
    )
    return Page(url, "figures", head, body)


def derive_profile_pages(entry: Entry, catalog: Catalog, site: Site, templates: Templates) -> Iterator[Page]:
    """The page of every exemplary figure of *entry*."""
    for profile in derive_profiles(entry):
        yield _profile_page(profile, entry, catalog, site, templates)


def _profile_page(profile: Profile, entry: Entry, catalog: Catalog, site: Site, templates: Templates) -> Page:
    figure = profile.figure
    cited = set(figure.sources)
    body = templates.render(
        "figure.html.jinja",
        profile.url,
        person=derive_person(profile, entry),
        figure=figure,
        basis=label("figures.basis", figure.basis),
        url=entry.url,
        brand=lay_card(catalog, profile.brand_id, templates, profile.url),
        crumbs=(Link("典型人物", "figures/"), Link(figure.name)),
        marks=mark_sources(entry.brand, figure.sources),
        sources=tuple(
            line
            for line, source in zip(list_sources(entry.brand), entry.brand.sources, strict=True)
            if source.id in cited
        ),
        others=tuple(derive_person(other, entry) for other in derive_profiles(entry) if other.url != profile.url),
    )
    role = label("figures.role", figure.role)
    return Page(
        profile.url,
        "figures",
        Head(
            title=f"{figure.name}：{entry.name}{role}",
            description=f"{figure.name}，{figure.title or role}，劳务品牌“{entry.name}”{role}。"[:120],
            kind="article",
            keywords=(figure.name, entry.name, role),
            column="典型人物",
            column_type="工作动态",
            published=entry.brand.published,
            content_source=name_content_source(entry.brand, figure.sources, site.name),
            alternate=f"api/v1/brands/{profile.brand_id}.json",
        ),
        body,
    )
