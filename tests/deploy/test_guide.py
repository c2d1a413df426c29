"""The guide on deployment: what it names is there."""

import re
import subprocess

from generator.receiving import settings
from tests.project import REPOSITORY, run

GUIDE = (REPOSITORY / "docs/contribute/deploy.md").read_text(encoding="utf-8")


def test_every_setting_is_told() -> None:
    """The guide has each setting the program reads, and no other."""
    source = (REPOSITORY / "generator/receiving/settings.py").read_text(encoding="utf-8")
    assert settings.MAIN == "refs/heads/main"
    assert {name.lower() for name in re.findall(r"`(brands\.[A-Za-z]+)`", GUIDE)} == set(
        re.findall(r'"(brands\.[a-z]+)"', source)
    )


def test_options_of_the_scripts_are_told_as_they_are() -> None:
    """Each option of set-up.sh in the guide is one the script has."""
    script = REPOSITORY / "deploy/set-up.sh"
    told = subprocess.run([script, "--help"], capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"(?<!config )`?(--[a-z-]+)(?: |`)", GUIDE)) - {"--add", "--to", "--repository"}
    assert named
    assert named <= set(re.findall(r"--[a-z-]+", told))


def test_commands_are_told_as_they_are() -> None:
    """Each `brands` command in the guide is one the program has."""
    for command in set(re.findall(r"(?:/|`)brands ((?:receive )?[a-z]+) ", GUIDE)):
        assert run(*command.split(), "--help").code == 0, command


def test_files_are_where_the_guide_says() -> None:
    """Each file of the repository that the guide names is there."""
    for file in re.findall(r"(?:deploy|\.github/workflows)/[a-z.-]+[a-z]", GUIDE):
        assert (REPOSITORY / file).exists(), file
