"""All a site is made of beside its records: the program, the day, the frame, the templates.

Notes them in the ledger after a build, and tells before the next one whether they still are what they were. Looks only
as closely as it must: times and sizes first, contents where these differ.
"""

from hashlib import sha256
from typing import Final

import msgspec

from generator.build.inputs import digest_frame, digest_program, sign_frame, sign_program, sign_templates
from generator.build.outcome import Job
from generator.frame import Frame
from generator.ledger import Ledger
from generator.templating import Templates

EVERYWHERE: Final = frozenset({
    "brand.html.jinja", "components/card.html.jinja", "components/task.html.jinja", "figure.html.jinja",
    "head.html.jinja", "moved.html.jinja", "tombstone.html.jinja", "withdrawn.html.jinja",
})  # fmt: skip
"""Templates that so many files are made by that all is rendered anew when one of them changes."""


def note_environment(ledger: Ledger, job: Job, frame: Frame, templates: Templates) -> None:
    """Note what a build is made with."""
    ledger.note("program", digest_program())
    ledger.note("day", job.as_of)
    ledger.note("dress", dress_of(frame))
    note_templates(ledger, templates)
    note_signs(ledger, job)


def note_signs(ledger: Ledger, job: Job) -> None:
    """Note by what sign each is known to be unchanged."""
    ledger.note("program-sign", sign_program())
    ledger.note("frame-sign", sign_frame(job.root))
    ledger.note("frame", digest_frame(job.root))
    ledger.note("templates-sign", sign_templates())


def note_templates(ledger: Ledger, templates: Templates) -> None:
    """Note what every template says."""
    for name in templates.names():
        ledger.note(f"template/{name}", templates.digest(name))


def dress_of(frame: Frame) -> str:
    """A digest of what every page wears: its shells and the deployment's settings."""
    shells = [[*key, each.before, each.between, each.after] for key, each in sorted(frame.shells.items())]
    return sha256(msgspec.json.encode([msgspec.to_builtins(frame.site), shells])).hexdigest()


def changed_templates(ledger: Ledger, templates: Templates) -> set[str]:
    """The templates that say something else than they did."""
    return {name for name in templates.names() if ledger.noted(f"template/{name}") != templates.digest(name)}
