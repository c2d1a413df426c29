"""The Jinja environment: the one place where templates get their filters and globals.

Templates hold markup; what they show is prepared in Python. Undefined names fail instead of vanishing,
everything is escaped, and a template's fault comes out as a :class:`BrokenTemplateError` with its place.
"""

from generator.templating.faults import BrokenTemplateError
from generator.templating.prose import markdown
from generator.templating.templates import TEMPLATES_DIR, Templates, place_fragment, relative_href

__all__ = ["TEMPLATES_DIR", "BrokenTemplateError", "Templates", "markdown", "place_fragment", "relative_href"]
