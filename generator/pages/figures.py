"""Exemplary figures (典型人物): the list of all, and one page a person."""

from collections.abc import Iterator

from generator.model.catalog import Catalog, Profile
from generator.model.page import Head, Page
from generator.model.site import Site
from generator.pages.cards import derive_card, derive_person
from generator.pages.citations import list_sources, mark_sources, name_content_source
from generator.pages.links import Link, Surroundings, derive_pager, derive_surroundings, page_url, split_pages
from generator.schema_text import label
from generator.templating import Templates


def derive_figure_pages(catalog: Catalog, site: Site, templates: Templates) -> Iterator[Page]:
    """The pages of the list, then every profile."""
    parts = split_pages(catalog.profiles)
    for number, part in enumerate(parts, 1):
        url = page_url("figures/", number)
        body = templates.render(
            "figures.html.jinja",
            url,
            people=tuple(derive_person(profile, catalog.entry(profile.brand_id)) for profile in part),
            count=len(catalog.profiles),
            pager=derive_pager("figures/", number, len(parts)),
        )
        suffix = f"（第 {number} 页）" if number > 1 else ""
        yield Page(
            url,
            "figures",
            Head(
                title="典型人物" + suffix,
                description="劳务品牌的创立人、传承人、领军人、形象代言人和从业代表，依据公开报道或本人同意。",
                kind="column",
                keywords=("劳务品牌", "典型人物"),
                column="典型人物",
                column_type="工作动态",
                alternate="api/v1/figures.json",
            ),
            body,
        )
    around = derive_surroundings(catalog)
    for profile in catalog.profiles:
        yield _profile_page(profile, around, site, templates)


def _profile_page(profile: Profile, around: Surroundings, site: Site, templates: Templates) -> Page:
    entry, figure = around.catalog.entry(profile.brand_id), profile.figure
    cited = set(figure.sources)
    body = templates.render(
        "figure.html.jinja",
        profile.url,
        person=derive_person(profile, entry),
        figure=figure,
        basis=label("figures.basis", figure.basis),
        brand=derive_card(entry),
        crumbs=(Link("典型人物", "figures/"), Link(figure.name)),
        marks=mark_sources(entry.brand, figure.sources),
        sources=tuple(
            line
            for line, source in zip(list_sources(entry.brand), entry.brand.sources, strict=True)
            if source.id in cited
        ),
        others=tuple(
            derive_person(other, entry) for other in around.profiles[profile.brand_id] if other.url != profile.url
        ),
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
