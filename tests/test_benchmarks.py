"""The benchmark's records, peers and report are what they are said to be. Nothing is timed here."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.records import read_records
from generator.schema_text import Schema, read_schema, resolve
from generator.source import parse_yaml
from tests.project import REPOSITORY, Project, run

COUNT = 1000


def _program(name: str, *arguments: object, **environment: str) -> None:
    command = [sys.executable, str(REPOSITORY / "benchmarks" / name), *map(str, arguments)]
    subprocess.run(command, check=True, timeout=120, env=os.environ | environment)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of made records, with the repository's policies."""
    project = Project.make(tmp_path_factory.mktemp("made") / "project")
    project.add_real()
    _program("records.py", project.root, "--count", COUNT)
    return project.root


def test_made_records_pass_every_check(made: Path) -> None:
    """`brands check` finds nothing in made records, not even a warning, so a build writes all of them."""
    answer = run("check", "--root", made, "--format", "json")
    assert (answer.code, answer.data) == (0, [])
    assert len(read_records(made).brands) == COUNT


def test_made_records_are_canonical(made: Path) -> None:
    """Made records are written as `brands fmt` would write them."""
    assert run("fmt", "--check", "--root", made, made / "brands" / "hubei").code == 0


def test_made_records_hold_every_field_of_the_schema(made: Path) -> None:
    """Each key the schema knows, at any depth, is in some made record: no field is left out of the measuring."""
    used: set[str] = set()
    for file in (made / "brands").rglob("*.yml"):
        used |= set(_keys_used(parse_yaml(file.read_text(encoding="utf-8"), file.name)[0], ""))
    schema = read_schema("brand")
    assert set(_keys_known(schema, schema, "")) == used


def test_made_records_are_as_long_as_real_ones(made: Path) -> None:
    """A made record has 2 KB on average, a tenth more or less."""
    sizes = [file.stat().st_size for file in (made / "brands").rglob("*.yml")]
    assert 1800 <= sum(sizes) / len(sizes) <= 2200


def test_the_same_seed_makes_the_same_records(tmp_path: Path) -> None:
    """Two runs give the same files byte for byte, so figures of two machines are about the same records."""
    for name in ("one", "two"):
        _program("records.py", tmp_path / name, "--count", 50)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.yml")} for name in ("one", "two"))
    assert len(one) == 50
    assert one == two


@pytest.mark.parametrize("variant", ["plain", "plain-search", "plain-nav"])
def test_the_plain_project_builds_and_says_the_same_facts(variant: str, tmp_path: Path) -> None:
    """Plain MkDocs + Material builds a page for each of five brands, with its summary, figures and sources."""
    _program("records.py", tmp_path / "records", "--count", 5)
    _program("plain.py", tmp_path / "records", tmp_path / "plain", "--variant", variant)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"], cwd=tmp_path / "plain", capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    brands = read_records(tmp_path / "records").brands
    assert len(brands) == 5
    for brand in brands:
        page = (tmp_path / f"plain/site/brands/{brand.id}/index.html").read_text(encoding="utf-8")
        assert brand.summary in page
        assert all(source.public_url in page for source in brand.sources if source.public_url)
        assert page.count("<td>") >= 3 * len(brand.headcount)


def test_the_projects_of_the_equal_peers_hold_what_every_page_says(tmp_path: Path) -> None:
    """Hugo and Eleventy get a file for each brand, list and person page of the directory, a brand's data among them."""
    for peer in ("hugo", "eleventy"):
        _program("peers.py", peer, tmp_path / peer, "--count", 12)
    site = tmp_path / "hugo/heard/site"
    pages = {
        f"/{page.parent.relative_to(site)}/"
        for section in ("catalog", "figures")
        for page in (site / section).rglob("index.html")
        if 'name="robots"' not in page.read_text(encoding="utf-8")  # pages that say where something went
    }
    content = tmp_path / "hugo/peer-hugo/content"
    told = [json.loads(file.read_text(encoding="utf-8")) for file in content.glob("*/*.md")]
    assert {document["url"] for document in told if "url" in document} == pages
    brands = read_records(tmp_path / "hugo/brands").brands
    assert {file.stem for file in content.glob("brands/*.md")} == {brand.id for brand in brands}
    for brand in brands:
        matter = json.loads((content / f"brands/{brand.id}.md").read_text(encoding="utf-8"))["params"]
        data = (site / f"api/v1/brands/{brand.id}.json").read_text(encoding="utf-8")
        assert (matter["brand"]["summary"], matter["document"]) == (brand.summary, data.strip())
        assert len(matter["sources"]) == len(brand.sources)
        fact = json.loads((tmp_path / f"eleventy/peer-eleventy/facts/brands/{brand.id}.json").read_bytes())
        assert fact["said"] == matter


def test_the_bench_keeps_every_build_of_ours_and_tells_which_peers_are_missing(tmp_path: Path) -> None:
    """Cold, changed and unchanged builds are in results.json; a peer that is not installed is named in both reports."""
    options = (
        "--sizes",
        20,
        "--runs",
        1,
        "--peers",
        "brands,hugo",
        "--no-servers",
        "--work",
        tmp_path,
        "--out",
        tmp_path,
    )
    _program("build.py", *options, BENCHMARK_PEERS=str(tmp_path / "none"))
    results = json.loads((tmp_path / "results.json").read_bytes())
    assert [(run["peer"], run["case"]) for run in results["runs"]] == [
        ("brands", "cold"), ("brands", "changed"), ("brands", "unchanged"),
    ]  # fmt: skip
    assert all(run["pages"] > 20 and run["cost"]["wall"] > 0 for run in results["runs"])
    assert results["missing"] == {"hugo": "not installed"}
    assert "| `hugo` | not installed |" in (tmp_path / "results.md").read_text(encoding="utf-8")


def test_the_page_on_build_time_says_what_was_measured(tmp_path: Path) -> None:
    """docs/contribute/speed.md is what the kept results make, chart and table, so neither can drift."""
    _program("chart.py", "--page", tmp_path / "speed.md")
    kept = (REPOSITORY / "docs/contribute/speed.md").read_text(encoding="utf-8")
    assert kept == (tmp_path / "speed.md").read_text(encoding="utf-8")


def _keys_used(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield f"{path}.{key}"
            yield from _keys_used(below, f"{path}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _keys_used(each, path)


def _keys_known(schema: Schema, node: Schema, path: str) -> Iterator[str]:
    node = resolve(schema, node)
    for key, below in node.get("properties", {}).items():
        yield f"{path}.{key}"
        yield from _keys_known(schema, below, f"{path}.{key}")
    if "items" in node:
        yield from _keys_known(schema, node["items"], path)
